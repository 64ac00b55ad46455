package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/intake"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"
	"startklar/domain/person"

	"github.com/PuerkitoBio/goquery"
)

// record takes in records of some months: of each municipality so many citizens, of whom the first few are in paid
// hours.
func (w *world) record(citizens, working map[municipality.Code]int, months ...calendar.Month) {
	w.t.Helper()
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
	run, err := w.app.Intake.Begin(context.Background(), person.SystemActor("test"), intake.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	report, err := run.File(context.Background(), intake.Source{Name: "proeve.csv", ReaderAt: strings.NewReader(string(file)), Size: int64(len(file))})
	if err != nil || report.Refused > 0 || report.FileRefused {
		w.t.Fatalf("%v %+v", err, report)
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
func newFigured(t *testing.T) *world {
	w := newWorld(t)
	w.enrol("0101", "0147", "0151", "0153", "0155")
	w.now = time.Date(2026, 8, 12, 10, 0, 0, 0, time.UTC)
	march := calendar.NewMonth(2026, 3)
	citizens := map[municipality.Code]int{"0851": 212, "0461": 307, "0101": 401, "0147": 150, "0151": 122, "0153": 118, "0155": 60}
	working := map[municipality.Code]int{"0851": 38, "0461": 61, "0101": 77, "0147": 31, "0151": 24, "0153": 22, "0155": 12}
	w.record(citizens, working, march, march.Add(1), march.Add(2), march.Add(3), march.Add(4))
	return w
}

func TestAMunicipalityReadsItsOwnFiguresAndNobodyElses(t *testing.T) {
	w := newFigured(t)
	w.check([]scenario{
		{
			name: "the leader", who: "leder", path: "/tal", status: http.StatusOK,
			want:      []string{"38 af 212 (17,9\u00a0%) i indsatsgruppen er i lønnede timer i maj 2026", "15 % blev nået i marts 2026", "21 i indsatsgruppen er uden jobformidlermarkering", "Jeres dataleverancer", "Foreløbig", "Hvem kan se dette?"},
			forbidden: []string{"61 af 307", "Odense"},
		},
		{name: "a member", who: "medarbejder", path: "/tal", status: http.StatusOK, want: []string{"38 af 212"}, forbidden: []string{"61 af 307"}},
		{name: "another's leader", who: "nabo", path: "/tal", status: http.StatusOK, want: []string{"61 af 307"}, forbidden: []string{"38 af 212"}},
		{name: "the leader's file", who: "leder", path: "/tal?billede=udvikling-6&format=csv", status: http.StatusOK, want: []string{"maj 2026;;38;212", "Vises ikke (diskretion)"}, forbidden: []string{"Odense", "307"}},
		{name: "a picture that there is not", who: "leder", path: "/tal?billede=andet&format=csv", status: http.StatusNotFound},
		{name: "the leader looks at all", who: "leder", path: "/indikatorer/6", status: http.StatusForbidden, forbidden: []string{"307"}},
		{name: "the administrator", who: "admin", path: "/indikatorer", status: http.StatusForbidden},
		{name: "the consultant", who: "konsulent", path: "/indikatorer/6", status: http.StatusOK, want: []string{"Aalborg"}, forbidden: []string{"Odense", "61 af 307", "Danmarkskort"}},
		{name: "the consultant looks back", who: "konsulent", path: "/indikatorer/6?pr=2026-08-01", status: http.StatusForbidden},
		{name: "the agency", who: "star", path: "/indikatorer/6", status: http.StatusOK, want: []string{"Odense", "Aalborg", "Danmarkskort", "Det kan flytte tallet", "pr=2026-08-12T10%3A00%3A00Z"}},
		{name: "a provisional month has no map", who: "star", path: "/indikatorer/6?maaned=2026-07", status: http.StatusOK, want: []string{"juli 2026 (foreløbig)"}, forbidden: []string{"Danmarkskort", "Inden for det forventede"}},
		{name: "an answer pack", who: "star", path: "/indikatorer/6/svar?kommune=0851", status: http.StatusOK, want: []string{"Aalborg, maj 2026: 38 af 212 (17,9\u00a0%) i indsatsgruppen er i lønnede timer.", "7 af 7 kommuner har leveret", "som det så ud 12.8.2026 kl. 12.00"}},
		{name: "before anything came", who: "star", path: "/indikatorer/6?pr=2026-01-01", status: http.StatusOK, want: []string{"Der er ingen tal endnu"}},
		{name: "as of a day, as people write it", who: "star", path: "/indikatorer/6?pr=1.1.2026", status: http.StatusOK, want: []string{"Der er ingen tal endnu"}},
		{name: "no such indicator", who: "star", path: "/indikatorer/9", status: http.StatusNotFound},
	})
}

func TestPicturesOfFiguresAreReadWithoutSeeing(t *testing.T) {
	w := newFigured(t)
	page, err := goquery.NewDocumentFromReader(strings.NewReader(w.get("leder", "/tal").raw))
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
	w := newWorld(t)
	w.get("leder", "/tal").expect(t, http.StatusOK, []string{"Der er ingen tal endnu", "STAR leverer", "15.3.2026"}, []string{"<figure"})
	w.get("star", "/indikatorer").expect(t, http.StatusOK, []string{"Der er ingen tal endnu", "Ingen begivenheder"}, nil)
}

func TestAnEventStandsInThePicturesAndPausesTheAssessment(t *testing.T) {
	w := newFigured(t)
	form := url.Values{"client_key": {"BEGIVENHED1"}, "title": {"Ny lov om ydelser"}, "cause": {"law"}, "from": {"2026-05"}, "until": {""}, "indicators": {"6"}, "suspends": {"1"}}
	w.post("konsulent", "/begivenheder", form).expect(t, http.StatusForbidden, nil, nil)
	wrong := url.Values{"client_key": {"BEGIVENHED0"}, "title": {"Ny lov"}, "cause": {"law"}, "from": {"maj"}}
	w.post("star", "/begivenheder", wrong).expect(t, http.StatusUnprocessableEntity, []string{"Skriv den første måned som ÅÅÅÅ-MM", `value="maj"`}, nil)
	if a := w.post("star", "/begivenheder", form); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.body)
	}
	w.get("leder", "/tal").expect(t, http.StatusOK, []string{"Fra maj 2026: Ny lov om ydelser. Vurderingen er på pause.", "en begivenhed har ændret"}, nil)
	w.get("star", "/indikatorer/3").expect(t, http.StatusOK, nil, []string{"Ny lov om ydelser"})
	w.post("star", "/begivenheder/BEGIVENHED1/tilbage", url.Values{"client_key": {"TILBAGE0001"}, "reason": {""}}).expect(t, http.StatusUnprocessableEntity, nil, nil)
	w.post("star", "/begivenheder/BEGIVENHED1/tilbage", url.Values{"client_key": {"TILBAGE0002"}, "reason": {"Ikke vedtaget"}})
	w.get("leder", "/tal").expect(t, http.StatusOK, nil, []string{"Ny lov om ydelser"})
	w.get("star", "/begivenheder/BEGIVENHED1").expect(t, http.StatusNotFound, nil, nil)
}

// TestWithoutFiguresTheNextDayOfDeliveryIsNamed looks before and after a month's day of delivery.
func TestWithoutFiguresTheNextDayOfDeliveryIsNamed(t *testing.T) {
	for day, want := range map[int]string{12: "juli 2026 kommer senest den 15.8.2026", 20: "august 2026 kommer senest den 15.9.2026"} {
		w := newWorld(t)
		w.now = time.Date(2026, time.August, day, 10, 0, 0, 0, time.UTC)
		w.get("leder", "/tal").expect(t, http.StatusOK, []string{"Der er ingen tal endnu", want}, nil)
	}
}
