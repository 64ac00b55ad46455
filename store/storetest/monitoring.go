package storetest

import (
	"context"
	"strconv"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/intake"
	"startklar/domain/municipality"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// MonitoringStore is a store that reads deliveries and cells back.
type MonitoringStore interface {
	journal.Store
	monitoring.Reads
}

// RunMonitoring takes deliveries in and compares what the store reads with what was known at each moment. b.Open
// must give a MonitoringStore.
func RunMonitoring(t *testing.T, b Backend) {
	m := newMonitored(t, b)
	first := m.now
	m.take(t, "0851", "uno", one("2026-02", 1, 4), one("2026-03", 2, 4))
	m.take(t, "0101", "due", one("2026-02", 0, 7))
	second := m.tick()
	m.take(t, "0851", "tre", one("2026-02", 3, 4), one("2026-03", 2, 4))
	third := m.tick()

	t.Run("cells as they hold", func(t *testing.T) {
		m.cells(t, monitoring.CellQuery{}, "0101 2026-02 0/7", "0851 2026-02 3/4", "0851 2026-03 2/4")
	})
	t.Run("cells as of a moment", func(t *testing.T) {
		before := []string{"0101 2026-02 0/7", "0851 2026-02 1/4", "0851 2026-03 2/4"}
		m.cells(t, monitoring.CellQuery{AsOf: first.Add(-time.Microsecond)})
		m.cells(t, monitoring.CellQuery{AsOf: first}, before...)
		m.cells(t, monitoring.CellQuery{AsOf: second.Add(-time.Microsecond)}, before...)
		m.cells(t, monitoring.CellQuery{AsOf: second}, "0101 2026-02 0/7", "0851 2026-02 3/4", "0851 2026-03 2/4")
	})
	t.Run("some cells", func(t *testing.T) {
		feb, mar := calendar.NewMonth(2026, 2), calendar.NewMonth(2026, 3)
		m.cells(t, monitoring.CellQuery{From: mar}, "0851 2026-03 2/4")
		m.cells(t, monitoring.CellQuery{To: feb}, "0101 2026-02 0/7", "0851 2026-02 3/4")
		m.cells(t, monitoring.CellQuery{From: feb, To: feb, Municipalities: []municipality.Code{"0851"}}, "0851 2026-02 3/4")
		m.cells(t, monitoring.CellQuery{Municipalities: []municipality.Code{}})
		m.cells(t, monitoring.CellQuery{Measures: []monitoring.Measure{"2", "3"}})
		m.cells(t, monitoring.CellQuery{Measures: []monitoring.Measure{"1", "2"}, Municipalities: []municipality.Code{"0101", "0851"}, From: mar}, "0851 2026-03 2/4")
	})
	t.Run("deliveries", func(t *testing.T) {
		live := []string{"0101 2026-02 #1", "0851 2026-02 #2", "0851 2026-03 #1"}
		m.received(t, monitoring.ReceivedQuery{}, live...)
		m.received(t, monitoring.ReceivedQuery{All: true}, "0101 2026-02 #1", "0851 2026-02 #1 until "+second.Format(time.RFC3339), "0851 2026-02 #2", "0851 2026-03 #1")
		m.received(t, monitoring.ReceivedQuery{AsOf: third}, live...)
		m.received(t, monitoring.ReceivedQuery{AsOf: first, Municipalities: []municipality.Code{"0851"}, To: calendar.NewMonth(2026, 2)}, "0851 2026-02 #1 until "+second.Format(time.RFC3339))
		m.received(t, monitoring.ReceivedQuery{AsOf: first.Add(-time.Second), All: true})
	})
	t.Run("a delivery as it was described", func(t *testing.T) { m.described(t, first) })
	t.Run("verify and rebuild", func(t *testing.T) { m.verified(t) })
}

// monitored is a store in which deliveries are taken in.
type monitored struct {
	store MonitoringStore
	door  *journal.Door
	url   string
	now   time.Time
}

func newMonitored(t *testing.T, b Backend) *monitored {
	t.Helper()
	m := &monitored{url: b.URL(t), now: time.Date(2026, 4, 9, 10, 0, 0, 0, time.UTC)}
	m.store = b.Open(t, m.url).(MonitoringStore)
	var err error
	m.door, err = journal.Open(m.store, journal.Options{Clock: func() time.Time { return m.now }}, intake.Subject{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.door.Close)
	return m
}

func (m *monitored) tick() time.Time {
	m.now = m.now.Add(time.Hour)
	return m.now
}

// month is a delivery with the count that it gives indicator 1 and, for one origin, indicator 4.
type month struct {
	month    calendar.Month
	num, den int
}

func one(text string, num, den int) month {
	m, err := calendar.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return month{m, num, den}
}

// take takes in the first of the months, and all of them where nothing has been delivered; all are counted.
func (m *monitored) take(t *testing.T, code municipality.Code, content string, months ...month) {
	t.Helper()
	state, number, err := m.door.State(context.Background(), intake.StreamOf(code), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	c := intake.TakeIn{Municipality: code, DecidedOn: number}
	for n, d := range months {
		c.Counted = append(c.Counted, intake.MonthCells{Month: d.month, Cells: []monitoring.Cell{
			{Measure: "1", Num: d.num, Den: d.den}, {Measure: "4", Origin: monitoring.OriginUnknown, Num: d.num, Den: d.den},
		}})
		if n > 0 && len(state.(intake.State).Deliveries) > 0 {
			continue
		}
		data := []byte(content + d.month.String())
		c.Months = append(c.Months, intake.Brought{
			Month: d.month, File: domain.HashOf(data), Data: data,
			About: intake.About{Rows: d.den, Warnings: 2, Rehab: true},
		})
	}
	if _, err := m.door.Do(context.Background(), Request("", c)); err != nil {
		t.Fatal(err)
	}
}

// cells compares indicator 1 of what is read, after seeing that indicator 4 stands behind it.
func (m *monitored) cells(t *testing.T, q monitoring.CellQuery, want ...string) {
	t.Helper()
	all, err := m.store.Cells(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, months := range all {
		c := months.Cells[0]
		got = append(got, string(months.Municipality)+" "+months.Month.String()+" "+strconv.Itoa(c.Num)+"/"+strconv.Itoa(c.Den))
		four := monitoring.Cell{Measure: "4", Origin: monitoring.OriginUnknown, Num: c.Num, Den: c.Den}
		if q.Measures == nil && (len(months.Cells) != 2 || months.Cells[1] != four) || c.Measure != "1" {
			t.Errorf("%+v: cells %+v", q, months.Cells)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%+v (-want +got):\n%s", q, d)
	}
}

func (m *monitored) received(t *testing.T, q monitoring.ReceivedQuery, want ...string) {
	t.Helper()
	all, err := m.store.Received(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range all {
		line := string(r.Municipality) + " " + r.Month.String() + " #" + strconv.Itoa(r.Number)
		if !r.Until.IsZero() {
			line += " until " + r.Until.Format(time.RFC3339)
		}
		got = append(got, line)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%+v (-want +got):\n%s", q, d)
	}
}

func (m *monitored) described(t *testing.T, at time.Time) {
	t.Helper()
	got, err := m.store.Received(context.Background(), monitoring.ReceivedQuery{Municipalities: []municipality.Code{"0101"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []monitoring.Received{{
		Pair: monitoring.Pair{Municipality: "0101", Month: calendar.NewMonth(2026, 2)}, Number: 1, At: at,
		By: string(Request("", nil).Actor.ID), Rows: 7, Warnings: 2, Rehab: true,
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// verified finds a cell that was changed past the door, and writes it anew.
func (m *monitored) verified(t *testing.T) {
	t.Helper()
	db := DB(t, m.url)
	for statement, want := range map[string]string{
		"UPDATE figure_cells SET num = num + 1 WHERE municipality = '0101' AND measure = '1'":                  "deliveries/0101: table figure_cells row 0101 2026-02 1  1775728800000000: column num is not what the history gives",
		"DELETE FROM figure_cells WHERE municipality = '0851' AND month = '2026-03' AND measure = '4'":         "deliveries/0851: table figure_cells lacks the row 0851 2026-03 4 uoplyst 1775728800000000",
		"UPDATE deliveries SET row_count = 1 WHERE municipality = '0851' AND month = '2026-02' AND number = 1": "deliveries/0851: table deliveries row 0851 2026-02 1: column row_count is not what the history gives",
	} {
		mustExec(t, db, statement)
		report, err := m.door.Verify(context.Background())
		if err != nil || report.Difference != want {
			t.Errorf("%s: %q, %v", statement, report.Difference, err)
		}
		if _, err := m.door.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		if report, err := m.door.Verify(context.Background()); err != nil || report.Difference != "" {
			t.Errorf("after a rebuild: %q, %v", report.Difference, err)
		}
	}
}
