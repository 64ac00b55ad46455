package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"startklar/domain/journey"
)

const (
	crowd = 100
	// crowdTime is how long they write; crowdShort is for `go test -short`.
	crowdTime  = 30 * time.Second
	crowdShort = 3 * time.Second
)

// TestCrowdOnTheSameAnswers lets a hundred people edit the same questions. Whoever was told "saved" had
// seen the revision before theirs; whoever had not was shown the other text; nobody ever hears of a lock.
func TestCrowdOnTheSameAnswers(t *testing.T) {
	url := "sqlite:" + filepath.Join(t.TempDir(), "crowd.db")
	id, fields := prepare(t, url, crowd)
	p := start(t, url)
	length := crowdTime
	if testing.Short() {
		length = crowdShort
	}
	ctx, stop := context.WithTimeout(context.Background(), length)
	defer stop()
	c := &gathering{journey: id, fields: fields, saved: map[string]written{}}
	var all sync.WaitGroup
	for n := range crowd {
		browser := newClient(p.base)
		if err := browser.signIn(context.Background(), string(writer(n))); err != nil {
			t.Fatal(err)
		}
		all.Go(func() { c.edit(ctx, browser, n) })
	}
	all.Wait()
	p.kill()
	for _, problem := range c.problems {
		t.Error(problem)
	}
	t.Logf("%d saved, %d told of a colleague's text", len(c.saved), c.conflicts)
	c.check(t, url)
}

// written is a draft that was acknowledged, and the text it was written over.
type written struct {
	stored
	over string
}

type gathering struct {
	journey journey.ID
	fields  []journey.FieldID

	mu        sync.Mutex
	saved     map[string]written
	conflicts int
	problems  []string
}

// edit writes over what it last saw in a random question, as fast as it is answered.
func (g *gathering) edit(ctx context.Context, c *client, n int) {
	type seen struct {
		revision int
		text     string
	}
	last := map[journey.FieldID]seen{}
	for i := 0; ctx.Err() == nil; i++ {
		field := g.fields[rand.IntN(len(g.fields))]
		token := fmt.Sprintf("person %d, udkast %d", n, i)
		a, err := c.save(context.Background(), g.journey, draft{Key: token, Field: field, Text: token, Base: last[field].revision})
		switch {
		case err != nil:
			g.problem("no answer: %v", err)
			return
		case strings.Contains(strings.ToLower(a.Message), "locked"):
			g.problem("a lock was shown: %s", a.Message)
		case a.Status == http.StatusOK:
			g.save(written{stored{field, token, a.Revision}, last[field].text})
			last[field] = seen{a.Revision, token}
		case a.Status == http.StatusConflict:
			g.conflict(a)
			last[field] = seen{a.Revision, a.Text}
		default:
			g.problem("status %d: %s", a.Status, a.Message)
		}
	}
}

func (g *gathering) problem(format string, args ...any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.problems = append(g.problems, fmt.Sprintf(format, args...))
}

func (g *gathering) save(w written) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.saved[w.text] = w
}

// conflict counts a colleague's text; it must have been shown.
func (g *gathering) conflict(a answer) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.conflicts++
	if a.Text == "" {
		g.problems = append(g.problems, "a conflict came without the colleague's text")
	}
}

// check goes through the history: every revision stands on the one that its writer had seen.
func (g *gathering) check(t *testing.T, url string) {
	t.Helper()
	a := open(t, url)
	defer a.Close()
	verifyClean(t, a)
	standing := map[journey.FieldID]stored{}
	count := 0
	for _, d := range savedDrafts(t, a, g.journey) {
		told, ok := g.saved[d.text]
		if !ok {
			t.Fatalf("stored, but nobody was told: %q", d.text)
		}
		if told.stored != d {
			t.Fatalf("told %+v, stored %+v", told.stored, d)
		}
		if before := standing[d.field]; before.text != told.over || before.revision != d.revision-1 {
			t.Fatalf("%q was written over %q, which its writer had not seen (they saw %q)", d.text, before.text, told.over)
		}
		standing[d.field] = d
		count++
	}
	if count != len(g.saved) {
		t.Fatalf("%d drafts were acknowledged, %d are stored", len(g.saved), count)
	}
}
