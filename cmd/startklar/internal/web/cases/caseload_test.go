package cases_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/caseload"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow"
)

// newCaseload is the world with a third municipality that the consultant carries as well.
func newCaseload(t *testing.T) *webtest.World {
	w := webtest.New(t)
	w.Enrol("0813")
	w.Do("", roster.RegisterPerson{ID: "konsulent", Name: "Konsulent Nord", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851", "0813"}})
	w.Do("", roster.RegisterPerson{ID: "leder-f", Name: "Leder i Frederikshavn", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0813"}})
	return w
}

const secret = "Hemmelig note om samarbejdet"

func TestTheDesksAreForThoseWhoCarryTheMunicipalities(t *testing.T) {
	w := newCaseload(t)
	w.Do("konsulent", caseload.WriteNote{Municipality: "0851", Text: secret})
	w.Do("star", caseload.WriteNote{Municipality: "0461", Text: "STAR om Odense"})
	w.Check(webtest.Scenarios{
		{"the consultant's day", "konsulent", "/min-dag", http.StatusOK, []string{"Venter på dig", "Aalborg", "Frederikshavn", "Hvem kan se dette?"}, []string{"Odense", secret}},
		{"STAR's day", "star", "/min-dag", http.StatusOK, []string{"Odense"}, []string{secret}},
		{"a leader's day", "leder", "/min-dag", http.StatusForbidden, nil, []string{"Frederikshavn"}},
		{"a member's day", "medarbejder", "/min-dag", http.StatusForbidden, nil, []string{"Frederikshavn"}},
		{"the administrator's day", "admin", "/min-dag", http.StatusForbidden, nil, []string{"Aalborg"}},
		{"nobody's day", "", "/min-dag", http.StatusSeeOther, nil, nil},
		{"the consultant's list", "konsulent", "/kommuner?vis=alle", http.StatusOK, []string{"2 kommuner", "Aalborg", "24 ikke begyndt", "Hvem kan se dette?"}, []string{"Odense", secret, "Kommunen og kommunen"}},
		{"STAR's list", "star", "/kommuner?vis=alle", http.StatusOK, []string{"3 kommuner", "Odense"}, []string{secret}},
		{"a leader's list", "leder", "/kommuner", http.StatusForbidden, nil, []string{"Frederikshavn"}},
		{"a leader's saved list", "leder", "/kommuner?format=xlsx", http.StatusForbidden, nil, []string{"Frederikshavn"}},
		{"the consultant's sheet", "konsulent", "/kommune/0851/ark", http.StatusOK, []string{secret, "aktindsigt", "Konsulent Nord", "Leder i Aalborg"}, []string{"STAR om Odense"}},
		{"STAR's sheet", "star", "/kommune/0851/ark", http.StatusOK, []string{secret}, nil},
		{"another municipality's sheet", "konsulent", "/kommune/0461/ark", http.StatusNotFound, nil, []string{"STAR om Odense", "Odense på én side"}},
		{"the leader's own sheet", "leder", "/kommune/0851/ark", http.StatusForbidden, nil, []string{secret, "aktindsigt"}},
		{"another's leader", "nabo", "/kommune/0851/ark", http.StatusNotFound, nil, []string{secret}},
		{"the administrator's sheet", "admin", "/kommune/0851/ark", http.StatusForbidden, nil, []string{secret}},
		{"a sheet of nowhere", "star", "/kommune/9999/ark", http.StatusNotFound, nil, nil},
		{"the municipality's own history", "leder", "/forloeb/" + string(webtest.Aalborg) + "/historik", http.StatusOK, nil, []string{secret}},
		{"its history as a file", "leder", "/forloeb/" + string(webtest.Aalborg) + "/historik?format=csv", http.StatusOK, nil, []string{secret}},
		{"its journey", "leder", "/forloeb/" + string(webtest.Aalborg), http.StatusOK, nil, []string{secret}},
		{"the overview", "star", "/overblik", http.StatusOK, nil, []string{secret}},
		{"a letter by a leader", "leder", "/kommuner/besked?kommune=0851", http.StatusForbidden, nil, nil},
		{"a letter to others' municipalities", "konsulent", "/kommuner/besked?kommune=0851&kommune=0461&kommune=9999", http.StatusOK, []string{"Til 1 kommune"}, []string{"Odense"}},
		{"a letter to nobody", "konsulent", "/kommuner/besked", http.StatusOK, []string{"Du har ikke valgt nogen kommuner"}, nil},
	})
	for _, path := range []string{"/kommuner?vis=alle&format=xlsx"} {
		for _, row := range w.Get("konsulent", path).Workbook(t, "kommuner-2026-03-12.xlsx") {
			if strings.Contains(strings.Join(row, " "), secret) || strings.Contains(strings.Join(row, " "), "Odense") {
				t.Errorf("the file holds %q", row)
			}
		}
	}
	if home := w.Get("konsulent", "/"); home.Location != "/min-dag" {
		t.Errorf("the consultant begins at %s", home.Location)
	}
}

func TestTheDayTellsWhatWaitsForWhom(t *testing.T) {
	w := newCaseload(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("leder", workflow.DeclareStanding{Target: webtest.Target(), Item: "readiness", Question: "A.a.1", Standing: journey.Clear})
	w.MoveTo(w.Now().AddDate(0, 0, 60))
	day := w.Get("konsulent", "/min-dag")
	day.Says(t, http.StatusOK, []string{"2 kommuner er over en frist", "Kontakt Leder i Aalborg", "Kontakt Leder i Frederikshavn", "Du har ingen møder"}, nil)
	if f, a := strings.Index(day.Body, "Frederikshavn"), strings.Index(day.Body, "Aalborg"); f > a {
		t.Error("the longest overdue does not come first")
	}
	w.Do("", workflow.OpenGate{Target: webtest.Target(), Item: "startup_workshop", Reason: "datoen er sat"})
	w.Do("konsulent", workflow.BookMeeting{Target: webtest.Target(), Item: "startup_workshop", On: calendar.DateOf(w.Now().AddDate(0, 0, 1)), Start: "09:00", End: "12:00"})
	w.Get("konsulent", "/min-dag").Says(t, http.StatusOK, []string{"kl. 9.00", "1 afklaret", "23 ikke begyndt"}, []string{"Ingen workshops er sat i kalenderen"})
}

func TestTheDayTellsOfOffersAndObjections(t *testing.T) {
	w := newCaseload(t)
	at := webtest.Target()
	room := workflow.Room{Target: at, Item: "startup_workshop"}
	w.Get("konsulent", "/min-dag").Says(t, http.StatusOK, nil, []string{"venter på lederens", "mod referatet"})
	w.Do("leder", workflow.CompleteItem{Target: at, Item: "request"})
	w.Do("leder", workflow.DeclareStanding{Target: at, Item: "readiness", Question: "A.a.1", Standing: journey.ForWorkshop})
	w.Do("konsulent", workflow.ProposeAnswer{Target: at, Item: "readiness", Field: "A.a.1", ID: "p1", Text: secret})
	w.Do("medarbejder", workflow.ProposeAnswer{Target: at, Item: "readiness", Field: "A.a.2", ID: "p2", Text: secret})
	day := w.Get("konsulent", "/min-dag")
	day.Says(t, http.StatusOK, []string{"Et forslag til svar venter på lederens ja eller nej", "/svar/A.a.1"}, []string{secret, "2 forslag"})
	webtest.WellFormed(t, day)
	w.Do("leder", workflow.AcceptProposal{Target: at, Proposal: "p1"})
	w.Do("", workflow.OpenGate{Target: at, Item: "startup_workshop", Reason: "datoen er sat"})
	w.Do("konsulent", workflow.BookMeeting{Target: at, Item: "startup_workshop", On: calendar.DateOf(w.Now()), Start: "09:00", End: "12:00"})
	w.Do("konsulent", workflow.ParkPoint{Room: room, ID: "device-000001", Text: "it-adgange"})
	w.Do("konsulent", workflow.SendMinutes{Room: room})
	w.Get("konsulent", "/min-dag").Says(t, http.StatusOK, nil, []string{"venter på lederens", "mod referatet"})
	w.Do("leder", workflow.ObjectToMinutes{Room: room, ID: "device-000002", Edition: 1, Text: secret})
	day = w.Get("konsulent", "/min-dag")
	day.Says(t, http.StatusOK, []string{"En indsigelse mod referatet venter på svar", "/startup_workshop/referat"}, []string{secret})
	w.Do("konsulent", workflow.SendMinutes{Room: room, Reply: "Rettet"})
	w.Get("konsulent", "/min-dag").Says(t, http.StatusOK, nil, []string{"mod referatet"})
}

func TestTheListFiltersByItsAddress(t *testing.T) {
	w := newCaseload(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Pass(15 * 24 * time.Hour)
	w.Do("leder", workflow.DeclareStanding{Target: webtest.Target(), Item: "readiness", Question: "A.a.1", Standing: journey.Clear})
	for _, c := range []struct{ query, rows string }{
		{"vis=alle", "Aalborg Frederikshavn"},
		{"q=frede", "Frederikshavn"},
		{"q=zzz", ""},
		{"stille=14", "Frederikshavn"},
		{"stille=30", ""},
		{"sent=1", "Frederikshavn"},
		{"klar=1", ""},
		{"venter=kommunen", "Aalborg Frederikshavn"},
		{"workshop=booket", ""},
		{"region=Nordjylland", "Aalborg Frederikshavn"},
		{"region=Syddanmark", ""},
		{"forloeb=Completed", ""},
		{"trin=preparation&sort=drop&venter=dig&stille=3&retning=op", "Aalborg Frederikshavn"},
	} {
		body := w.Get("konsulent", "/kommuner?"+c.query).Body
		var rows []string
		for _, name := range []string{"Aalborg", "Frederikshavn"} {
			if strings.Contains(body, `/forloeb/`) && strings.Contains(body, ">"+name+"</a>") {
				rows = append(rows, name)
			}
		}
		if got := strings.Join(rows, " "); got != c.rows {
			t.Errorf("%s: %q, want %q", c.query, got, c.rows)
		}
	}
	w.Get("konsulent", "/kommuner?q=%3Cscript%3E").Says(t, http.StatusOK, nil, []string{"q=<script>"})
}

func TestAViewIsSavedPreferredAndForgotten(t *testing.T) {
	w := newCaseload(t)
	saved := w.Post("konsulent", "/kommuner/visninger", url.Values{"view_name": {"Stille i nord"}, "query": {"stille=14&region=Nordjylland&ukendt=1"}, "standard": {"1"}})
	if saved.Status != http.StatusSeeOther || saved.Location != "/kommuner?region=Nordjylland&stille=14" {
		t.Fatalf("%d, %s", saved.Status, saved.Location)
	}
	if start := w.Get("konsulent", "/kommuner"); start.Location != "/kommuner?region=Nordjylland&stille=14" {
		t.Errorf("the list begins at %q", start.Location)
	}
	w.Get("konsulent", "/kommuner?region=Nordjylland&stille=14").Says(t, http.StatusOK, []string{"Stille i nord", "Visningen er gemt."}, nil)
	w.Get("star", "/kommuner").Says(t, http.StatusOK, nil, []string{"Stille i nord"})
	again := w.Post("konsulent", "/kommuner/visninger", url.Values{"view_name": {" "}, "query": {"klar=1"}})
	again.Says(t, http.StatusUnprocessableEntity, []string{"Giv visningen et navn", `value="klar=1"`}, nil)
	w.Post("konsulent", "/kommuner/visninger/klar/foerst", url.Values{"query": {""}})
	if start := w.Get("konsulent", "/kommuner"); start.Location != "/kommuner?klar=1" {
		t.Errorf("the list begins at %q", start.Location)
	}
	w.Post("konsulent", "/kommuner/visninger/v1/slet", url.Values{})
	w.Get("konsulent", "/kommuner?vis=alle").Says(t, http.StatusOK, []string{"Visningen er slettet."}, []string{"Stille i nord"})
	w.Post("leder", "/kommuner/visninger", url.Values{"view_name": {"x"}}).Says(t, http.StatusForbidden, nil, nil)
}

func TestNotesAreWrittenOnTheSheet(t *testing.T) {
	w := newCaseload(t)
	w.Post("konsulent", "/kommune/0851/noter", url.Values{"note": {"Ring torsdag"}})
	w.Get("konsulent", "/kommune/0851/ark").Says(t, http.StatusOK, []string{"Ring torsdag", "Noten er gemt.", "Ret eller fjern"}, []string{"sk-sheet__notes--print"})
	w.Get("konsulent", "/kommune/0851/ark?noter=1").Says(t, http.StatusOK, []string{"sk-sheet__notes--print"}, nil)
	w.Get("star", "/kommune/0851/ark").Says(t, http.StatusOK, []string{"Ring torsdag"}, []string{"Ret eller fjern"})
	w.Pass(time.Minute)
	w.Post("konsulent", "/kommune/0851/noter/1", url.Values{"note": {"Ring fredag"}})
	w.Get("konsulent", "/kommune/0851/ark").Says(t, http.StatusOK, []string{"Ring fredag", "Rettet 12.3.2026"}, []string{"Ring torsdag"})
	w.Post("konsulent", "/kommune/0851/noter/1", url.Values{"note": {" "}}).Says(t, http.StatusUnprocessableEntity, []string{"Skriv noget i noten først", "#note-1"}, nil)
	long := strings.Repeat("æ", caseload.MaxNote+1)
	w.Post("konsulent", "/kommune/0851/noter", url.Values{"note": {long}}).Says(t, http.StatusUnprocessableEntity, []string{long, "Teksten er for lang"}, nil)
	w.Post("star", "/kommune/0851/noter/1/fjern", url.Values{}).Says(t, http.StatusForbidden, nil, nil)
	w.Post("leder", "/kommune/0851/noter", url.Values{"note": {"x"}}).Says(t, http.StatusForbidden, nil, []string{"Ring fredag"})
	w.Post("konsulent", "/kommune/0461/noter", url.Values{"note": {"x"}}).Says(t, http.StatusNotFound, nil, nil)
	w.Post("konsulent", "/kommune/0851/noter/1/fjern", url.Values{})
	w.Get("konsulent", "/kommune/0851/ark").Says(t, http.StatusOK, []string{"Ingen noter endnu"}, []string{"Ring fredag"})
}

func TestOneMessageGoesToManyWithAFirstLineForEach(t *testing.T) {
	w := newCaseload(t)
	w.Get("konsulent", "/kommuner/besked?kommune=0851&kommune=0813").Says(t, http.StatusOK, []string{"Kære ledelse i {{kommune}}", "Til 2 kommuner"}, nil)
	letter := url.Values{"kommune": {"0851", "0813", "0461"}, "til": {"ledere"}, "linje": {"Kære {{kommune}}"}, "subject": {"Workshop"}, "text": {"Vi ses i april."}}
	w.Post("konsulent", "/kommuner/besked/se", letter).Says(t, http.StatusOK,
		[]string{"Kære Aalborg", "Kære Frederikshavn", "Læses af Leder i Aalborg", "Send til 2 kommuner", "Vi ses i april."}, []string{"Odense"})
	letter["linje-0851"] = []string{"Kære begge i Aalborg"}
	letter["client_key"] = []string{"K1"}
	empty := changed(letter, "text", " ")
	w.Post("konsulent", "/kommuner/besked/se", empty).Says(t, http.StatusUnprocessableEntity, []string{"#text", `value="Kære begge i Aalborg"`}, nil)
	sent := w.Post("konsulent", "/kommuner/besked/send", letter)
	if sent.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", sent.Status, sent.Body)
	}
	if again := w.Post("konsulent", "/kommuner/besked/send", letter); again.Location != sent.Location {
		t.Errorf("a double click went to %q and %q", sent.Location, again.Location)
	}
	w.Get("konsulent", sent.Location).Says(t, http.StatusOK, []string{"Sendt til 2 kommuner", "Du kan fortryde", "Kære begge i Aalborg", "Kære Frederikshavn", "Ingen endnu"}, nil)
	message := "/beskeder/" + strings.TrimPrefix(sent.Location, "/kommuner/besked/")
	w.Get("leder", message).Says(t, http.StatusOK, []string{"Kære begge i Aalborg", "Vi ses i april."}, []string{"Frederikshavn"})
	w.Get("leder-f", message).Says(t, http.StatusOK, []string{"Kære Frederikshavn"}, []string{"Aalborg"})
	w.Get("nabo", message).Says(t, http.StatusNotFound, nil, []string{"Vi ses i april."})
	w.Get("star", sent.Location).Says(t, http.StatusNotFound, nil, []string{"Vi ses i april."})
	w.Get("leder", sent.Location).Says(t, http.StatusForbidden, nil, []string{"Frederikshavn"})
	w.Get("konsulent", sent.Location).Says(t, http.StatusOK, []string{"Leder i Aalborg"}, nil)

	w.Post("konsulent", sent.Location+"/fortryd", url.Values{})
	w.Get("konsulent", sent.Location).Says(t, http.StatusOK, []string{"Beskeden er trukket tilbage", "Ret og send igen", `value="Kære begge i Aalborg"`}, nil)
	w.Get("leder", message).Says(t, http.StatusOK, nil, []string{"Vi ses i april."})
	later := w.Post("konsulent", "/kommuner/besked/send", changed(letter, "client_key", "K2"))
	w.Pass(time.Hour)
	w.Post("konsulent", later.Location+"/fortryd", url.Values{}).Says(t, http.StatusConflict, []string{"Vi ses i april."}, nil)
	w.Get("konsulent", later.Location).Says(t, http.StatusOK, nil, []string{"Du kan fortryde"})
}

// changed is a form with one value changed.
func changed(form url.Values, name, value string) url.Values {
	made := url.Values{}
	for key, values := range form {
		made[key] = slices.Clone(values)
	}
	made.Set(name, value)
	return made
}
