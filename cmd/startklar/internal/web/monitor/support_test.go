package monitor_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring/signal"
	"startklar/domain/person"
)

const (
	proposalURL = "/stoette/0851/forslag/1"
	caseURL     = "/stoette/0851/1"
)

// proposed is a world in which Aalborg's paid hours propose a talk.
func proposed(t *testing.T) *webtest.World {
	w := webtest.New(t)
	w.Do("", followup.Judge{Municipality: "0851", Programme: "flere-skal-med-2", Seen: []followup.Seen{{
		Subject: "activity", Month: calendar.NewMonth(2026, time.January), Standing: followup.Proposing, Reasons: []signal.Reason{signal.ByTail},
		Figures: []followup.Figure{
			{Indicator: "3", Num: 21, Den: 47, Level: signal.None, National: 0.4, Expected: 18.8, Judged: true},
			{Indicator: "6", Num: 2, Den: 47, Level: signal.Propose, Reason: signal.ByTail, National: 0.25, Expected: 11.75, Tail: 0.0002, Judged: true},
		},
	}}})
	return w
}

// writeCase posts one of the case's forms as the agency, in the revision that stands.
func writeCase(w *webtest.World, step string, values ...string) {
	w.T.Helper()
	f := webtest.Form(append(values, "base_revision", revision(w))...)
	if a := w.Post("star", caseURL+"/"+step, f); a.Status != http.StatusSeeOther || !strings.HasPrefix(a.Location, caseURL) {
		w.T.Fatalf("%s: status %d to %q", step, a.Status, a.Location)
	}
}

// revision is that of the case, as its page sends it.
func revision(w *webtest.World) string {
	w.T.Helper()
	_, after, found := strings.Cut(w.Get("star", caseURL).Raw, `name="base_revision" value="`)
	if !found {
		w.T.Fatal("the page has no form")
	}
	value, _, _ := strings.Cut(after, `"`)
	return value
}

// opened is proposed with the case that the agency has opened on it.
func opened(t *testing.T) *webtest.World {
	w := proposed(t)
	if a := w.Post("star", proposalURL+"/aabn", webtest.Form("reason", "INTERN grund")); a.Location != "/stoette/0851" {
		t.Fatalf("status %d to %q", a.Status, a.Location)
	}
	if a := w.Get("star", "/stoette/0851"); a.Location != caseURL {
		t.Fatalf("leads to %q", a.Location)
	}
	return w
}

// shared is opened with every step taken but the last.
func shared(t *testing.T) *webtest.World {
	w := opened(t)
	writeCase(w, "hypotese", "guess", "registration", "note", "INTERN hypotese")
	writeCase(w, "dialog", "on", today(w).String(), "way", "call", "with", "INTERN jobcenterchef", "note", "INTERN samtale")
	writeCase(w, "hjaelp", "kinds", "sparring", "text", "HJÆLP til markeringerne")
	writeCase(w, "aftale", "text", "AFTALT tre møder", "on", today(w).String())
	writeCase(w, "opfoelgning", "on", today(w).AddDays(60).String())
	return w
}

func today(w *webtest.World) calendar.Date { return calendar.DateOf(w.Now()) }

func TestAProposalIsTheAgencysAlone(t *testing.T) {
	w := proposed(t)
	secret := []string{"2 af 47", "11,8", "forventet", "Langt fra"}
	w.Check(webtest.Scenarios{
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
	w.Check(webtest.Scenarios{
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
	csv := w.Get("star", "/stoette?format=csv")
	if csv.Status != http.StatusOK || !strings.Contains(csv.Body, "Aalborg") || !strings.Contains(csv.Header.Get("Content-Disposition"), "stoetteforloeb-") {
		t.Errorf("csv: %d %s", csv.Status, csv.Body)
	}
	if book := w.Get("star", "/stoette?format=xlsx"); book.Status != http.StatusOK || !strings.HasPrefix(book.Raw, "PK") {
		t.Errorf("xlsx: %d", book.Status)
	}
}

func TestACaseIsSeenByEachAsFarAsItIsShared(t *testing.T) {
	w := shared(t)
	internal := []string{"INTERN", "Registrering", "2 af 47", "11,8", "Hypotese\n", "Skriv en hypotese", "Historik:"}
	w.Check(webtest.Scenarios{
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
		{"the leadership's journey", "leder", webtest.Path, http.StatusOK, []string{"Aftale om støtte", caseURL, "Næste opfølgning: "}, internal},
		{"a member's journey", "medarbejder", webtest.Path, http.StatusOK, nil, append(internal, caseURL)},
		{"the leadership is told", "leder", "/beskeder", http.StatusOK, []string{"Aftale om støtte"}, internal},
		{"the consultant is told", "konsulent", "/beskeder", http.StatusOK, []string{"Støtte til Aalborg", "Aftale om støtte"}, internal},
		{"the agency's list of cases", "star", "/stoette?vis=aabne&mine=1", http.StatusOK, []string{caseURL, "Resultat", "Registrering"}, nil},
		{"nothing is overdue", "star", "/stoette?vis=frist", http.StatusOK, []string{"Ingen opfølgning er overskredet"}, nil},
	})
	for _, who := range []person.ID{"leder", "konsulent"} {
		for _, step := range []string{"hypotese", "dialog", "hjaelp", "aftale", "opfoelgning", "overtag", "flet", "resultat"} {
			if a := w.Post(who, caseURL+"/"+step, webtest.Form("base_revision", "7")); a.Status != http.StatusForbidden {
				t.Errorf("%s %s: %d", who, step, a.Status)
			}
		}
	}
	w.MoveTo(w.Now().AddDate(0, 0, 70))
	w.CloseBrowsers() // the session has ended long ago
	w.Get("star", "/stoette?vis=frist").Says(t, http.StatusOK, []string{caseURL, "10 dage"}, nil)
}

func TestACaseIsTheAgencysUntilItIsShared(t *testing.T) {
	w := opened(t)
	for _, who := range []person.ID{"leder", "konsulent"} {
		w.Get(who, caseURL).Says(t, http.StatusNotFound, nil, []string{"INTERN"})
	}
	writeCase(w, "hjaelp", "kinds", "none")
	w.Get("konsulent", caseURL).Says(t, http.StatusOK, []string{"Ingen støtte for nu", "Endnu ikke"}, []string{"INTERN"})
	w.Get("leder", caseURL).Says(t, http.StatusNotFound, nil, nil)
}

func TestWhatIsMissingIsSaidAtItsField(t *testing.T) {
	w := opened(t)
	revision := revision(w)
	for step, c := range map[string]struct {
		values []string
		want   []string
	}{
		"hypotese":    {nil, []string{"Vælg en af mulighederne.", `id="hypotese-guess`}},
		"dialog":      {[]string{"way", "call", "on", "2031-01-01", "note", "det jeg skrev"}, []string{"ikke ligger i fremtiden", "det jeg skrev"}},
		"hjaelp":      {[]string{"kinds", "gold"}, []string{"mindst én"}},
		"aftale":      {[]string{"on", today(w).String()}, []string{`id="aftale-text-error"`}},
		"opfoelgning": {[]string{"on", "2020-01-01"}, []string{"ikke er forbi"}},
		"flet":        {[]string{"into", "9"}, []string{"Vælg et andet åbent støtteforløb"}},
		"resultat":    {nil, []string{"Vælg en af mulighederne."}},
	} {
		w.Post("star", caseURL+"/"+step, webtest.Form(append(c.values, "base_revision", revision)...)).Says(t, http.StatusUnprocessableEntity, append(c.want, "Fejl:"), nil)
	}
	w.Post("star", caseURL+"/aftale", webtest.Form("text", "min tekst", "on", today(w).String(), "base_revision", "1")).Says(t, http.StatusConflict, []string{"En anden har skrevet", "min tekst"}, nil)
	w.Post("star", proposalURL+"/laeg-vaek", webtest.Form("reason", "x")).Says(t, http.StatusConflict, []string{"allerede taget stilling"}, nil)
	w.Post("star", "/stoette/nyt", nil).Says(t, http.StatusUnprocessableEntity, []string{"Vælg en kommune fra listen."}, nil)
	w.Post("star", "/stoette/nyt", webtest.Form("municipality", "0851", "subjects", "x", "reason", "y")).Says(t, http.StatusUnprocessableEntity, nil, nil)
	w.Post("star", "/stoette/nyt", webtest.Form("municipality", "0851", "subjects", "activity", "reason", "y")).Says(t, http.StatusConflict, []string{"allerede et åbent støtteforløb om det (nr. 1)"}, nil)
}

func TestAProposalIsSetAsideWithAReasonOnItsPage(t *testing.T) {
	w := proposed(t)
	w.Post("star", proposalURL+"/laeg-vaek", nil).Says(t, http.StatusUnprocessableEntity, []string{`id="laeg-vaek-reason-error"`}, nil)
	if a := w.Post("star", proposalURL+"/laeg-vaek", webtest.Form("reason", "Kendt omlægning")); a.Location != "/stoette" {
		t.Fatalf("status %d to %q", a.Status, a.Location)
	}
	w.Get("star", proposalURL).Says(t, http.StatusOK, []string{"Lagt væk", "Kendt omlægning", "Medarbejder i STAR"}, []string{"Åbn støtteforløb"})
	w.Get("star", "/stoette?vis=afgjorte").Says(t, http.StatusOK, []string{"Lagt væk"}, nil)
}

func TestACaseWithoutAProposalMergesAndCloses(t *testing.T) {
	w := opened(t)
	if a := w.Post("star", "/stoette/nyt", webtest.Form("municipality", "0851", "subjects", "7", "reason", "Ledelsen beder om det")); a.Location != "/stoette/0851" {
		t.Fatalf("status %d to %q", a.Status, a.Location)
	}
	w.Get("star", "/stoette/0851/2").Says(t, http.StatusOK, []string{"Ledelsen beder om det", "Saml med et andet støtteforløb", "ingen afsluttet måned med tal"}, []string{"Overtag"})
	if a := w.Post("star", "/stoette/0851/2/flet", webtest.Form("into", "1", "base_revision", "2")); a.Status != http.StatusSeeOther {
		t.Fatalf("status %d", a.Status)
	}
	if a := w.Get("star", "/stoette/0851/2"); a.Location != caseURL {
		t.Errorf("a merged case leads to %q", a.Location)
	}
	writeCase(w, "resultat", "outcome", "explained", "note", "INTERN slut")
	w.Get("star", caseURL).Says(t, http.StatusOK, []string{"Lukket ", "forklaret", "INTERN slut"}, []string{"Luk støtteforløbet", `action="` + caseURL})
	w.Get("star", "/stoette?vis=lukkede").Says(t, http.StatusOK, []string{caseURL, "Forklaret"}, nil)
	if a := w.Post("star", caseURL+"/hypotese", webtest.Form("guess", "chance", "base_revision", strconv.Itoa(9))); a.Status != http.StatusConflict {
		t.Errorf("a closed case takes a hypothesis: %d", a.Status)
	}
}

func TestTheEngineTellsWhoIsBackOnTrackAndAPersonCloses(t *testing.T) {
	w := opened(t)
	for n := 1; n <= 4; n++ {
		w.Do("", followup.Judge{Municipality: "0851", Programme: "flere-skal-med-2", Seen: []followup.Seen{
			{Subject: "activity", Month: calendar.NewMonth(2026, time.January).Add(n), Standing: followup.Clear},
		}})
		back := n == 4
		a := w.Get("star", caseURL)
		if strings.Contains(a.Body, "Du afgør, om støtteforløbet skal lukkes.") != back {
			t.Errorf("%d months later: told is not %v", n, back)
		}
		if strings.Contains(w.Get("star", "/stoette?vis=paa-sporet").Body, caseURL) != back {
			t.Errorf("%d months later: listed is not %v", n, back)
		}
	}
	w.Get("star", caseURL).Says(t, http.StatusOK, []string{"Der er intet signal i februar 2026 og maj 2026.", "Luk støtteforløbet"}, nil)
}

func TestWhomToAskIsTheAgencysAlone(t *testing.T) {
	w := webtest.New(t)
	w.Check(webtest.Scenarios{
		{"the agency", "star", "/stoette/hvem-kan-vi-spoerge", http.StatusOK, []string{"Ingen lige nu", "alfabetisk orden"}, nil},
		{"the consultant", "konsulent", "/stoette/hvem-kan-vi-spoerge", http.StatusForbidden, nil, nil},
		{"the leadership", "leder", "/stoette/hvem-kan-vi-spoerge", http.StatusForbidden, nil, nil},
		{"the form of a new case", "star", "/stoette/nyt?kommune=0851", http.StatusOK, []string{`value="0851" selected`}, nil},
		{"is nobody else's", "konsulent", "/stoette/nyt", http.StatusForbidden, nil, nil},
	})
	if a := w.Post("konsulent", "/stoette/nyt", url.Values{"municipality": {"0851"}, "reason": {"x"}}); a.Status != http.StatusForbidden {
		t.Errorf("a consultant opened a case: %d", a.Status)
	}
}
