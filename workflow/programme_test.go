package workflow_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"startklar/domain/journey"
	"startklar/workflow"
)

// considerations holds every question and prompt of the Forberedelsestjekliste, by its place there, with the
// words of the considerations that the source asks for: the five departments of A.a.3, the parallel offers
// of A.b.2.1, the 2, 5 or 10 hours of C.8, …
var considerations = []struct {
	source string
	words  []string
}{
	{"A.a.1", []string{"strategi", "mål", "lønnede timer", "ordinære løntimer", "samarbejdskæde"}},
	{"A.a.2", []string{"kultur", "tilbud", "rekruttering", "aktivitetsparate kontanthjælpsmodtagere"}},
	{"A.a.2.1", []string{"stop-op", "kurser", "fælles seminarer", "supervision", "implementering"}},
	{"A.a.3", []string{"organiserer", "aktivitetsparate kontanthjælpsmodtagere", "unge", "flygtninge", "indvandrere", "Virksomhedsservice", "Ydelse"}},
	{"A.a.3.1", []string{"kapacitet", "på tværs", "indsatsmodel", "antal jobformidlere", "antal sagsbehandlere", "jobformidlernes sagsstammer", "sagsbehandlernes sagsstammer"}},
	{"A.a.3.2", []string{"Ydelse", "udbetaling", "den 1.", "ordinære løntimer", "supplerende kontanthjælp"}},
	{"A.a.4", []string{"Virksomhedsservice", "småjob", "koordination", "konkurrence", "målgruppe"}},
	{"A.a.5", []string{"rollefordeling", "frontmedarbejder"}},
	{"A.a.5.1", []string{"eventuelt", "jobformidler", "mentorfunktion", "myndighed", "samme medarbejder"}},
	{"A.a.5.2", []string{"eventuelt", "ekstern aktør"}},
	{"A.a.6", []string{"jobformidlerne", "sagsbehandlerne", "kompetencer", "arbejdsmarkedskendskab"}},
	{"A.a.7", []string{"monitorering", "resultater", "gode historier", "frontmedarbejder"}},
	{"A.b.1", []string{"strategi", "mål", "kultur", "beskæftigelse", "uddannelse", "social", "sundhed", "forvaltning"}},
	{"A.b.1.1", []string{"samarbejdspartner", "lønnede timer", "jobmål", "samtidige indsatser"}},
	{"A.b.2", []string{"samarbejdsmodel", "effektiv", "niveauer", "tages i ed", "hvordan"}},
	{"A.b.2.1", []string{"supplerende tilbud", "parallelt", "økonomisk rådgivning", "helbredsafklaring", "helbredsmestring", "børn", "familie", "misbrugsbehandling", "misbrugsrådgivning"}},
	{"A.b.3", []string{"styregruppe", "ledelsesrepræsentanter", "forvaltning", "sammensætning", "arbejdsdygtig"}},
	{"B.1", []string{"fælles forståelse", "jobcentret", "virksomhedssamarbejde"}},
	{"B.2", []string{"virksomhederne", "skiftet", "tilbudsorienterede", "ordinære løntimer", "værditilvækst"}},
	{"B.3", []string{"lokale virksomheder", "aktivt", "netværk", "feedback", "CV", "jobansøgninger"}},
	{"B.4", []string{"resultater", "netværk", "nyhedsbrev"}},
	{"B.5", []string{"virksomhedsberedskab", "volumen", "struktur", "kvalitet"}},
	{"B.5.1", []string{"volumen", "brancher", "størrelse", "geografi", "match"}},
	{"B.5.2", []string{"struktur", "skriftlig samarbejdsaftale", "fast kontaktperson"}},
	{"B.5.3", []string{"kvalitet", "kompetencer", "kontaktperson", "delmål", "progression", "ordinære løntimer"}},
	{"B.6", []string{"jobformidlerne", "første", "småjob", "ordinære løntimer", "virksomhedspraktik", "løntilskud", "progression", "tæt opfølgning", "fast"}},
	{"C.1", []string{"sagsgennemgang", "visitation", "STARs visitationsmodel"}},
	{"C.2", []string{"målrettet", "målgruppe 1", "sagsgennemgang", "undergrupper"}},
	{"C.3", []string{"undervejs", "målgruppe 1", "målgruppe 2", "ressourceforløb", "fleksjob", "førtidspension"}},
	{"C.4", []string{"startpakke", "redskaber", "frontmedarbejder", "borgerperspektiv", "jobrettet", "ordinære løntimer", "progression"}},
	{"C.4.1", []string{"samtaleguide"}},
	{"C.4.2", []string{"inspiration", "CV"}},
	{"C.4.3", []string{"vejledning", "progressionsmåling"}},
	{"C.4.4", []string{"inspiration", "ikke-vestlige indvandrere"}},
	{"C.4.5", []string{"økonomiberegning"}},
	{"C.5", []string{"frontmedarbejder", "jobmål", "personligt CV", "motiv", "gode historier", "borgerne"}},
	{"C.6", []string{"match", "eget perspektiv", "jobmål", "skånehensyn"}},
	{"C.7", []string{"enkelte borger", "arbejdsplads", "progression", "fastholdelse", "virksomhedsforløb"}},
	{"C.7.1", []string{"eventuelt", "jobformidler", "frekvens"}},
	{"C.7.2", []string{"eventuelt", "makker", "jobformidler", "sagsbehandler"}},
	{"C.8", []string{"økonomisk vejledning", "overblik", "ordinære løntimer", "2, 5 og 10 timer", "kontanthjælp", "boligstøtte", "børnepasningstilskud", "jobpræmie"}},
}

func programme(t *testing.T) *workflow.Definition {
	t.Helper()
	const file = "../templates/journeys/flere-skal-med-2.yaml"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	def, err := workflow.Parse(file, text)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// checklistFields lists the questions of the readiness checklist, each followed by its prompts.
func checklistFields(def *workflow.Definition) (questions, prompts []*workflow.Field) {
	for _, section := range def.Item("readiness").Sections {
		for _, f := range section.Fields() {
			questions = append(questions, f)
			prompts = append(prompts, f.Prompts...)
		}
	}
	return questions, prompts
}

func TestTheChecklistHasEveryQuestionOfTheSource(t *testing.T) {
	questions, prompts := checklistFields(programme(t))
	if len(questions) != 24 || len(prompts) != 17 {
		t.Errorf("%d questions and %d prompts; the source has 24 and 17", len(questions), len(prompts))
	}
	var got, want []string
	for _, f := range append(questions, prompts...) {
		got = append(got, f.Source)
	}
	for _, c := range considerations {
		want = append(want, c.source)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("sources\n%v\nwant\n%v", got, want)
	}
}

func TestEveryConsiderationOfTheSourceIsKept(t *testing.T) {
	def := programme(t)
	for _, c := range considerations {
		f := def.Item("readiness").Field(journey.FieldID(c.source))
		if f == nil {
			t.Errorf("there is no question %s", c.source)
			continue
		}
		text := strings.ToLower(ownWords(f))
		for _, word := range c.words {
			if !strings.Contains(text, strings.ToLower(word)) {
				t.Errorf("%s does not speak of %q", c.source, word)
			}
		}
	}
}

// ownWords is what a question itself says in Danish.
func ownWords(f *workflow.Field) string {
	words := f.Text.DA + "\n" + f.Why.DA
	for _, c := range f.Consider {
		words += "\n" + c.DA
	}
	return words
}

func TestQuestionsAreShortAndExplained(t *testing.T) {
	questions, prompts := checklistFields(programme(t))
	for _, f := range append(questions, prompts...) {
		if n := len([]rune(f.Text.DA)); n > 110 {
			t.Errorf("%s has %d characters; a form asks better in 90", f.ID, n)
		}
	}
	for _, f := range questions {
		if f.Why.IsZero() || f.Example.IsZero() || f.Minutes == 0 || len(f.Consider) == 0 {
			t.Errorf("%s lacks why, example, minutes or considerations", f.ID)
		}
	}
}

// The three aims, strategies and markings that Bilag 3 names, and the twelve documents of the starter pack.
func TestTheRestOfTheProgrammeIsThere(t *testing.T) {
	def := programme(t)
	for item, count := range map[journey.ItemID]int{"starter_pack": 12} {
		if got := len(def.Item(item).Documents); got != count {
			t.Errorf("%s has %d documents, want %d", item, got, count)
		}
	}
	for _, field := range []journey.FieldID{"strategy_cv", "strategy_paid_hours", "strategy_target_management"} {
		if f := def.Item("plan").Field(field); f == nil || !f.Required {
			t.Errorf("the project plan does not ask for %s", field)
		}
	}
	if got := def.Item("signoff").Of; !slices.Equal(got, []journey.ItemID{"readiness"}) || !def.Item("signoff").SelfSign {
		t.Errorf("the sign-off is of %v", got)
	}
	if r := def.Item("regional_seminar").Repeat; r == nil {
		t.Error("the regional seminars are not repeated")
	}
	if r := def.Item("monthly_round").Repeat; r == nil || r.Every != "month" {
		t.Error("the monthly round is not monthly")
	}
}
