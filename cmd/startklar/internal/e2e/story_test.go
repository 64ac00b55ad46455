package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// aalborg is where the story takes place: in the demo it is well under way, and nothing is signed.
const aalborg = "/forloeb/0851.flere-skal-med-2.1"

// TestStoryFromFirstAnswerToWorkshop walks the way of a municipality: a leader answers, is told of a
// colleague's text, brings the tracks to ready, signs and plans; the consultant books; STAR sees it.
func TestStoryFromFirstAnswerToWorkshop(t *testing.T) {
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t, scripts)
			s.leader = s.signInByPlace("Aalborg", "Leder")
			for _, step := range []func(){
				s.answerAndFindAgain, s.meetColleague, s.setStandings, s.declareTracks, s.signOff, s.fillPlan,
				s.bookWorkshop, s.seenByLeader, s.seenBySTAR, s.stored,
			} {
				step()
			}
		})
	}
}

type story struct {
	t       *testing.T
	site    site
	scripts bool
	leader  tab
	// answer is what stands in A.a.1 in the end.
	answer string
}

func newStory(t *testing.T, scripts bool) *story {
	t.Helper()
	return &story{t: t, site: serveDemo(t), scripts: scripts}
}

func (s *story) tab() tab {
	s.t.Helper()
	p := newTab(s.t, s.site.base)
	if !s.scripts {
		return p.withoutScripts()
	}
	return p
}

// signInByPlace goes through the demo door by choosing a municipality and a role in it.
func (s *story) signInByPlace(place, role string) tab {
	s.t.Helper()
	p := s.tab()
	p.open("/")
	p.see("Log ind", "En person i en kommune")
	p.pick("Kommune", place)
	p.choose(map[string]string{"Leder": "Leder i kommunen", "Projektleder": "Medarbejder i kommunen"}[role])
	p.follow("Gå ind")
	p.see("Jeres forløb", role+" i "+place, "Næste skridt", "Ugens 40 minutter")
	return p
}

func (s *story) signIn(person string) tab {
	s.t.Helper()
	p := s.tab()
	p.open("/log-ind")
	p.follow(person)
	return p
}

// toQuestion goes from the journey through the checklist to a question.
func (s *story) toQuestion(p tab, question string) {
	s.t.Helper()
	p.open("/")
	p.in("#trin-preparation").follow("Forberedelsestjekliste")
	p.follow(question)
}

const firstQuestion = "Hvordan samler I hele jobcentret om én strategi og fælles mål for lønnede timer?"

// answerAndFindAgain writes an answer, sees that it is saved, and finds it on the page when it is loaded anew.
func (s *story) answerAndFindAgain() {
	s.t.Helper()
	s.toQuestion(s.leader, firstQuestion)
	s.answer = "Vi har ét mål for lønnede timer, og det står øverst hos alle teams."
	s.save(s.leader, s.answer)
	s.leader.reload()
	s.standsInField(s.leader, s.answer)
	s.leader.see("Skrevet af Leder i Aalborg")
}

// save writes the answer, by autosave or by the button.
func (s *story) save(p tab, text string) {
	s.t.Helper()
	p.fill("Jeres svar", text)
	if s.scripts {
		p.seeLike(`Gemt \d\d\.\d\d`)
		return
	}
	p.follow("Gem")
	p.see("A.a.1 er gemt.")
}

func (s *story) standsInField(p tab, want string) {
	s.t.Helper()
	if diff := cmp.Diff(want, p.value("Jeres svar")); diff != "" {
		s.t.Fatalf("in the field: %s", diff)
	}
}

// meetColleague lets a colleague write at the same time, and tries every way out of it.
func (s *story) meetColleague() {
	s.t.Helper()
	colleague := s.signInByPlace("Aalborg", "Projektleder")
	const mine, theirs = "Min tekst, skrevet imens.", "Kollegaens tekst: Målet drøftes hver mandag."
	s.clash(colleague, "1. "+mine, "1. "+theirs)
	s.settle("Behold min", "1. "+mine)
	s.clash(colleague, "2. "+mine, "2. "+theirs)
	s.settle("Brug kollegaens", "2. "+theirs)
	s.clash(colleague, "3. "+mine, "3. "+theirs)
	s.settle("Flet de to", "3. "+mine+"\n\n3. "+theirs)
}

// clash has both write on what both had read. The leader comes second and sees both texts.
func (s *story) clash(colleague tab, mine, theirs string) {
	s.t.Helper()
	question := aalborg + "/readiness/svar/A.a.1"
	s.leader.open(question)
	colleague.open(question)
	s.save(colleague, theirs)
	s.leader.expect("status of 409")
	s.leader.fill("Jeres svar", mine)
	if !s.scripts {
		s.leader.follow("Gem")
	}
	s.leader.see("Ændret af en kollega", "Projektleder i Aalborg gemte en anden tekst i dag kl.", "Begge tekster er bevaret")
	s.leader.in(".sk-conflict__texts").see("Din tekst", mine, "Kollegaens tekst", theirs)
}

// settle takes one of the ways out and finds its text on the page when it is loaded anew.
func (s *story) settle(way, want string) {
	s.t.Helper()
	if s.scripts {
		s.leader.press(way)
		s.leader.until(`!document.querySelector(".sk-autosave .sk-conflict")`)
		s.leader.do(chromedp.KeyEvent(kb.Tab)) // leaving the field saves what was merged
		s.leader.until(`document.querySelector("[data-save]").dataset.state === "saved"`)
	} else {
		s.leader.choose(way)
		s.leader.follow("Gem")
		s.leader.see("A.a.1 er gemt.")
	}
	s.leader.reload()
	s.standsInField(s.leader, want)
	s.answer = want
}

// setStandings says how far two questions are, on their own pages.
func (s *story) setStandings() {
	s.t.Helper()
	p := s.leader
	s.toQuestion(p, "Hvordan bliver rollerne klare mellem frontmedarbejderne?")
	p.choose("Tages op på workshoppen")
	p.follow("Gem og gå til næste")
	p.see("A.a.5 er gemt.", "Hvordan får jobformidlere og sagsbehandlere de kompetencer, opgaven kræver?")
	s.toQuestion(p, "Hvordan støtter I frontmedarbejderne i samtaler om jobmål og et personligt CV?")
	p.fill("Jeres svar", "Vi øver jobmålssamtalen to og to hver anden uge.")
	p.choose("Afklaret")
	p.follow("Gem")
	p.see("C.5 er gemt.", "Afklaret: angivet af Leder i Aalborg")
	p.open(aalborg + "/readiness")
	p.in("#afsnit-A").see("7 af 10 afklaret", "Tages op på workshoppen")
	p.in("#afsnit-C").see("4 af 8 afklaret")
}

// declareTracks brings the three tracks to ready: the second after a question was settled on the list, the
// third with what stands open named.
func (s *story) declareTracks() {
	s.t.Helper()
	p := s.leader
	p.in("#afsnit-A").follow("Tjek og meld klar")
	p.follow("Meld spor A klar")
	p.see("Samarbejde i kommunen er meldt klar.", "Meldt klar af Leder i Aalborg")

	p.open(aalborg + "/readiness/tjek?afsnit=B")
	p.follow("Afklaret")
	p.miss("1 står åbent")
	p.follow("Meld spor B klar")
	p.see("Samarbejde med virksomheder er meldt klar.")

	p.open(aalborg + "/readiness/tjek?afsnit=C")
	s.nameGaps(p)
	p.see("Samarbejde med borgere er meldt klar.", "Disse spørgsmål stod åbne", "C.6 Hvordan skaber I det bedst mulige match")
}

func (s *story) nameGaps(p tab) {
	s.t.Helper()
	p.see("4 spørgsmål er hverken afklaret eller sat til workshoppen", "C.4", "C.6", "C.7", "C.8")
	p.expect("status of 422")
	p.fill("Bemærkning", "De fire tager vi, når workshoppen er holdt.")
	p.follow("Meld spor C klar")
	p.see("Der er en ting, du skal rette")
	s.summaryHasFocus(p)
	if got := p.value("Bemærkning"); got != "De fire tager vi, når workshoppen er holdt." {
		s.t.Errorf("after the refusal the note is %q", got)
	}
	p.choose("Vi ved, at disse 4 spørgsmål står åbne")
	p.follow("Meld spor C klar")
}

// summaryHasFocus checks what a refusal does first: the summary has the focus, and the title begins with it.
func (s *story) summaryHasFocus(p tab) {
	s.t.Helper()
	p.until(`document.activeElement.classList.contains("sk-errors")`)
	p.until(`document.title.startsWith("Fejl: ")`)
}

// signOff signs for the leadership, which takes a tick.
func (s *story) signOff() {
	s.t.Helper()
	p := s.leader
	p.open("/")
	p.in("#trin-preparation").follow("Ledelsens godkendelse")
	p.see("A.a.5 Hvordan bliver rollerne klare", "C.8 Hvordan får borgeren overblik", "Jeg har læst svarene i de tre spor.")
	p.follow(s.signButton())
	p.see("Sæt kryds ved erklæringen for at godkende.")
	s.summaryHasFocus(p)
	p.clickOn(`document.querySelector("label[for=declared]")`)
	p.follow(s.signButton())
	p.see("Gennemført", "Leder i Aalborg")
	p.in("section[aria-labelledby=godkendt]").see("Leder i Aalborg")
	p.open(aalborg + "/readiness/svar/A.a.1")
	p.see("Svaret er låst.")
}

func (s *story) signButton() string {
	return ask[string](s.leader, `flat(root().querySelector("form[action$='/godkend'] button").textContent)`)
}

// stored stops the service and reads from its store what the story left behind.
func (s *story) stored() {
	s.t.Helper()
	s.site.kill()
	items := s.site.journey("0851")
	a := items["readiness"].answer("A.a.1")
	if a.Text != s.answer || a.By != "leder-0851" {
		s.t.Errorf("stored: %+v, want %q by the leader", a, s.answer)
	}
	for item, state := range map[string]string{
		"readiness": "Completed", "signoff": "Completed", "plan": "Completed",
		"startup_workshop": "Active", "workshop_agreements": "Available",
	} {
		if items[item].State != state {
			s.t.Errorf("%s is %s, want %s", item, items[item].State, state)
		}
	}
	s.storedPlan(items["plan"])
	s.storedDeadlines(items)
	// 16 of the 24 questions are clear; request, steering group, sign-off and plan are done.
	if got := s.site.stage("0851", "preparation"); got.State != "Completed" || got.Done != 20 || got.Total != 28 {
		s.t.Errorf("the status of the preparation is %+v", got)
	}
	if said := string(s.site.tell("verify")); strings.TrimSpace(said) == "" {
		s.t.Error("verify says nothing")
	}
}
