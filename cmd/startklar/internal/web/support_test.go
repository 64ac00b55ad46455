package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring/signal"
)

const (
	proposalURL = "/stoette/0851/forslag/1"
	caseURL     = "/stoette/0851/1"
)

// proposed is a world in which Aalborg's paid hours propose a talk.
func proposed(t *testing.T) *world {
	w := newWorld(t)
	w.do("", followup.Judge{Municipality: "0851", Programme: "flere-skal-med-2", Seen: []followup.Seen{{
		Subject: "activity", Month: calendar.NewMonth(2026, time.January), Standing: followup.Proposing, Reasons: []signal.Reason{signal.ByTail},
		Figures: []followup.Figure{
			{Indicator: "3", Num: 21, Den: 47, Level: signal.None, National: 0.4, Expected: 18.8, Judged: true},
			{Indicator: "6", Num: 2, Den: 47, Level: signal.Propose, Reason: signal.ByTail, National: 0.25, Expected: 11.75, Tail: 0.0002, Judged: true},
		},
	}}})
	return w
}

// writeCase posts one of the case's forms as the agency, in the revision that stands.
func (w *world) writeCase(step string, values ...string) {
	w.t.Helper()
	f := form(append(values, "base_revision", w.revision())...)
	if a := w.post("star", caseURL+"/"+step, f); a.status != http.StatusSeeOther || !strings.HasPrefix(a.location(), caseURL) {
		w.t.Fatalf("%s: status %d to %q", step, a.status, a.location())
	}
}

// revision is that of the case, as its page sends it.
func (w *world) revision() string {
	w.t.Helper()
	_, after, found := strings.Cut(w.get("star", caseURL).raw, `name="base_revision" value="`)
	if !found {
		w.t.Fatal("the page has no form")
	}
	value, _, _ := strings.Cut(after, `"`)
	return value
}

// opened is proposed with the case that the agency has opened on it.
func opened(t *testing.T) *world {
	w := proposed(t)
	if a := w.post("star", proposalURL+"/aabn", form("reason", "INTERN grund")); a.location() != "/stoette/0851" {
		t.Fatalf("status %d to %q", a.status, a.location())
	}
	if a := w.get("star", "/stoette/0851"); a.location() != caseURL {
		t.Fatalf("leads to %q", a.location())
	}
	return w
}

// shared is opened with every step taken but the last.
func shared(t *testing.T) *world {
	w := opened(t)
	w.writeCase("hypotese", "guess", "registration", "note", "INTERN hypotese")
	w.writeCase("dialog", "on", w.today().String(), "way", "call", "with", "INTERN jobcenterchef", "note", "INTERN samtale")
	w.writeCase("hjaelp", "kinds", "sparring", "text", "HJÆLP til markeringerne")
	w.writeCase("aftale", "text", "AFTALT tre møder", "on", w.today().String())
	w.writeCase("opfoelgning", "on", w.today().AddDays(60).String())
	return w
}

func (w *world) today() calendar.Date { return calendar.DateOf(w.now) }

func TestAProposalIsTheAgencysAlone(t *testing.T) {
	w := proposed(t)
	secret := []string{"2 af 47", "11,8", "forventet", "Langt fra"}
	w.check([]scenario{
		{"the agency sees what it rests on", "star", proposalURL, http.StatusOK, []string{"Forslag om dialog: Aalborg", "2 af 47", "11,8", "Kun STAR", "Kontakter i 2026", "Åbn støtteforløb"}, nil},
		{"and in the list", "star", "/stoette", http.StatusOK, []string{"Forslag (1)", "Aalborg", "2 af 47, forventet 11,8", "Langt fra de andre kommuner", "januar 2026"}, nil},
		{"the consultant does not", "konsulent", proposalURL, http.StatusForbidden, nil, secret},
		{"nor the leadership", "leder", proposalURL, http.StatusForbidden, nil, secret},
		{"nor a neighbour", "nabo", proposalURL, http.StatusNotFound, nil, secret},
		{"nor a member of staff", "medarbejder", "/stoette", http.StatusForbidden, nil, secret},
		{"nor an administrator", "admin", "/stoette", http.StatusForbidden, nil, secret},
		{"the leadership's list is empty", "leder", "/stoette", http.StatusOK, []string{"Ingen åbne støtteforløb"}, append(secret, "Forslag (1)", "forslag")},
		{"the consultant's, too", "konsulent", "/stoette", http.StatusOK, []string{"Ingen åbne støtteforløb"}, append(secret, "Forslag (1)")},
		{"nobody signed in", "", "/stoette", http.StatusSeeOther, nil, secret},
		{"there is no other", "star", "/stoette/0851/forslag/2", http.StatusNotFound, nil, nil},
		{"nor a case", "star", caseURL, http.StatusNotFound, nil, nil},
		{"nor one to lead to", "star", "/stoette/0851", http.StatusNotFound, nil, nil},
		{"what is no number", "star", "/stoette/0851/abc", http.StatusNotFound, nil, nil},
		{"my day says so", "star", "/min-dag", http.StatusOK, []string{"1 nyt forslag om dialog"}, nil},
	})
}

func TestFiltersStandInTheAddress(t *testing.T) {
	w := proposed(t)
	row := []string{proposalURL}
	w.check([]scenario{
		{"its subject", "star", "/stoette?emne=activity", http.StatusOK, row, nil},
		{"another subject", "star", "/stoette?emne=7", http.StatusOK, []string{"Ingen åbne forslag", "0 linjer"}, row},
		{"its reason", "star", "/stoette?grund=tail", http.StatusOK, row, nil},
		{"another reason", "star", "/stoette?grund=missing", http.StatusOK, nil, row},
		{"its region", "star", "/stoette?region=Nordjylland", http.StatusOK, row, nil},
		{"another region", "star", "/stoette?region=Syddanmark", http.StatusOK, nil, row},
		{"what nobody knows is left out", "star", "/stoette?grund=x&vis=x", http.StatusOK, row, nil},
		{"what is dealt with", "star", "/stoette?vis=afgjorte", http.StatusOK, []string{"Ingen afgjorte forslag"}, row},
		{"cases", "star", "/stoette?vis=aabne", http.StatusOK, []string{"Ingen åbne støtteforløb"}, row},
	})
	csv := w.get("star", "/stoette?format=csv")
	if csv.status != http.StatusOK || !strings.Contains(csv.body, "Aalborg") || !strings.Contains(csv.header.Get("Content-Disposition"), "stoetteforloeb-") {
		t.Errorf("csv: %d %s", csv.status, csv.body)
	}
	if book := w.get("star", "/stoette?format=xlsx"); book.status != http.StatusOK || !strings.HasPrefix(book.raw, "PK") {
		t.Errorf("xlsx: %d", book.status)
	}
}

func TestACaseIsSeenByEachAsFarAsItIsShared(t *testing.T) {
	w := shared(t)
	internal := []string{"INTERN", "Registrering", "2 af 47", "11,8", "Hypotese\n", "Skriv en hypotese", "Historik:"}
	w.check([]scenario{
		{"the agency sees all of it", "star", caseURL, http.StatusOK, []string{
			"Støtteforløb: Aalborg", "INTERN grund", "INTERN hypotese", "INTERN samtale", "INTERN jobcenterchef", "HJÆLP til markeringerne", "AFTALT tre møder", "Historik:", "Kun STAR"[4:],
			"Ledelsen i Aalborg (kun emne, hjælp, aftale, datoer og resultat, når der er en aftale)",
		}, nil},
		{"the consultant what they help with", "konsulent", caseURL, http.StatusOK, []string{"HJÆLP til markeringerne", "AFTALT tre møder", "Sparring med proceskonsulenten", "telefon", "Hypoteser, noter og tal er STARs egne"}, internal},
		{"the leadership what was agreed", "leder", caseURL, http.StatusOK, []string{"AFTALT tre møder", "Sparring med proceskonsulenten", "Hvad er et støtteforløb?"}, append(internal, "HJÆLP", "telefon")},
		{"nobody else", "nabo", caseURL, http.StatusNotFound, nil, append(internal, "AFTALT")},
		{"no member of staff", "medarbejder", caseURL, http.StatusForbidden, nil, append(internal, "AFTALT")},
		{"no administrator", "admin", caseURL, http.StatusForbidden, nil, append(internal, "AFTALT")},
		{"the leadership's list", "leder", "/stoette", http.StatusOK, []string{caseURL, "Job, uddannelse og lønnede timer"}, internal},
		{"the leadership's file", "leder", "/stoette?format=csv", http.StatusOK, []string{"Aalborg"}, internal},
		{"the consultant's list", "konsulent", "/stoette", http.StatusOK, []string{caseURL, "Sparring"}, internal},
		{"the consultant's day", "konsulent", "/min-dag", http.StatusOK, []string{caseURL, "Opfølgning "}, internal},
		{"the agency's day", "star", "/min-dag", http.StatusOK, []string{caseURL, "Resultat"}, nil},
		{"the consultant's brief", "konsulent", "/kommune/0851/ark", http.StatusOK, []string{caseURL}, internal},
		{"the leadership's journey", "leder", journeyPath, http.StatusOK, []string{"Aftale om støtte", caseURL, "Næste opfølgning: "}, internal},
		{"a member's journey", "medarbejder", journeyPath, http.StatusOK, nil, append(internal, caseURL)},
		{"the leadership is told", "leder", "/beskeder", http.StatusOK, []string{"Aftale om støtte"}, internal},
		{"the consultant is told", "konsulent", "/beskeder", http.StatusOK, []string{"Støtte til Aalborg", "Aftale om støtte"}, internal},
		{"the agency's list of cases", "star", "/stoette?vis=aabne&mine=1", http.StatusOK, []string{caseURL, "Resultat", "Registrering"}, nil},
		{"nothing is overdue", "star", "/stoette?vis=frist", http.StatusOK, []string{"Ingen opfølgning er overskredet"}, nil},
	})
	for _, who := range []string{"leder", "konsulent"} {
		for _, step := range []string{"hypotese", "dialog", "hjaelp", "aftale", "opfoelgning", "overtag", "flet", "resultat"} {
			if a := w.post(who, caseURL+"/"+step, form("base_revision", "7")); a.status != http.StatusForbidden {
				t.Errorf("%s %s: %d", who, step, a.status)
			}
		}
	}
	w.now = w.now.AddDate(0, 0, 70)
	delete(w.cookies, "star") // the session has ended long ago
	w.get("star", "/stoette?vis=frist").expect(t, http.StatusOK, []string{caseURL, "10 dage"}, nil)
}

func TestACaseIsTheAgencysUntilItIsShared(t *testing.T) {
	w := opened(t)
	for _, who := range []string{"leder", "konsulent"} {
		w.get(who, caseURL).expect(t, http.StatusNotFound, nil, []string{"INTERN"})
	}
	w.writeCase("hjaelp", "kinds", "none")
	w.get("konsulent", caseURL).expect(t, http.StatusOK, []string{"Ingen støtte for nu", "Endnu ikke"}, []string{"INTERN"})
	w.get("leder", caseURL).expect(t, http.StatusNotFound, nil, nil)
}

func TestWhatIsMissingIsSaidAtItsField(t *testing.T) {
	w := opened(t)
	revision := w.revision()
	for step, c := range map[string]struct {
		values []string
		want   []string
	}{
		"hypotese":    {nil, []string{"Vælg en af mulighederne.", `id="hypotese-guess`}},
		"dialog":      {[]string{"way", "call", "on", "2031-01-01", "note", "det jeg skrev"}, []string{"ikke ligger i fremtiden", "det jeg skrev"}},
		"hjaelp":      {[]string{"kinds", "gold"}, []string{"mindst én"}},
		"aftale":      {[]string{"on", w.today().String()}, []string{`id="aftale-text-error"`}},
		"opfoelgning": {[]string{"on", "2020-01-01"}, []string{"ikke er forbi"}},
		"flet":        {[]string{"into", "9"}, []string{"Vælg et andet åbent støtteforløb"}},
		"resultat":    {nil, []string{"Vælg en af mulighederne."}},
	} {
		w.post("star", caseURL+"/"+step, form(append(c.values, "base_revision", revision)...)).expect(t, http.StatusUnprocessableEntity, append(c.want, "Fejl:"), nil)
	}
	w.post("star", caseURL+"/aftale", form("text", "min tekst", "on", w.today().String(), "base_revision", "1")).expect(t, http.StatusConflict, []string{"En anden har skrevet", "min tekst"}, nil)
	w.post("star", proposalURL+"/laeg-vaek", form("reason", "x")).expect(t, http.StatusConflict, []string{"allerede taget stilling"}, nil)
	w.post("star", "/stoette/nyt", nil).expect(t, http.StatusUnprocessableEntity, []string{"Vælg en kommune fra listen."}, nil)
	w.post("star", "/stoette/nyt", form("municipality", "0851", "subjects", "x", "reason", "y")).expect(t, http.StatusUnprocessableEntity, nil, nil)
	w.post("star", "/stoette/nyt", form("municipality", "0851", "subjects", "activity", "reason", "y")).expect(t, http.StatusConflict, []string{"allerede et åbent støtteforløb om det (nr. 1)"}, nil)
}

func TestAProposalIsSetAsideWithAReasonOnItsPage(t *testing.T) {
	w := proposed(t)
	w.post("star", proposalURL+"/laeg-vaek", nil).expect(t, http.StatusUnprocessableEntity, []string{`id="laeg-vaek-reason-error"`}, nil)
	if a := w.post("star", proposalURL+"/laeg-vaek", form("reason", "Kendt omlægning")); a.location() != "/stoette" {
		t.Fatalf("status %d to %q", a.status, a.location())
	}
	w.get("star", proposalURL).expect(t, http.StatusOK, []string{"Lagt væk", "Kendt omlægning", "Medarbejder i STAR"}, []string{"Åbn støtteforløb"})
	w.get("star", "/stoette?vis=afgjorte").expect(t, http.StatusOK, []string{"Lagt væk"}, nil)
}

func TestACaseWithoutAProposalMergesAndCloses(t *testing.T) {
	w := opened(t)
	if a := w.post("star", "/stoette/nyt", form("municipality", "0851", "subjects", "7", "reason", "Ledelsen beder om det")); a.location() != "/stoette/0851" {
		t.Fatalf("status %d to %q", a.status, a.location())
	}
	w.get("star", "/stoette/0851/2").expect(t, http.StatusOK, []string{"Ledelsen beder om det", "Saml med et andet støtteforløb", "ingen afsluttet måned med tal"}, []string{"Overtag"})
	if a := w.post("star", "/stoette/0851/2/flet", form("into", "1", "base_revision", "2")); a.status != http.StatusSeeOther {
		t.Fatalf("status %d", a.status)
	}
	if a := w.get("star", "/stoette/0851/2"); a.location() != caseURL {
		t.Errorf("a merged case leads to %q", a.location())
	}
	w.writeCase("resultat", "outcome", "explained", "note", "INTERN slut")
	w.get("star", caseURL).expect(t, http.StatusOK, []string{"Lukket ", "forklaret", "INTERN slut"}, []string{"Luk støtteforløbet", `action="` + caseURL})
	w.get("star", "/stoette?vis=lukkede").expect(t, http.StatusOK, []string{caseURL, "Forklaret"}, nil)
	if a := w.post("star", caseURL+"/hypotese", form("guess", "chance", "base_revision", strconv.Itoa(9))); a.status != http.StatusConflict {
		t.Errorf("a closed case takes a hypothesis: %d", a.status)
	}
}

func TestTheEngineTellsWhoIsBackOnTrackAndAPersonCloses(t *testing.T) {
	w := opened(t)
	for n := 1; n <= 4; n++ {
		w.do("", followup.Judge{Municipality: "0851", Programme: "flere-skal-med-2", Seen: []followup.Seen{
			{Subject: "activity", Month: calendar.NewMonth(2026, time.January).Add(n), Standing: followup.Clear},
		}})
		back := n == 4
		a := w.get("star", caseURL)
		if strings.Contains(a.body, "Du afgør, om støtteforløbet skal lukkes.") != back {
			t.Errorf("%d months later: told is not %v", n, back)
		}
		if strings.Contains(w.get("star", "/stoette?vis=paa-sporet").body, caseURL) != back {
			t.Errorf("%d months later: listed is not %v", n, back)
		}
	}
	w.get("star", caseURL).expect(t, http.StatusOK, []string{"Der er intet signal i februar 2026 og maj 2026.", "Luk støtteforløbet"}, nil)
}

func TestWhomToAskIsTheAgencysAlone(t *testing.T) {
	w := newWorld(t)
	w.check([]scenario{
		{"the agency", "star", "/stoette/hvem-kan-vi-spoerge", http.StatusOK, []string{"Ingen lige nu", "alfabetisk orden"}, nil},
		{"the consultant", "konsulent", "/stoette/hvem-kan-vi-spoerge", http.StatusForbidden, nil, nil},
		{"the leadership", "leder", "/stoette/hvem-kan-vi-spoerge", http.StatusForbidden, nil, nil},
		{"the form of a new case", "star", "/stoette/nyt?kommune=0851", http.StatusOK, []string{`value="0851" selected`}, nil},
		{"is nobody else's", "konsulent", "/stoette/nyt", http.StatusForbidden, nil, nil},
	})
	if a := w.post("konsulent", "/stoette/nyt", url.Values{"municipality": {"0851"}, "reason": {"x"}}); a.status != http.StatusForbidden {
		t.Errorf("a consultant opened a case: %d", a.status)
	}
}
