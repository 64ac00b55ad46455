package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"startklar/domain/journey"
	"startklar/store/storetest"
)

// stormWriters is how many people write at once.
const stormWriters = 8

// TestStormOfAnswersSurvivesKill kills the server at random moments while people write, and finds every
// draft that was acknowledged, none twice, and a history without a flaw. Drafts of which nothing was heard
// are sent again with their client keys, as the page does: they must end up stored once, whether or not the
// first attempt had been.
func TestStormOfAnswersSurvivesKill(t *testing.T) {
	runStorm(t, "sqlite:"+filepath.Join(t.TempDir(), "storm.db"), fromEnvironment(t, "STARTKLAR_TEST_STORM_CYCLES", 50))
}

// TestStormOnPostgresSurvivesKill is a short one on the other database.
func TestStormOnPostgresSurvivesKill(t *testing.T) {
	runStorm(t, storetest.Postgres(t), 5)
}

func runStorm(t *testing.T, url string, cycles int) {
	t.Helper()
	id, fields := prepare(t, url, stormWriters)
	s := &storm{journey: id, fields: fields, heard: map[string]stored{}, seed: rand.Uint64()}
	t.Logf("seed %d", s.seed)
	for cycle := range cycles {
		s.cycle(t, url, cycle)
		s.check(t, url)
	}
	t.Logf("%d cycles, %d drafts acknowledged, %d sent again", cycles, len(s.heard), s.again)
}

func fromEnvironment(t *testing.T, name string, normal int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return normal
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// storm remembers over all cycles what people were told.
type storm struct {
	journey journey.ID
	fields  []journey.FieldID
	seed    uint64

	mu sync.Mutex
	// heard are the drafts whose saving was acknowledged, by text; every text is written once only.
	heard map[string]stored
	// unheard are those of which no answer came before the kill.
	unheard []unheard
	again   int
}

type unheard struct {
	writer int
	draft  draft
}

// cycle lets everybody write until the server is killed.
func (s *storm) cycle(t *testing.T, url string, cycle int) {
	t.Helper()
	p := start(t, url)
	random := rand.New(rand.NewPCG(s.seed, uint64(cycle)))
	s.repeat(t, p)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var writers sync.WaitGroup
	for n := range stormWriters {
		c := s.client(t, p, n)
		writers.Go(func() { s.write(ctx, c, n, cycle) })
	}
	time.Sleep(time.Duration(20+random.IntN(230)) * time.Millisecond)
	p.kill()
	stop()
	writers.Wait()
}

func (s *storm) client(t *testing.T, p *process, n int) *client {
	t.Helper()
	c := newClient(p.base)
	if err := c.signIn(context.Background(), string(writer(n))); err != nil {
		t.Fatal(err)
	}
	return c
}

// write saves one draft after another, each with its own text and key, on whatever stands there.
func (s *storm) write(ctx context.Context, c *client, n, cycle int) {
	random := rand.New(rand.NewPCG(s.seed, uint64(cycle*stormWriters+n)))
	base := map[journey.FieldID]int{}
	for i := 0; ctx.Err() == nil; i++ {
		field := s.fields[random.IntN(len(s.fields))]
		token := fmt.Sprintf("runde %d, skriver %d, kladde %d", cycle, n, i)
		d := draft{Key: token, Field: field, Text: token, Base: base[field]}
		a, err := c.save(ctx, s.journey, d)
		if err != nil {
			s.missed(unheard{n, d})
			return
		}
		base[field] = a.Revision
		if a.Status == http.StatusOK {
			s.told(d, a.Revision)
		}
	}
}

func (s *storm) told(d draft, revision int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard[d.Text] = stored{d.Field, d.Text, revision}
}

func (s *storm) missed(u unheard) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unheard = append(s.unheard, u)
}

// repeat sends again what nothing was heard of. A conflict is an answer: somebody else was first.
func (s *storm) repeat(t *testing.T, p *process) {
	t.Helper()
	for _, u := range s.unheard {
		a, err := s.client(t, p, u.writer).save(context.Background(), s.journey, u.draft)
		if err != nil {
			t.Fatalf("send again: %v", err)
		}
		s.again++
		switch a.Status {
		case http.StatusOK:
			s.heard[u.draft.Text] = stored{u.draft.Field, u.draft.Text, a.Revision}
		case http.StatusConflict:
		default:
			t.Fatalf("send again: status %d: %s", a.Status, a.Message)
		}
	}
	s.unheard = nil
}

// check compares the history with what people were told.
func (s *storm) check(t *testing.T, url string) {
	t.Helper()
	a := open(t, url)
	defer a.Close()
	verifyClean(t, a)
	found := map[string]stored{}
	last := map[journey.FieldID]int{}
	for _, d := range savedDrafts(t, a, s.journey) {
		if _, twice := found[d.text]; twice {
			t.Fatalf("stored twice: %q", d.text)
		}
		if d.revision != last[d.field]+1 {
			t.Fatalf("%s: revision %d follows %d", d.field, d.revision, last[d.field])
		}
		found[d.text], last[d.field] = d, d.revision
	}
	for text, told := range s.heard {
		if found[text] != told {
			t.Fatalf("acknowledged as %+v, stored as %+v", told, found[text])
		}
	}
}
