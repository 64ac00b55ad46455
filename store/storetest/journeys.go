package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// JourneyStore is a store that reads journeys back.
type JourneyStore interface {
	journal.Store
	workflow.Editions
	Journey(ctx context.Context, definitions workflow.Definitions, id journey.ID) (workflow.State, error)
}

// projections are the tables that a rebuild must write as they are, with what orders their rows.
var projections = map[string]string{
	"journey_workshops": "journey, item", "journey_agreements": "journey, id",
	"stories": "id", "syntheses": "id", "followed": "journey",
	"journeys": "id", "journey_stages": "journey, stage", "journey_items": "journey, item",
	"journey_answers": "journey, item, field", "journey_cases": "journey", "journey_waits": "journey, item", "journey_traces": "journey, person", "definitions": "key, version", "people": "id", "assignments": "person, ordinal",
	"journey_teams": "journey, team", "journey_documents": "journey, item, document", "journey_document_uses": "journey, item, document, team",
}

// RunJourneys walks journeys through definitions by random commands, and compares what the store reads
// with what the history gives. b.Open must give a JourneyStore.
func RunJourneys(t *testing.T, b Backend, commands int, definitions ...*workflow.Definition) {
	for n, def := range definitions {
		t.Run(def.Key, func(t *testing.T) {
			t.Parallel()
			w := newWalk(t, b, def, uint64(n+1))
			for n := range commands {
				w.step(t)
				if n%20 == 0 {
					w.compare(t)
				}
			}
			w.compare(t)
			w.erase(t)
			w.compare(t)
			w.end(t)
			w.compare(t)
			w.rebuild(t)
			w.tamper(t)
			t.Logf("carried out: %v", w.done)
		})
	}
}

// walk is one journey on its way.
type walk struct {
	store   JourneyStore
	door    *journal.Door
	library *workflow.Library
	db      *sql.DB
	def     *workflow.Definition
	id      journey.ID
	random  *rand.Rand
	now     time.Time
	done    map[string]int
}

func newWalk(t *testing.T, b Backend, def *workflow.Definition, seed uint64) *walk {
	t.Helper()
	url := b.URL(t)
	w := &walk{
		store: b.Open(t, url).(JourneyStore), db: DB(t, url), def: def, random: rand.New(rand.NewPCG(seed, 0)),
		now: time.Date(2019, 9, 2, 8, 0, 0, 0, time.UTC), done: map[string]int{},
	}
	w.library = workflow.NewLibrary(w.store)
	w.id = journey.NewID("0851", def.Key, 1)
	var err error
	w.door, err = journal.Open(w.store, journal.Options{Clock: w.clock, CacheStreams: 10},
		workflow.Journeys{Definitions: w.library}, workflow.Publications{}, roster.Subject{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.door.Close)
	w.must(t, workflow.Publish(def))
	w.must(t, roster.RegisterPerson{ID: "p1", Name: "Åse", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851", "0101"}})
	w.must(t, workflow.StartJourney{Target: workflow.Target{Journey: w.id}, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: calendar.DateOf(w.now)})
	return w
}

// clock gives the walk's own time, which steps move on.
func (w *walk) clock() time.Time { return w.now }

func (w *walk) must(t *testing.T, c journal.Command) {
	t.Helper()
	if _, err := w.door.Do(context.Background(), Request("", c)); err != nil {
		t.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// step gives one random command: one that the rules allow, if some draws find one. A refusal is no failure,
// a fault of ours is.
func (w *walk) step(t *testing.T) {
	t.Helper()
	w.now = w.now.Add(time.Duration(w.random.IntN(40)) * time.Hour)
	s := w.state(t)
	var c workflow.Command
	var actor person.Actor
	for range 40 {
		c, actor = w.command(s), w.actor()
		if workflow.Allowed(s, actor, c, w.now) == nil {
			break
		}
	}
	_, err := w.door.Do(context.Background(), journal.Request{Actor: actor, Command: c})
	var refusal *domain.Error
	switch {
	case err == nil:
		w.done[c.CommandName()]++
	case !errors.As(err, &refusal) || refusal.Code == domain.Internal || refusal.Code == domain.Unavailable:
		t.Fatalf("%s: %v", c.CommandName(), err)
	}
}

func (w *walk) actor() person.Actor {
	roles := []person.Role{person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer}
	role := roles[w.random.IntN(len(roles))]
	return person.Actor{ID: person.ID(role), Name: string(role), Role: role, Municipalities: []municipality.Code{"0851"}}
}

// state is what the history gives.
func (w *walk) state(t *testing.T) workflow.State {
	t.Helper()
	state, _, err := w.door.State(context.Background(), w.id.Stream(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return state.(workflow.State)
}

// compare checks that the store reads what the history gives, and that verify finds nothing.
func (w *walk) compare(t *testing.T) {
	t.Helper()
	loaded, err := w.store.Journey(context.Background(), w.library, w.id)
	if err != nil {
		t.Fatal(err)
	}
	// Definitions are shared and point in circles: the same pointer is the same definition.
	same := cmp.Options{
		cmp.Comparer(func(a, b *workflow.Definition) bool { return a == b }),
		cmp.Comparer(func(a, b *workflow.Stage) bool { return a == b }),
		cmp.Comparer(func(a, b *workflow.PlanItem) bool { return a == b }),
		cmp.Comparer(func(a, b calendar.Date) bool { return a == b }),
	}
	if d := cmp.Diff(w.state(t), loaded, same); d != "" {
		t.Fatalf("after %v (-history +store):\n%s", w.done, d)
	}
	w.intact(t)
}

func (w *walk) intact(t *testing.T) {
	t.Helper()
	if got := w.difference(t); got != "" {
		t.Fatalf("after %v: verify: %s", w.done, got)
	}
}

func (w *walk) difference(t *testing.T) string {
	t.Helper()
	report, err := w.door.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return report.Difference
}

// erase erases the first answer that was saved.
func (w *walk) erase(t *testing.T) {
	t.Helper()
	var number int64
	err := w.door.History(context.Background(), w.id.Stream(), time.Time{}, func(e domain.Event, _ journal.Recorded) error {
		if number == 0 && e.Kind == (&workflow.AnswerSaved{}).EventKind() {
			number = e.Number
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if number > 0 {
		w.must(t, journal.Erase{Of: w.id.Stream(), Numbers: []int64{number}, Reason: "asked for"})
	}
}

// end terminates the journey, if it has not ended by itself.
func (w *walk) end(t *testing.T) {
	t.Helper()
	if w.state(t).Run == journey.Active {
		w.must(t, workflow.TerminateJourney{Target: workflow.Target{Journey: w.id}, Reason: "over"})
	}
}

// rebuild checks that the rows written live and those written anew are the same.
func (w *walk) rebuild(t *testing.T) {
	t.Helper()
	for table, order := range projections {
		mustExec(t, w.db, fmt.Sprintf("CREATE TABLE kept_%s AS SELECT * FROM %s ORDER BY %s", table, table, order))
	}
	if _, err := w.door.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	for table := range projections {
		for _, query := range []string{
			"SELECT COUNT(*) FROM (SELECT * FROM %[1]s EXCEPT SELECT * FROM kept_%[1]s) d",
			"SELECT COUNT(*) FROM (SELECT * FROM kept_%[1]s EXCEPT SELECT * FROM %[1]s) d",
		} {
			var rows int
			if err := w.db.QueryRow(fmt.Sprintf(query, table)).Scan(&rows); err != nil || rows > 0 {
				t.Errorf("%s: %d rows differ after a rebuild, %v", table, rows, err)
			}
		}
		mustExec(t, w.db, "DROP TABLE kept_"+table)
	}
}

// tamper changes one value of each projected column; verify must name the table.
func (w *walk) tamper(t *testing.T) {
	t.Helper()
	for table := range projections {
		for _, column := range columns(t, w.db, table) {
			w.tamperColumn(t, table, column)
		}
	}
}

// columns names the columns of a table.
func columns(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	rows, err := db.Query("SELECT * FROM " + table + " LIMIT 0")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err := errors.Join(err, rows.Err()); err != nil {
		t.Fatal(err)
	}
	return names
}

func (w *walk) tamperColumn(t *testing.T, table, column string) {
	t.Helper()
	var value any
	err := w.db.QueryRow("SELECT " + column + " FROM " + table + " WHERE " + column + " IS NOT NULL LIMIT 1").Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	changed, possible := changeByte(value)
	if !possible {
		t.Fatalf("%s.%s holds a %T", table, column, value)
	}
	update := "UPDATE " + table + " SET " + column + " = ? WHERE " + column + " = ?"
	mustExec(t, w.db, update, changed, value)
	if w.difference(t) == "" {
		t.Errorf("verify does not see %s.%s changed from %v to %v", table, column, value, changed)
	}
	mustExec(t, w.db, update, value, changed)
	w.intact(t)
}
