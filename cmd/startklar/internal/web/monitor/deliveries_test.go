package monitor_test

import (
	"bytes"
	"fmt"
	"net/http"
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
)

// received takes a month of a municipality in at a moment, as STAR.
func received(w *webtest.World, code municipality.Code, month calendar.Month, at time.Time, citizens int) {
	w.T.Helper()
	w.MoveTo(at)
	d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: code, Month: month}}
	for n := range citizens {
		d.Records = append(d.Records, monitoring.Record{Citizen: fmt.Sprintf("b-%03d", n), Benefit: "kontanthjaelp", Origin: monitoring.OriginDanish, Marks: monitoring.MarkRehab})
	}
	file := generate.AppendRows(generate.AppendHeader(nil), d)
	run, err := w.App.Intake.Begin(w.T.Context(), person.Actor{ID: "star", Role: person.NationalOfficer}, intake.Options{})
	if err != nil {
		w.T.Fatal(err)
	}
	report, err := run.File(w.T.Context(), intake.Source{Name: "fil.csv", ReaderAt: bytes.NewReader(file), Size: int64(len(file))})
	if err != nil || report.AnyRefused() {
		w.T.Fatalf("%+v, %v", report, err)
	}
}

// at is a working hour of a day in 2026.
func at(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 10, 0, 0, 0, time.UTC)
}

var march = calendar.NewMonth(2026, time.March)

func TestWhoHasDeliveredIsSeenAsFarAsItConcernsTheViewer(t *testing.T) {
	w := webtest.New(t)
	received(w, "0851", march, at(4, 8), 66)
	received(w, "0851", march, at(4, 17), 77)
	w.MoveTo(at(4, 18))
	w.Check(webtest.Scenarios{
		{
			"STAR sees who is missing, with a message", "star", "/leverancer", http.StatusOK,
			[]string{"1 af 2 kommuner har leveret", "1 af dem til tiden", "8.4.2026", "rettet 17.4.2026", "1 kommune mangler marts 2026", "Mangler, frist overskredet", "besked?kommune=0461"},
			nil,
		},
		{"as it was before the correction", "star", "/leverancer?pr=2026-04-09", http.StatusOK, []string{"Som det så ud den 9.4.2026", "8.4.2026"}, []string{"rettet 17", "Skriv til dem"}},
		{"as it was before anything came", "star", "/leverancer?pr=2026-04-07", http.StatusOK, []string{"0 af 2", "Ventes"}, []string{"mangler marts"}},
		{"only those who miss a month", "star", "/leverancer?stand=mangler", http.StatusOK, []string{"Odense"}, []string{"8.4.2026"}},
		{"only another region", "star", "/leverancer?region=Hovedstaden", http.StatusOK, []string{"Ingen kommuner passer"}, nil},
		{"STAR sees the rows of each delivery", "star", "/leverancer/0851/2026-03", http.StatusOK, []string{"Nr. 1", "Nr. 2", "Medarbejder i STAR", "Erstattet 17.4.2026", "Gælder nu", "rehabilitering", "77", "kommune=0851&maaned=2026-03&pr=2026-04-08"}, nil},
		{"a leader sees dates", "leder", "/leverancer/0851", http.StatusOK, []string{"marts 2026", "Til tiden", "8.4.2026", "17.4.2026"}, []string{"Rækker", "Odense"}},
		{"so does a member", "medarbejder", "/leverancer/0851/2026-03", http.StatusOK, []string{"Nr. 2"}, []string{"Rækker", "Medarbejder i STAR", "77"}},
		{"a neighbour does not know", "nabo", "/leverancer/0851", http.StatusNotFound, nil, []string{"8.4.2026"}},
		{"nor one month", "nabo", "/leverancer/0851/2026-03", http.StatusNotFound, nil, []string{"8.4.2026"}},
		{"a consultant does not", "konsulent", "/leverancer", http.StatusForbidden, nil, []string{"8.4.2026"}},
		{"not even of their own", "konsulent", "/leverancer/0851", http.StatusForbidden, nil, []string{"8.4.2026"}},
		{"nor an administrator", "admin", "/leverancer", http.StatusForbidden, nil, []string{"8.4.2026"}},
		{"a month that did not come", "star", "/leverancer/0461/2026-03", http.StatusNotFound, nil, nil},
		{"what is no month", "star", "/leverancer/0851/nu", http.StatusNotFound, nil, nil},
		{"what is no municipality", "star", "/leverancer/9999", http.StatusNotFound, nil, nil},
	})
	if to := w.Get("leder", "/leverancer").Location; to != "/leverancer/0851" {
		t.Errorf("a leader is led to %q", to)
	}
	file := w.Get("star", "/leverancer?format=csv")
	if file.Status != http.StatusOK || !strings.Contains(file.Raw, "2026-04-08") || !strings.Contains(file.Raw, "Mangler") {
		t.Errorf("status %d: %s", file.Status, file.Raw)
	}
	looks := w.Get("admin", "/opslag")
	looks.Says(t, http.StatusOK, []string{"Leverancer", "Aalborg", "Medarbejder i STAR"}, nil)
}
