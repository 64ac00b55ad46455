package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"
)

// many is how many journeys the large store has, page how many rows its page shows.
const (
	few  = 98
	many = 10000
	page = 100
)

// officer sees every municipality.
var officer = person.Actor{ID: "star-1", Role: person.NationalOfficer}

// stagesDefinition is a plan of several stages with deadlines, so that cells differ.
func stagesDefinition() string {
	var b strings.Builder
	b.WriteString("definition: etaper\nversion: 1\ntitle: Etaper\nstages:\n")
	for s := range 6 {
		fmt.Fprintf(&b, "  - id: stage_%d\n    title: Etape %d\n    items:\n", s, s)
		for i := range 3 {
			fmt.Fprintf(&b, "      - {id: task_%d_%d, kind: task, title: Opgave, role: MunicipalLeader, due: start + %d weeks}\n", s, i, s+i+1)
		}
	}
	return b.String()
}

func measureOverview(b *testing.B, t *table) {
	e := newEngine(b)
	def, err := workflow.Parse("etaper.yaml", []byte(stagesDefinition()))
	must(b, err)
	e.do(b, person.SystemActor("bench"), workflow.Publish(def))
	e.start(b, def, few)
	whole := view.OverviewQuery{Sort: view.ByName}
	e.overview(b, t, "overview of 98 journeys", whole, "", " ORDER BY j.name_key, j.id", nil)
	e.start(b, def, many-few)
	late := calendar.DateOf(time.Now()).AddWeeks(3)
	filtered := view.OverviewQuery{Sort: view.ByDue, LateOn: late, Run: "Active", Limit: page}
	e.overview(b, t, "overview, a page of 10,000 journeys", filtered, " WHERE j.run = ? AND j.due_on <> '' AND j.due_on < ?",
		" ORDER BY CASE WHEN j.due_on = '' THEN 1 ELSE 0 END, j.due_on, j.name_key, j.id LIMIT 100", []any{"Active", late.String()})
}

// overview times the read model beside the plain statements that read the same rows.
func (e *engine) overview(b *testing.B, t *table, name string, q view.OverviewQuery, where, order string, args []any) {
	db, err := sql.Open("sqlite3", "file:"+strings.TrimPrefix(e.url, "sqlite:")+"?_query_only=on")
	must(b, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	n := 0
	model, plain, ratio := paired(
		func() time.Duration {
			return each(50, func(int) {
				o, err := e.Desk.Overview(context.Background(), officer, q)
				must(b, err)
				n = len(o.Rows)
			})
		},
		func() time.Duration { return each(50, func(int) { plainOverview(b, db, where, order, args) }) })
	t.add(name, fmt.Sprintf("%v (%d rows)", model.Round(time.Microsecond), n), fmt.Sprintf("%s the plain SQL's %v (asked: at most 2)", times(ratio), plain.Round(time.Microsecond)))
}

// plainOverview reads the same rows with nothing around them.
func plainOverview(b *testing.B, db *sql.DB, where, order string, args []any) {
	from := " FROM journeys j" + where
	scan(b, db, "SELECT j.id, j.municipality, j.definition, j.version, j.definition_hash, j.started_on, j.run, j.ended_on, j.selected, j.changed_at, j.done, j.total, j.due_on, j.stale"+from+order, args, 14)
	scan(b, db, "SELECT s.journey, s.stage, s.state, s.since, s.done, s.total, s.due_on, s.stale FROM journey_stages s WHERE s.journey IN (SELECT j.id"+from+order+") ORDER BY s.journey, s.ordinal", args, 8)
}

func scan(b *testing.B, db *sql.DB, query string, args []any, columns int) {
	rows, err := db.Query(query, args...)
	must(b, err)
	defer rows.Close()
	values, into := make([]any, columns), make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		must(b, rows.Scan(into...))
	}
	must(b, rows.Err())
}
