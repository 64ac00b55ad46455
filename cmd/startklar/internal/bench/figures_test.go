package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/intake"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

// figureMonths is how many months every municipality has delivered.
const figureMonths = 24

// measureFigures times all indicators of all units in all months as JSON, beside the plain statement that reads the
// same cells.
func measureFigures(b *testing.B, t *table) {
	e := newEngine(b)
	from := calendar.MonthOf(calendar.DateOf(time.Now())).Add(-figureMonths)
	e.deliver(b, from)
	db, err := sql.Open("sqlite3", "file:"+strings.TrimPrefix(e.url, "sqlite:")+"?_query_only=on")
	must(b, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	measures := figures.Measures(e.Monitoring)
	args := []any{from.String(), from.Add(figureMonths - 1).String()}
	for _, m := range measures {
		args = append(args, string(m))
	}
	plain := "SELECT municipality, month, measure, origin, num, den FROM figure_cells WHERE known_to = 0 AND month >= ? AND month <= ? " +
		"AND measure IN (?" + strings.Repeat(", ?", len(measures)-1) + ") ORDER BY municipality, month, measure, origin"
	var out []byte
	all, floor, ratio := paired(
		func() time.Duration { return each(5, func(int) { out = e.allFigures(b, from, out[:0]) }) },
		func() time.Duration { return each(5, func(int) { scan(b, db, plain, args, 6) }) })
	t.add("all indicators of 98 municipalities, 24 months, as JSON", fmt.Sprintf("%v (%.1f MB)", all.Round(time.Millisecond), float64(len(out))/1e6),
		fmt.Sprintf("%s the plain SQL's %v (asked: at most 5)", times(ratio), floor.Round(time.Millisecond)))
	e.measureStatements(b, t, from.Add(figureMonths-3))
}

func (e *engine) allFigures(b *testing.B, from calendar.Month, out []byte) []byte {
	to := from.Add(figureMonths - 1)
	book, err := e.Desk.Book(context.Background(), officer, e.Monitoring, figures.Range{From: from, To: to, Measures: figures.Measures(e.Monitoring)})
	must(b, err)
	list := book.Figures(figures.Query{From: from, To: to})
	if len(list) < 98*figureMonths*14 {
		b.Fatalf("%d figures", len(list))
	}
	return figures.AppendJSON(out, list)
}

// deliver lets every municipality take part and deliver some citizens for every month.
func (e *engine) deliver(b *testing.B, from calendar.Month) {
	def, err := e.Newest(context.Background(), e.Monitoring.Key)
	must(b, err)
	for _, m := range municipality.All() {
		e.do(b, person.SystemActor("bench"), workflow.StartJourney{
			Target: workflow.Target{Journey: journey.NewID(m.Code, def.Key, 1)}, Definition: def.Key, Version: def.Version, Hash: def.Hash,
			StartedOn: from.First(),
		})
		e.do(b, officer, e.delivery(b, m.Code, from))
	}
}

func (e *engine) delivery(b *testing.B, code municipality.Code, from calendar.Month) intake.TakeIn {
	take := intake.TakeIn{Municipality: code}
	var months []monitoring.Delivery
	for i := range figureMonths {
		d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: code, Month: from.Add(i)}}
		for c := range 60 {
			d.Records = append(d.Records, monitoring.Record{
				Citizen: fmt.Sprintf("c-%03d", c), Marks: monitoring.Marks(c * (i + 7) % 256), Benefit: e.Monitoring.Benefits[c%5].Code,
				Origin: monitoring.AllOrigins()[c%6],
			})
		}
		months = append(months, d)
		data := fmt.Append(nil, code, d.Month)
		take.Months = append(take.Months, intake.Brought{Month: d.Month, File: domain.HashOf(data), Data: data, About: intake.AboutOf(d.Records, 0)})
	}
	counted, err := intake.Count(e.Monitoring, months)
	must(b, err)
	for _, m := range counted {
		take.Counted = append(take.Counted, intake.MonthCells{Month: m.Month, Cells: m.Cells})
	}
	return take
}

// BenchmarkFigures measures the figures alone.
func BenchmarkFigures(b *testing.B) {
	t := &table{}
	t.machine()
	measureFigures(b, t)
	t.print()
}
