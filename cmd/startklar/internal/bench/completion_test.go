package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

const (
	tasks = 50
	// alone and together are how many items are completed per round by one and by 64 clients.
	alone    = 1000
	together = 12800
	clients  = 64
)

// tasksDefinition is a plan of independent tasks: completing one is one command with one event.
func tasksDefinition() string {
	var b strings.Builder
	b.WriteString("definition: opgaver\nversion: 1\ntitle: Opgaver\nstages:\n  - id: all\n    title: Alle\n    close: [NationalOfficer]\n    items:\n")
	for i := range tasks {
		fmt.Fprintf(&b, "      - {id: task_%d, kind: task, title: Opgave %d, role: MunicipalLeader, required: false}\n", i, i)
	}
	return b.String()
}

// engine is the whole program below the web, on SQLite with synchronous=FULL.
type engine struct {
	*app.App
	url      string
	def      *workflow.Definition
	journeys int
	keys     atomic.Int64
}

func newEngine(b testing.TB) *engine {
	b.Helper()
	e := &engine{url: "sqlite:" + filepath.Join(b.TempDir(), "bench.db")}
	var err error
	e.App, err = app.Open(context.Background(), app.Options{URL: e.url, MaxBatch: 128, CacheStreams: 20000, ReadConnections: 4})
	must(b, err)
	b.Cleanup(e.Close)
	e.def, err = workflow.Parse("opgaver.yaml", []byte(tasksDefinition()))
	must(b, err)
	e.do(b, person.SystemActor("bench"), workflow.Publish(e.def))
	return e
}

func (e *engine) do(b testing.TB, actor person.Actor, c domain.Command) {
	_, err := e.Desk.Do(context.Background(), actor, fmt.Sprint("key-", e.keys.Add(1)), c)
	must(b, err)
}

// start begins so many journeys of the definition, by many clients at once.
func (e *engine) start(b testing.TB, def *workflow.Definition, n int) []journey.ID {
	codes := municipality.All()
	ids := make([]journey.ID, n)
	for i := range ids {
		ids[i] = journey.NewID(codes[i%len(codes)].Code, def.Key, 1+(e.journeys+i)/len(codes))
	}
	e.journeys += n + len(codes)
	e.crowd(n, func(i int) {
		e.do(b, person.SystemActor("bench"), workflow.StartJourney{
			Target: workflow.Target{Journey: ids[i]}, Definition: def.Key, Version: def.Version, Hash: def.Hash,
			StartedOn: calendar.DateOf(time.Now()),
		})
	})
	return ids
}

// crowd runs n pieces of work by 64 clients.
func (*engine) crowd(n int, run func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				run(i)
			}
		})
	}
	all.Wait()
}

func leader(code municipality.Code) person.Actor {
	return person.Actor{ID: person.ID("leder-" + code), Role: person.MunicipalLeader, Municipalities: []municipality.Code{code}}
}

// complete is one item's completion by the municipality's leader.
func (e *engine) complete(b testing.TB, ids []journey.ID, i int) {
	id := ids[i/tasks]
	e.do(b, leader(id.Municipality()), workflow.CompleteItem{
		Target: workflow.Target{Journey: id}, Item: journey.InstanceID(fmt.Sprintf("task_%d", i%tasks)),
	})
}

func measureCompletions(b *testing.B, t *table) {
	e, f := newEngine(b), newFloor(b)
	ids := e.start(b, e.def, rounds*(alone+together)/tasks)
	done := 0
	floorRound := func() time.Duration { return each(alone, func(int) { f.complete(b) }) }
	one, floorTime, slow := paired(func() time.Duration {
		d := each(alone, func(i int) { e.complete(b, ids, done+i) })
		done += alone
		return d
	}, floorRound)
	t.add("floor: one UPDATE and one INSERT, one client", perSecond(floorTime), "plain database/sql, WAL, synchronous=FULL")
	t.add("complete an item, 1 client", perSecond(one), fmt.Sprintf("%.2f of the floor (asked: at least 0.4)", 1/slow))
	many, floorTime, ratio := paired(func() time.Duration {
		began := time.Now()
		e.crowd(together, func(i int) { e.complete(b, ids, done+i) })
		done += together
		return time.Since(began) / together
	}, floorRound)
	_ = floorTime
	t.add("complete an item, 64 clients", perSecond(many), fmt.Sprintf("%.2f times the floor (asked: at least 2)", 1/ratio))
}
