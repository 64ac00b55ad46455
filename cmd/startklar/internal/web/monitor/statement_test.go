package monitor_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/intake"
	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
)

// stated is a world in which Aalborg and Odense have delivered four months, and a second person works at the national
// agency.
func stated(t *testing.T) *webtest.World {
	t.Helper()
	w := webtest.New(t)
	w.Do("", roster.RegisterPerson{ID: "star2", Name: "Anden medarbejder i STAR", Role: person.NationalOfficer})
	w.Do("", roster.RegisterPerson{ID: "konsulent-syd", Name: "Konsulent Syd", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0461"}})
	bring(w, 1, calendar.NewMonth(2026, time.March), 4, "0851", "0461")
	return w
}

// bring takes records in, made up by a seed, a fortnight after the last month.
func bring(w *webtest.World, seed uint64, from calendar.Month, months int, codes ...municipality.Code) {
	w.T.Helper()
	w.MoveTo(from.Add(months).First().AddDays(14).Start().Add(10 * time.Hour))
	o := generate.Believable()
	o.Seed, o.Programme, o.From, o.Months, o.Rows, o.Municipalities = seed, w.App.Monitoring, from, months, 150*months*len(codes), codes
	var text bytes.Buffer
	if _, err := o.Write(w.T.Context(), &text, nil); err != nil {
		w.T.Fatal(err)
	}
	run, err := w.App.Intake.Begin(w.T.Context(), person.SystemActor("test"), intake.Options{})
	if err != nil {
		w.T.Fatal(err)
	}
	report, err := run.File(w.T.Context(), intake.Source{Name: "x.csv", ReaderAt: bytes.NewReader(text.Bytes()), Size: int64(text.Len())})
	if err != nil || report.Refused > 0 {
		w.T.Fatalf("%v: %+v", err, report)
	}
}

const april = "/opgoerelser/2026-04"

func freeze(w *webtest.World, who person.ID, reason string) webtest.Page {
	w.T.Helper()
	sent := w.Get(who, april).Form(w.T, april+"/frys")
	sent.Set("reason", reason)
	return w.Post(who, april+"/frys", sent)
}

func release(w *webtest.World, who person.ID) webtest.Page {
	return w.Post(who, april+"/frigiv", url.Values{"number": {"1"}, "client_key": {"K" + string(who)}})
}

// pack is what can be answered about a figure of the month.
const pack = "/indikatorer/6/svar?maaned=2026-04"

func TestAStatementIsFrozenReleasedReadAndCorrected(t *testing.T) {
	w := stated(t)
	w.Get("star", april).Says(t, http.StatusOK, []string{"Frys tallene", "Aalborg", "Odense"}, []string{"Frigiv til kommunerne"})
	w.Get("leder", april+"/0851").Says(t, http.StatusNotFound, nil, []string{"indsatsgruppen"})
	if a := freeze(w, "star", ""); a.Status != http.StatusSeeOther {
		t.Fatalf("freeze: %d %s", a.Status, a.Body)
	}
	w.Get("star", april).Says(t, http.StatusOK, []string{"Udgave 1 er frosset", "Du har selv frosset den"}, []string{"Frigiv til kommunerne"})
	w.Get("star", april+"/0851").Says(t, http.StatusOK, []string{"Venter på at blive frigivet"}, nil)
	w.Get("leder", april+"/0851").Says(t, http.StatusNotFound, nil, []string{"indsatsgruppen"})
	if a := release(w, "star"); a.Status != http.StatusForbidden {
		t.Errorf("whoever froze releases: %d", a.Status)
	}
	w.Post("star2", april+"/0851/kommentar", url.Values{"text": {"Godt gået med timerne"}, "base_revision": {"0"}, "client_key": {"K1"}})
	if a := release(w, "star2"); a.Status != http.StatusSeeOther {
		t.Fatalf("release: %d %s", a.Status, a.Body)
	}
	w.Get("leder", "/beskeder").Says(t, http.StatusOK, []string{"Månedsopgørelsen for april 2026 er klar"}, nil)
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, []string{"Månedsopgørelsen for april 2026 er klar", "Læs månedsopgørelsen"}, nil)
	w.Get("star", webtest.Path).Says(t, http.StatusOK, nil, []string{"Læs månedsopgørelsen"})
	w.Get("star", pack+"&kommune=0851").Says(t, http.StatusOK, []string{"månedsopgørelsen for april 2026, udgave 1, frigivet", april + "/0851?udgave=1"}, nil)
	w.Get("star", pack).Says(t, http.StatusOK, []string{"udgave 1, frigivet", april + "/landet?udgave=1"}, nil)
	first := w.Get("leder", april+"/0851")
	first.Says(t, http.StatusOK, []string{"Lønnede timer", "Én ting at gøre", "Ring til Konsulent Nord", "Godt gået med timerne", "1, frigivet"}, []string{"Odense"})

	w.Get("star", strings.Replace(pack, "2026-04", "2026-03", 1)).Says(t, http.StatusOK, []string{"Tallet står ikke i nogen frigivet månedsopgørelse"}, []string{"?udgave="})
	if a := freeze(w, "star2", ""); a.Status != http.StatusUnprocessableEntity && a.Status != http.StatusBadRequest {
		t.Errorf("a correction without a reason: %d", a.Status)
	}
	bring(w, 9, calendar.NewMonth(2026, time.April), 1, "0851")
	w.MoveTo(time.Date(2026, 8, 3, 9, 0, 0, 0, time.UTC))
	w.CloseBrowsers() // the sessions have run out
	freeze(w, "star2", "Aalborg har leveret april på ny")
	w.Post("star", april+"/frigiv", url.Values{"number": {"2"}, "client_key": {"K2"}})
	w.Get("leder", april+"/0851").Says(t, http.StatusOK, []string{"Udgave 2 erstatter den forrige: Aalborg har leveret april på ny", "2, frigivet"}, []string{"Ingen af jeres tal er ændret"})
	w.Get("leder", "/beskeder").Says(t, http.StatusOK, []string{"Månedsopgørelsen for april 2026 er rettet"}, nil)
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, []string{"Månedsopgørelsen for april 2026 er rettet"}, []string{"Månedsopgørelsen for april 2026 er klar"})
	w.Get("star", pack+"&kommune=0851").Says(t, http.StatusOK, []string{"udgave 2, frigivet"}, []string{"udgave 1"})
	again := w.Get("leder", april+"/0851?udgave=1")
	again.Says(t, http.StatusOK, []string{"Erstattet af udgave 2"}, nil)
	if sentencesOf(again.Body) != sentencesOf(first.Body) {
		t.Errorf("the first edition has changed:\n%s\n%s", sentencesOf(first.Body), sentencesOf(again.Body))
	}
}

func sentencesOf(body string) string {
	return regexp.MustCompile(`(?s)<ol class="sk-st__sentences">.*?</ol>`).FindString(body)
}

func TestWhoReadsWhichStatement(t *testing.T) {
	w := stated(t)
	freeze(w, "star", "")
	release(w, "star2")
	own := regexp.MustCompile(`vises ikke \(diskretion\)`)
	w.Check(webtest.Scenarios{
		{"a leader their own", "leder", april + "/0851", http.StatusOK, []string{"Her står kommunens egne tal"}, []string{"Gem kommentaren", "Odense"}},
		{"a member their own", "medarbejder", april + "/0851", http.StatusOK, []string{"Her står kommunens egne tal"}, nil},
		{"a neighbour another's", "nabo", april + "/0851", http.StatusNotFound, nil, []string{"indsatsgruppen", "Aalborg"}},
		{"a consultant their own", "konsulent", april + "/0851", http.StatusOK, []string{"Antal på 1 til 4", "vises ikke (diskretion)"}, []string{"Her står kommunens egne tal"}},
		{"a consultant another's", "konsulent", april + "/0461", http.StatusNotFound, nil, []string{"indsatsgruppen"}},
		{"an administrator", "admin", april + "/0851", http.StatusForbidden, nil, []string{"indsatsgruppen"}},
		{"an administrator the list", "admin", "/opgoerelser", http.StatusForbidden, nil, nil},
		{"a leader the nation, of too few", "leder", april + "/landet", http.StatusOK, []string{"Vises ikke (diskretion)"}, []string{"Kommentar</"}},
		{"a leader a draft", "leder", april + "/0851?udgave=udkast", http.StatusForbidden, nil, []string{"indsatsgruppen"}},
		{"a leader the half page", "leder", april + "/0851/halvside", http.StatusOK, []string{"medarbejderne"}, nil},
		{"no such month", "star", "/opgoerelser/2020-01", http.StatusNotFound, nil, nil},
		{"no month", "star", "/opgoerelser/januar", http.StatusNotFound, nil, nil},
		{"no such edition", "leder", april + "/0851?udgave=7", http.StatusNotFound, nil, nil},
		{"no such format", "leder", april + "/0851?format=docx", http.StatusNotFound, nil, nil},
		{"STAR's list", "star", "/opgoerelser", http.StatusOK, []string{"April 2026", "Foreløbig", "Frigivet"}, nil},
		{"a leader's list", "leder", "/opgoerelser", http.StatusOK, []string{"April 2026"}, []string{"Foreløbig", "Marts 2026"}},
	})
	if page := w.Get("leder", april+"/0851").Body; len(own.FindAllString(ownCells(page), -1)) != 0 {
		t.Error("the own leadership does not see all of its counts")
	}
	file := w.Get("leder", april+"/0851?format=html")
	file.Says(t, http.StatusOK, []string{"<html lang=\"da\">", "vises ikke (diskretion)", "Antal på 1 til 4"}, []string{"Her står kommunens egne tal", "<script", "href=\"/"})
}

// ownCells are the cells of the municipality's own counts.
func ownCells(page string) (cells string) {
	for _, cell := range regexp.MustCompile(`(?s)<td class="sk-st__loud">.*?</td>`).FindAllString(page, -1) {
		cells += cell
	}
	return cells
}

func TestEveryLookAtOwnCountsIsLogged(t *testing.T) {
	w := stated(t)
	freeze(w, "star", "")
	release(w, "star2")
	before := looks(w)
	w.Get("leder", april+"/0851")
	if got := looks(w) - before; got != 1 {
		t.Errorf("a leader's look left %d lines in the log", got)
	}
	for _, path := range []string{april + "/0851?format=html", april + "/0851/halvside", april + "/landet", "/opgoerelser"} {
		before = looks(w)
		w.Get("leder", path)
		if got := looks(w) - before; got != 0 {
			t.Errorf("%s: nobody's counts were seen, and %d lines were logged", path, got)
		}
	}
	before = looks(w)
	w.Get("konsulent", april+"/0851")
	if got := looks(w) - before; got != 0 {
		t.Errorf("a consultant sees no counts, and %d lines were logged", got)
	}
}

func looks(w *webtest.World) int {
	w.T.Helper()
	all, err := w.App.Desk.Accesses(context.Background(), person.SystemActor("test"), view.LogQuery{Limit: 1000})
	if err != nil {
		w.T.Fatal(err)
	}
	return len(all)
}
