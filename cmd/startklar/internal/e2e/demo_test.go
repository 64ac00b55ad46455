package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/cmd/startklar/internal/tour"
	"startklar/cmd/startklar/internal/tour/hostile"
	"startklar/domain/calendar"
)

// demoStore fills a store with the demo's data once for all tests of the package.
var demoStore = sync.OnceValues(func() ([]byte, error) {
	path, err := binary()
	if err != nil {
		return nil, err
	}
	store := filepath.Join(filepath.Dir(path), "demo.db")
	if out, err := exec.Command(path, "demo", "--db", "sqlite:"+store).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("demo: %w\n%s", err, out)
	}
	return os.ReadFile(store)
})

// hauntedStore fills a store with the demo in which every text that a person wrote is hostile, once.
var hauntedStore = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "startklar-haunted-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	clock, ctx := demo.NewClock(time.Now()), context.Background()
	a, err := app.Open(ctx, app.Options{URL: "sqlite:" + filepath.Join(dir, "demo.db"), Clock: clock.Now, MaxBatch: 128, CacheStreams: 1024, ReadConnections: 4})
	if err != nil {
		return nil, err
	}
	def, err := a.Newest(ctx, "flere-skal-med-2")
	if err == nil {
		err = demo.Fill(ctx, hostile.New(a.Door, def, tour.Visits(calendar.DateOf(time.Now()))), a.Intake, clock, def, nil)
	}
	a.Close()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "demo.db"))
})

// site is the product, served on demo data of its own.
type site struct {
	*process
	t     *testing.T
	store string
}

func serveDemo(t *testing.T) site {
	t.Helper()
	return serveStore(t, demoStore)
}

// serveStore serves a copy of a store.
func serveStore(t *testing.T, filled func() ([]byte, error)) site {
	t.Helper()
	needBrowser(t)
	content, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(t.TempDir(), "demo.db")
	if err := os.WriteFile(store, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return site{process: start(t, "sqlite:"+store), t: t, store: store}
}

// tell runs a command of the program on the site's store.
func (s site) tell(arguments ...string) []byte {
	s.t.Helper()
	path, _ := binary()
	command := exec.Command(path, append(arguments, "--db", "sqlite:"+s.store)...)
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		s.t.Fatalf("startklar %v: %v\n%s%s", arguments, err, out, said.Bytes())
	}
	return out
}

// toldJourney is what `startklar journey` says.
type toldJourney struct {
	Items []toldItem `json:"items"`
}

type toldItem struct {
	ID       string       `json:"id"`
	State    string       `json:"state"`
	Standing string       `json:"standing"`
	DueOn    string       `json:"due_on"`
	Stale    bool         `json:"stale"`
	Answers  []toldAnswer `json:"answers"`
}

type toldAnswer struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Revision int    `json:"revision"`
	By       string `json:"by"`
}

func (s site) journey(code string) map[string]toldItem {
	s.t.Helper()
	var told toldJourney
	if err := json.Unmarshal(s.tell("journey", code, "--format", "json"), &told); err != nil {
		s.t.Fatal(err)
	}
	items := map[string]toldItem{}
	for _, i := range told.Items {
		items[i.ID] = i
	}
	return items
}

func (i toldItem) answer(id string) toldAnswer {
	for _, a := range i.Answers {
		if a.ID == id {
			return a
		}
	}
	return toldAnswer{}
}

// toldStatus is what `startklar status` says.
type toldStatus struct {
	Municipality string      `json:"municipality"`
	Name         string      `json:"name"`
	Stages       []toldStage `json:"stages"`
}

type toldStage struct {
	ID    string `json:"id"`
	State string `json:"state"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
	DueOn string `json:"due_on"`
	Stale int    `json:"stale"`
}

func (s site) statuses() []toldStatus {
	s.t.Helper()
	var all []toldStatus
	if err := json.Unmarshal(s.tell("status", "--format", "json"), &all); err != nil {
		s.t.Fatal(err)
	}
	return all
}

// stage is where a municipality is in a stage.
func (s site) stage(code, id string) toldStage {
	s.t.Helper()
	for _, status := range s.statuses() {
		for _, stage := range status.Stages {
			if status.Municipality == code && stage.ID == id {
				return stage
			}
		}
	}
	s.t.Fatalf("no stage %s of %s", id, code)
	return toldStage{}
}

// find is the first municipality whose journey has an item in a state.
func (s site) find(what string, fits func(items map[string]toldItem) bool) toldStatus {
	s.t.Helper()
	for _, status := range s.statuses() {
		if fits(s.journey(status.Municipality)) {
			return status
		}
	}
	s.t.Fatalf("the demo has no municipality %s", what)
	return toldStatus{}
}

// beginner has begun and not yet been at its steering group.
func (s site) beginner() toldStatus {
	s.t.Helper()
	return s.find("at its beginning", func(items map[string]toldItem) bool {
		return items["readiness"].State == "Active" && items["steering_group"].State == "Enabled"
	})
}

// signer has everything ready for the leadership's signature.
func (s site) signer() toldStatus {
	s.t.Helper()
	return s.find("about to sign", func(items map[string]toldItem) bool { return items["signoff"].State == "Enabled" })
}

// reopened has opened something again on which a signature rests.
func (s site) reopened() toldStatus {
	s.t.Helper()
	return s.find("in which something was reopened", func(items map[string]toldItem) bool { return items["signoff"].Stale })
}
