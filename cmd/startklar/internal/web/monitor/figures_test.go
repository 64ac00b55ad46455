package monitor_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/intake"
	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"
	"startklar/domain/person"

	"github.com/PuerkitoBio/goquery"
)

// takeIn takes in records of some months: of each municipality so many citizens, of whom the first few are in paid
// hours.
func takeIn(w *webtest.World, citizens, working map[municipality.Code]int, months ...calendar.Month) {
	w.T.Helper()
	var file []byte
	file = generate.AppendHeader(file)
	for _, m := range months {
		for code, n := range citizens {
			d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: code, Month: m}}
			for i := range n + n/4 + n/8 {
				d.Records = append(d.Records, citizen(code, i, n, working[code]))
			}
			file = generate.AppendRows(file, d)
		}
	}
	run, err := w.App.Intake.Begin(context.Background(), person.SystemActor("test"), intake.Options{})
	if err != nil {
		w.T.Fatal(err)
	}
	report, err := run.File(context.Background(), intake.Source{Name: "proeve.csv", ReaderAt: strings.NewReader(string(file)), Size: int64(len(file))})
	if err != nil || report.Refused > 0 || report.FileRefused {
		w.T.Fatalf("%v %+v", err, report)
	}
}

// citizen is one of n in the intervention group, of whom the first few are in paid hours and others do other things;
// those beyond n are marked for rehabilitation or exempt.
func citizen(code municipality.Code, i, n, working int) monitoring.Record {
	r := monitoring.Record{
		Citizen: fmt.Sprintf("%s-%04d", code, i), Benefit: "kontanthjaelp", Marks: monitoring.MarkJobBroker,
		Origin: monitoring.AllOrigins()[i%len(monitoring.AllOrigins())],
	}
	if i%10 == 3 {
		r.Marks = 0
	}
	if i%6 == 0 {
		r.Marks |= monitoring.MarkStepUp
	}
	switch {
	case i < working && i%4 == 0:
		r.Marks |= monitoring.MarkSelfSupporting
	case i < working:
		r.Marks, r.PaidHours = r.Marks|monitoring.MarkPaidHours, 1250
	case i >= n+n/4:
		r.Exempt = "helbred"
	case i >= n:
		r.Marks = monitoring.MarkRehab
		r.Benefit = []string{"kontanthjaelp", "fleksjob"}[i%2]
	case i%5 == 0:
		r.Marks |= monitoring.MarkWorkPlacement
	case i%5 == 1:
		r.Marks |= monitoring.MarkEducation
	case i%5 == 2:
		r.Marks |= monitoring.MarkWageSubsidy
	}
	return r
}

// newFigured is a world with seven municipalities that have delivered from March to July 2026: May is the settled
// month. They are so few that the nation's figures are withheld from outsiders; the tour looks at the demo's many.
func newFigured(t *testing.T) *webtest.World {
	w := webtest.New(t)
	w.Enrol("0101", "0147", "0151", "0153", "0155")
	w.MoveTo(time.Date(2026, 8, 12, 10, 0, 0, 0, time.UTC))
	march := calendar.NewMonth(2026, 3)
	citizens := map[municipality.Code]int{"0851": 212, "0461": 307, "0101": 401, "0147": 150, "0151": 122, "0153": 118, "0155": 60}
	working := map[municipality.Code]int{"0851": 38, "0461": 61, "0101": 77, "0147": 31, "0151": 24, "0153": 22, "0155": 12}
	takeIn(w, citizens, working, march, march.Add(1), march.Add(2), march.Add(3), march.Add(4))
	return w
}

func TestAMunicipalityReadsItsOwnFiguresAndNobodyElses(t *testing.T) {
	w := newFigured(t)
	w.Check(webtest.Scenarios{
		{
			Name: "the leader", Who: "leder", Path: "/tal", Status: http.StatusOK,
			Want:      []string{"38 af 212 (17,9\u00a0%) i indsatsgruppen er i lønnede timer i maj 2026", "15 % blev nået i marts 2026", "21 i indsatsgruppen er uden jobformidlermarkering", "Jeres dataleverancer", "Foreløbig", "Hvem kan se dette?"},
			Forbidden: []string{"61 af 307", "Odense"},
		},
		{Name: "a member", Who: "medarbejder", Path: "/tal", Status: http.StatusOK, Want: []string{"38 af 212"}, Forbidden: []string{"61 af 307"}},
		{Name: "another's leader", Who: "nabo", Path: "/tal", Status: http.StatusOK, Want: []string{"61 af 307"}, Forbidden: []string{"38 af 212"}},
		{Name: "the leader's file", Who: "leder", Path: "/tal?billede=udvikling-6&format=csv", Status: http.StatusOK, Want: []string{"maj 2026;;38;212;0.1792452830188679;0.19343065693430658;"}, Forbidden: []string{"Odense", "307"}},
		{Name: "a picture that there is not", Who: "leder", Path: "/tal?billede=andet&format=csv", Status: http.StatusNotFound},
		{Name: "the leader looks at all", Who: "leder", Path: "/indikatorer/6", Status: http.StatusForbidden, Forbidden: []string{"307"}},
		{Name: "the administrator", Who: "admin", Path: "/indikatorer", Status: http.StatusForbidden},
		{Name: "the consultant", Who: "konsulent", Path: "/indikatorer/6", Status: http.StatusOK, Want: []string{"Aalborg"}, Forbidden: []string{"Odense", "61 af 307", "Danmarkskort"}},
		{Name: "the consultant looks back", Who: "konsulent", Path: "/indikatorer/6?pr=2026-08-01", Status: http.StatusForbidden},
		{Name: "the agency", Who: "star", Path: "/indikatorer/6", Status: http.StatusOK, Want: []string{"Odense", "Aalborg", "Danmarkskort", "Det kan flytte tallet", "pr=2026-08-12T10%3A00%3A00Z"}},
		{Name: "a provisional month has no map", Who: "star", Path: "/indikatorer/6?maaned=2026-07", Status: http.StatusOK, Want: []string{"juli 2026 (foreløbig)"}, Forbidden: []string{"Danmarkskort", "Inden for det forventede"}},
		{Name: "an answer pack", Who: "star", Path: "/indikatorer/6/svar?kommune=0851", Status: http.StatusOK, Want: []string{"Aalborg, maj 2026: 38 af 212 (17,9\u00a0%) i indsatsgruppen er i lønnede timer.", "7 af 7 kommuner har leveret", "som det så ud 12.8.2026 kl. 12.00"}},
		{Name: "before anything came", Who: "star", Path: "/indikatorer/6?pr=2026-01-01", Status: http.StatusOK, Want: []string{"Der er ingen tal endnu"}},
		{Name: "as of a day, as people write it", Who: "star", Path: "/indikatorer/6?pr=1.1.2026", Status: http.StatusOK, Want: []string{"Der er ingen tal endnu"}},
		{Name: "no such indicator", Who: "star", Path: "/indikatorer/9", Status: http.StatusNotFound},
	})
}

func TestPicturesOfFiguresAreReadWithoutSeeing(t *testing.T) {
	w := newFigured(t)
	page, err := goquery.NewDocumentFromReader(strings.NewReader(w.Get("leder", "/tal").Raw))
	if err != nil {
		t.Fatal(err)
	}
	pictures := page.Find("figure.sk-chart")
	if pictures.Length() < 4 {
		t.Fatalf("%d pictures", pictures.Length())
	}
	pictures.Each(func(_ int, f *goquery.Selection) {
		name := f.AttrOr("id", "")
		if said := f.Find("svg[role=img] > desc").Text(); len(said) < 40 {
			t.Errorf("%s is heard as %q", name, said)
		}
		if f.Find("details table tbody tr").Length() == 0 || f.Find("details a[href*='billede="+name+"'][href*='format=csv']").Length() != 1 {
			t.Errorf("%s has no table, or no file", name)
		}
	})
}

func TestWithoutDeliveriesThePageSaysWhoDelivers(t *testing.T) {
	w := webtest.New(t)
	w.Get("leder", "/tal").Says(t, http.StatusOK, []string{"Der er ingen tal endnu", "STAR leverer", "15.3.2026"}, []string{"<figure"})
	w.Get("star", "/indikatorer").Says(t, http.StatusOK, []string{"Der er ingen tal endnu", "Ingen begivenheder"}, nil)
}

func TestAnEventStandsInThePicturesAndPausesTheAssessment(t *testing.T) {
	w := newFigured(t)
	form := url.Values{"client_key": {"BEGIVENHED1"}, "title": {"Ny lov om ydelser"}, "cause": {"law"}, "from": {"maj 2026"}, "until": {""}, "indicators": {"6"}, "suspends": {"1"}}
	w.Post("konsulent", "/begivenheder", form).Says(t, http.StatusForbidden, nil, nil)
	wrong := url.Values{"client_key": {"BEGIVENHED0"}, "title": {"Ny lov"}, "cause": {"law"}, "from": {"maj"}}
	w.Post("star", "/begivenheder", wrong).Says(t, http.StatusUnprocessableEntity, []string{"Skriv den første måned, for eksempel september 2025", `value="maj"`}, nil)
	if a := w.Post("star", "/begivenheder", form); a.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.Status, a.Body)
	}
	w.Get("leder", "/tal").Says(t, http.StatusOK, []string{"Fra maj 2026: Ny lov om ydelser. Vurderingen er på pause.", "en begivenhed har ændret"}, nil)
	w.Get("star", "/indikatorer/3").Says(t, http.StatusOK, nil, []string{"Ny lov om ydelser"})
	w.Post("star", "/begivenheder/BEGIVENHED1/tilbage", url.Values{"client_key": {"TILBAGE0001"}, "reason": {""}}).Says(t, http.StatusUnprocessableEntity, nil, nil)
	w.Post("star", "/begivenheder/BEGIVENHED1/tilbage", url.Values{"client_key": {"TILBAGE0002"}, "reason": {"Ikke vedtaget"}})
	w.Get("leder", "/tal").Says(t, http.StatusOK, nil, []string{"Ny lov om ydelser"})
	w.Get("star", "/begivenheder/BEGIVENHED1").Says(t, http.StatusNotFound, nil, nil)
}

// TestWithoutFiguresTheNextDayOfDeliveryIsNamed looks before and after a month's day of delivery.
func TestWithoutFiguresTheNextDayOfDeliveryIsNamed(t *testing.T) {
	for day, want := range map[int]string{12: "juli 2026 kommer senest den 15.8.2026", 20: "august 2026 kommer senest den 15.9.2026"} {
		w := webtest.New(t)
		w.MoveTo(time.Date(2026, time.August, day, 10, 0, 0, 0, time.UTC))
		w.Get("leder", "/tal").Says(t, http.StatusOK, []string{"Der er ingen tal endnu", want}, nil)
	}
}
