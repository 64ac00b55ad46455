package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"

	"github.com/google/go-cmp/cmp"
)

const (
	soakWalkers = 4
	// soakRestart is the mean number of steps between two restarts.
	soakRestart = 50
	// soakGeneration is after how many steps a walker verifies its store and goes on with an empty one.
	soakGeneration = 12_500
)

// soakSteps is how many commands all walkers give together.
func soakSteps(t *testing.T) int {
	switch text := os.Getenv("STARTKLAR_TEST_SOAK_STEPS"); {
	case text != "":
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("STARTKLAR_TEST_SOAK_STEPS: %v", err)
		}
		return n
	case testing.Short():
		return 4_000
	case raceDetector:
		return 12_000
	default:
		return 100_000
	}
}

// soakSeed is the first walker's seed: the same in every normal run, a new one in a long soak, and whatever
// STARTKLAR_TEST_SOAK_SEED says.
func soakSeed(t *testing.T) uint64 {
	if text := os.Getenv("STARTKLAR_TEST_SOAK_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("STARTKLAR_TEST_SOAK_SEED: %v", err)
		}
		return seed
	}
	if os.Getenv("STARTKLAR_TEST_SOAK_STEPS") != "" {
		return rand.Uint64N(1 << 32)
	}
	return 1
}

// TestSoakOfRandomCommands walks at random through the engine: valid and invalid commands of every kind, by
// many actors, on several journeys at once, with restarts in between. After every step the invariants hold,
// and after every restart the state that is rebuilt from the history is the one that was live.
func TestSoakOfRandomCommands(t *testing.T) {
	steps, seed := soakSteps(t), soakSeed(t)
	shelf := soakDefinitions(t)
	walkers := make([]*walker, soakWalkers)
	t.Run("walkers", func(t *testing.T) {
		for n := range walkers {
			seed := seed + uint64(n)
			t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
				t.Parallel()
				w := &walker{T: t, shelf: shelf, rng: rand.New(rand.NewPCG(seed, 0)), accepted: map[string]int{}, refused: map[string]int{}}
				walkers[n] = w
				for left := steps / soakWalkers; left > 0; left -= soakGeneration {
					w.generation(min(left, soakGeneration))
				}
			})
		}
	})
	report(t, walkers)
}

// soakDefinitions are both definitions of the programme and the one that uses everything.
func soakDefinitions(t *testing.T) shelf {
	t.Helper()
	all := shelf{define(t, full)}
	for _, key := range []string{"flere-skal-med-2", "ny-kollega"} {
		text, err := os.ReadFile("../templates/journeys/" + key + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		def, err := workflow.Parse(key+".yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, def)
	}
	return all
}

// walker is one random walk.
type walker struct {
	*testing.T
	shelf shelf
	rng   *rand.Rand
	store *journaltest.Store
	door  *journal.Door
	now   time.Time
	// walks are the journeys under way, one for each definition; started counts all that ever were.
	walks   []*walk
	started int
	// accepted and refused count by name of command and by key.
	accepted, refused map[string]int
	// count numbers the client keys.
	count int
	// steady makes a walk that mostly goes forward and never writes what must be refused.
	steady bool
}

// walk is one journey of a walker.
type walk struct {
	id  journey.ID
	def *workflow.Definition
	// steps is how many commands it still gets; changed tells that it changed since the last restart.
	steps   int
	changed bool
}

// generation walks on an empty store and verifies it in the end.
func (w *walker) generation(steps int) {
	w.store, w.now = journaltest.New(), nineOn(monday)
	w.walks = make([]*walk, len(w.shelf))
	w.open()
	defer func() { w.door.Close() }()
	for range steps {
		if w.chance(1, soakRestart) {
			w.restart()
		}
		w.step()
	}
	w.restart()
	report, err := w.door.Verify(context.Background())
	if err != nil || report.Difference != "" {
		w.Fatalf("verify: %+v, %v", report, err)
	}
}

func (w *walker) open() {
	door, err := journal.Open(w.store, journal.Options{
		MaxBatch: 4, CacheStreams: 2 + w.rng.IntN(3), Clock: func() time.Time { return w.now },
	}, workflow.Journeys{Definitions: w.shelf})
	if err != nil {
		w.Fatal(err)
	}
	w.door = door
}

// restart closes the door, opens another, and compares what it rebuilds with what was live.
func (w *walker) restart() {
	w.Helper()
	w.door.Close()
	w.open()
	for _, j := range w.walks {
		if j == nil || !j.changed {
			continue
		}
		j.changed = false
		rebuilt, _, err := w.door.State(context.Background(), j.id.Stream(), time.Time{})
		if err != nil {
			w.Fatal(err)
		}
		live := w.live(j)
		if !reflect.DeepEqual(live, rebuilt.(workflow.State)) {
			w.Fatalf("%s: the state that was rebuilt is not the one that was live:\n%s", j.id, stateDiff(live, rebuilt.(workflow.State)))
		}
		if !workflow.AtRest(live, w.now) {
			w.Fatalf("%s: the rules have not come to rest", j.id)
		}
	}
}

// stateDiff compares two states in everything but their definition, which they share.
func stateDiff(a, b workflow.State) string {
	byID := cmp.Options{
		cmp.Comparer(func(a, b *workflow.Definition) bool { return a == b }),
		cmp.Comparer(func(a, b *workflow.PlanItem) bool { return a == b }),
		cmp.Comparer(func(a, b *workflow.Stage) bool { return a == b }),
	}
	return cmp.Diff(a, b, byID)
}

func (w *walker) live(j *walk) workflow.State {
	s, _ := w.store.Projection(j.id.Stream()).(workflow.State)
	return s
}

// step gives one command to one journey.
func (w *walker) step() {
	w.Helper()
	if w.chance(1, 4) {
		w.now = w.now.Add(time.Duration(w.rng.IntN(72)) * time.Hour)
	}
	n := w.rng.IntN(len(w.walks))
	j := w.walks[n]
	if j == nil || j.steps == 0 {
		w.walks[n] = w.begin(w.shelf[n])
		return
	}
	j.steps--
	if w.live(j).Run != journey.Active {
		j.steps = min(j.steps, 5)
	}
	request := w.request(j)
	result, accepted := w.give(j, request)
	if accepted && request.ClientKey != "" && w.chance(1, 5) {
		w.giveAgain(j, request, result)
	}
}

// begin starts a journey that gets some hundred commands.
func (w *walker) begin(def *workflow.Definition) *walk {
	w.Helper()
	w.started++
	codes := municipality.All()
	j := &walk{id: journey.NewID(codes[w.rng.IntN(len(codes))].Code, def.Key, w.started), def: def, steps: 100 + w.rng.IntN(300)}
	w.give(j, journal.Request{Actor: officer, Command: workflow.StartJourney{
		Target: workflow.Target{Journey: j.id}, Definition: def.Key, Version: def.Version, Hash: def.Hash,
		StartedOn: monday.AddDays(w.rng.IntN(300)),
	}})
	return j
}

// give gives a command and checks what came of it.
func (w *walker) give(j *walk, r journal.Request) (result journal.Result, accepted bool) {
	w.Helper()
	before := w.live(j)
	ledger := w.ledger()
	result, err := w.door.Do(context.Background(), r)
	after := w.live(j)
	if err != nil {
		w.refusal(r, err)
		if w.ledger() != ledger || !same(before, after) {
			w.failed(r, "a refusal changed something")
		}
		return result, false
	}
	w.accepted[r.Command.CommandName()]++
	j.changed = j.changed || result.Events > 0
	if got := w.ledger() - ledger; got != int64(result.Events) {
		w.failed(r, fmt.Sprintf("%d events were stored, the result tells of %d", got, result.Events))
	}
	if problem := broken(before, after, r.Command); problem != "" {
		w.failed(r, problem)
	}
	return result, true
}

// giveAgain gives an accepted command a second time: under its key it does nothing, and the key does not
// serve for another.
func (w *walker) giveAgain(j *walk, r journal.Request, first journal.Result) {
	w.Helper()
	before := w.ledger()
	again, err := w.door.Do(context.Background(), r)
	first.Repeated = true
	if err != nil || again != first {
		w.failed(r, fmt.Sprintf("the same key gave %+v, %v, the first time %+v", again, err, first))
	}
	r.Command = workflow.TerminateJourney{Target: workflow.Target{Journey: j.id}, Reason: fmt.Sprint("another ", w.rng.Uint64())}
	if _, err := w.door.Do(context.Background(), r); domain.CodeOf(err) != domain.KeyReused {
		w.failed(r, fmt.Sprintf("the key served for another command: %v", err))
	}
	if w.ledger() != before {
		w.failed(r, "a key that had been used did something")
	}
}

func (w *walker) ledger() (position int64) {
	_ = w.store.Read(context.Background(), func(r journal.Reader) error {
		l, err := r.Ledger()
		position = l.Position
		return err
	})
	return position
}

// refusal checks that a refusal is one: typed, with a key, and neither a fault nor the store's.
func (w *walker) refusal(r journal.Request, err error) {
	w.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Key == "" || e.Code == domain.Internal || e.Code == domain.Unavailable || e.Code == domain.KeyReused {
		w.failed(r, fmt.Sprintf("the refusal is %v", err))
	}
	w.refused[e.Key]++
}

func (w *walker) failed(r journal.Request, problem string) {
	w.Helper()
	w.Fatalf("%s\n%s by %s (%s): %+v\n", problem, r.Command.CommandName(), r.Actor.ID, r.Actor.Role, r.Command)
}

// report tells what the walkers came across, and fails if together they missed a command or were nearly always
// refused, or hardly ever.
func report(t *testing.T, walkers []*walker) {
	started, accepted, refused := 0, map[string]int{}, map[string]int{}
	for _, w := range walkers {
		started += w.started
		add(accepted, w.accepted)
		add(refused, w.refused)
	}
	yes, no := total(accepted), total(refused)
	t.Logf("%d journeys, %d commands accepted: %v", started, yes, accepted)
	t.Logf("%d refused: %v", no, refused)
	if yes+no < 50_000 {
		return
	}
	for _, c := range goodCommands(unstarted(t, define(t, office))) {
		if name := c.command.CommandName(); accepted[name] == 0 {
			t.Errorf("no %s was ever accepted", name)
		}
	}
	if yes < no/4 || no < yes/10 {
		t.Errorf("the walk is lopsided: %d accepted, %d refused", yes, no)
	}
}

func add(to, from map[string]int) {
	for key, n := range from {
		to[key] += n
	}
}

func total(counts map[string]int) (sum int) {
	for _, n := range counts {
		sum += n
	}
	return sum
}

func (w *walker) chance(of, in int) bool { return w.rng.IntN(in) < of }

// soakActors are everybody who gives commands; municipal ones and the consultant reach every municipality
// that a walk uses.
func (w *walker) actor(j *walk, role person.Role) person.Actor {
	a := person.Actor{ID: person.ID(fmt.Sprintf("%s-%d", role, w.rng.IntN(3))), Role: role}
	if role == person.System {
		return system
	}
	if role != person.NationalOfficer && role != person.Administrator {
		a.Municipalities = []municipality.Code{j.id.Municipality()}
	}
	if w.chance(1, 20) {
		a.OnBehalfOf = "somebody"
	}
	if w.chance(1, 50) {
		a.Municipalities = nil
	}
	return a
}
