package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// programme is the definition that these tests run on.
const programme = "flere-skal-med-2"

// checklist is its readiness checklist.
const checklist = journey.ItemID("readiness")

// open opens a store in this process; no server may be writing to it from here.
func open(t *testing.T, url string) *app.App {
	t.Helper()
	a, err := app.Open(context.Background(), app.Options{URL: url, MaxBatch: 64, CacheStreams: 16, ReadConnections: 2})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// prepare fills a store with one journey whose checklist is open, and people who may answer it.
func prepare(t *testing.T, url string, people int) (journey.ID, []journey.FieldID) {
	t.Helper()
	a := open(t, url)
	defer a.Close()
	ctx, system := context.Background(), person.SystemActor("test")
	def, err := a.Newest(ctx, programme)
	if err != nil {
		t.Fatal(err)
	}
	code := municipality.Code("0851")
	id := journey.NewID(code, def.Key, 1)
	commands := []domain.Command{
		workflow.StartJourney{
			Target: workflow.Target{Journey: id}, Definition: def.Key, Version: def.Version, Hash: def.Hash,
			StartedOn: calendar.DateOf(time.Now()),
		},
		workflow.CompleteItem{Target: workflow.Target{Journey: id}, Item: "request"},
	}
	for n := range people {
		commands = append(commands, roster.RegisterPerson{
			ID: writer(n), Name: fmt.Sprintf("Leder %d i Aalborg", n), Role: person.MunicipalLeader, Municipalities: []municipality.Code{code},
		})
	}
	for _, c := range commands {
		if _, err := a.Door.Do(ctx, journal.Request{Actor: system, Command: c}); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
	return id, questions(def)
}

func writer(n int) person.ID { return person.ID(fmt.Sprintf("leder-%d", n)) }

func questions(def *workflow.Definition) []journey.FieldID {
	var all []journey.FieldID
	for _, section := range def.Item(checklist).Sections {
		for _, f := range section.Fields() {
			all = append(all, f.ID)
		}
	}
	return all
}

// draft is what a page sends while somebody types.
type draft struct {
	Key   string          `json:"client_key"`
	Field journey.FieldID `json:"field"`
	Text  string          `json:"text"`
	Base  int             `json:"base_revision"`
}

// answer is what it hears.
type answer struct {
	Status   int
	Revision int    `json:"revision"`
	Text     string `json:"text"`
	Message  string `json:"message"`
}

// save sends a draft. An error means that nothing was heard: the draft may have been stored or not.
func (c *client) save(ctx context.Context, id journey.ID, d draft) (answer, error) {
	body, err := json.Marshal(d)
	if err != nil {
		return answer{}, err
	}
	response, err := c.post(ctx, fmt.Sprintf("/forloeb/%s/%s/kladde", id, checklist), "application/json", string(body))
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	a := answer{Status: response.StatusCode}
	if err := json.NewDecoder(response.Body).Decode(&a); err != nil {
		return answer{}, fmt.Errorf("%s: %w", response.Status, err)
	}
	return a, nil
}

// stored is one draft in the history.
type stored struct {
	field    journey.FieldID
	text     string
	revision int
}

// savedDrafts reads every draft from a journey's history.
func savedDrafts(t *testing.T, a *app.App, id journey.ID) []stored {
	t.Helper()
	var all []stored
	err := a.Door.History(context.Background(), id.Stream(), time.Time{}, func(e domain.Event, _ journal.Recorded) error {
		if saved, ok := e.Body.(*workflow.AnswerSaved); ok {
			_, field := workflow.SplitSubject(e.Subject)
			all = append(all, stored{field, saved.Text, saved.Revision})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func verifyClean(t *testing.T, a *app.App) {
	t.Helper()
	report, err := a.Door.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if report.Difference != "" {
		t.Fatalf("verify: %s", report.Difference)
	}
}
