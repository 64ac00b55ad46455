package workflow_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"

	"github.com/google/go-cmp/cmp"
)

// The golden histories are journeys as they were stored once: NAME.jsonl holds the events, NAME.yaml the
// definition as it stood then, NAME.state.json where the journey came to. Whatever the engine becomes, it
// replays them. They are never rewritten: -update only records those of recordings that are not there yet.
const histories = "testdata/histories"

// recordings are the journeys to record: on which definition, and how they went.
var recordings = map[string]struct {
	definition string
	journey    func(*testing.T, *workflow.Definition) *journaltest.Store
}{
	"ny-kollega-1":       {"../templates/journeys/ny-kollega.yaml", walkToTheEnd},
	"flere-skal-med-2-3": {"../templates/journeys/flere-skal-med-2.yaml", walkToTheEnd},
	"full-1":             {"", tellEverything},
	"full-2":             {"", walkToTheEnd},
	"workshop-1":         {"testdata/workshop.yaml", tellWorkshop},
	"colleagues-1":       {"", tellColleagues},
	"teams-1":            {"", tellTeams},
	"steering-1":         {"", tellSteering},
}

// golden is one golden history.
type golden struct {
	name       string
	definition []byte
	events     []journal.Recorded
	end        goldenEnd
}

// goldenEnd is where a golden history came to.
type goldenEnd struct {
	Ledger  journal.Ledger
	Head    journal.Head
	Journey goldenJourney
}

func TestEveryGoldenHistoryReplaysToItsState(t *testing.T) {
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		recordMissing(t)
	}
	for _, g := range goldenHistories(t) {
		t.Run(g.name, func(t *testing.T) {
			door := g.door(t)
			state, number, err := door.State(context.Background(), g.stream(), time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			if want := g.end.Head.Number; number != want {
				t.Errorf("%d events, want %d", number, want)
			}
			if diff := cmp.Diff(g.end.Journey, goldenOf(state.(workflow.State))); diff != "" {
				t.Errorf("the state (-golden +replayed):\n%s", diff)
			}
			if _, err := door.Rebuild(context.Background()); err != nil {
				t.Fatal(err)
			}
			if report, err := door.Verify(context.Background()); err != nil || report.Difference != "" {
				t.Errorf("verify: %+v, %v", report, err)
			}
		})
	}
}

func TestEveryKindOfEventOccursInAGoldenHistory(t *testing.T) {
	found := map[string]bool{}
	for _, g := range goldenHistories(t) {
		for _, r := range g.events {
			found[r.Kind] = true
		}
	}
	for _, kind := range append(workflow.AllEventKinds(), (&journal.PayloadErased{}).EventKind()) {
		if !found[kind] {
			t.Errorf("no golden history has %s: add one to recordings and run with -update", kind)
		}
	}
}

func TestEveryRecordingHasBeenMade(t *testing.T) {
	for name := range recordings {
		if _, err := os.Stat(filepath.Join(histories, name+".jsonl")); err != nil {
			t.Errorf("%v: run with -update", err)
		}
	}
}

// TestAGoldenHistoryGoesOn checks that an old journey takes commands, not only readers.
func TestAGoldenHistoryGoesOn(t *testing.T) {
	for _, g := range goldenHistories(t) {
		t.Run(g.name, func(t *testing.T) {
			half := g
			half.events = g.events[:len(g.events)/2]
			last := half.events[len(half.events)-1]
			half.end.Head = journal.Head{Number: last.Number, Hash: last.Hash, At: last.At}
			half.end.Ledger.Position = last.Position
			door := half.door(t)
			request := journal.Request{Actor: officer, Command: workflow.TerminateJourney{
				Target: workflow.Target{Journey: journey.ID(g.stream().ID)}, Reason: "enough",
			}}
			if _, err := door.Do(context.Background(), request); err != nil {
				t.Fatal(err)
			}
			state, _, err := door.State(context.Background(), g.stream(), time.Time{})
			if err != nil || state.(workflow.State).Run != journey.Terminated {
				t.Errorf("%v", err)
			}
		})
	}
}

func goldenHistories(t *testing.T) []golden {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(histories, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden histories: %v", err)
	}
	var all []golden
	for _, file := range files {
		g := golden{name: strings.TrimSuffix(filepath.Base(file), ".jsonl")}
		for line := range bytes.Lines(read(t, file)) {
			var l goldenLine
			if err := json.Unmarshal(line, &l); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			g.events = append(g.events, l.recorded())
		}
		g.definition = read(t, filepath.Join(histories, g.name+".yaml"))
		if err := json.Unmarshal(read(t, filepath.Join(histories, g.name+".state.json")), &g.end); err != nil {
			t.Fatalf("%s: %v", g.name, err)
		}
		all = append(all, g)
	}
	return all
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (g golden) stream() domain.Stream { return g.events[0].Stream }

// door opens a door on a store that holds the history as it was stored.
func (g golden) door(t *testing.T) *journal.Door {
	t.Helper()
	store := journaltest.New()
	store.Tamper(func(c *journaltest.Content) {
		c.Events, c.Ledger = g.events, g.end.Ledger
		c.Heads[g.stream()] = g.end.Head
	})
	door, err := journal.Open(store, journal.Options{}, workflow.Journeys{Definitions: workflow.NewLibrary(g)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(door.Close)
	return door
}

// Edition implements workflow.Editions: the definition is compiled as published ones are.
func (g golden) Edition(key string, version int) (workflow.Edition, error) {
	var started workflow.JourneyStarted
	if err := json.Unmarshal(g.events[0].Data, &started); err != nil {
		return workflow.Edition{}, err
	}
	return workflow.Edition{Key: key, Version: version, Hash: started.Hash, Text: string(g.definition)}, nil
}

// goldenLine is an event of a golden history. Data stands as text, for its bytes are hashed.
type goldenLine struct {
	Position    int64   `json:"position"`
	Kind        string  `json:"stream_kind"`
	ID          string  `json:"stream_id"`
	Number      int64   `json:"number"`
	At          int64   `json:"at"`
	Actor       string  `json:"actor"`
	OnBehalfOf  string  `json:"on_behalf_of,omitempty"`
	EventKind   string  `json:"kind"`
	KindVersion int     `json:"kind_version"`
	Subject     string  `json:"subject,omitempty"`
	Data        *string `json:"data"`
	Salt        []byte  `json:"salt"`
	Digest      []byte  `json:"digest"`
	Previous    []byte  `json:"previous"`
	Hash        []byte  `json:"hash"`
}

func lineOf(r journal.Recorded) goldenLine {
	l := goldenLine{
		Position: r.Position, Kind: string(r.Stream.Kind), ID: r.Stream.ID, Number: r.Number, At: r.At, Actor: r.Actor,
		OnBehalfOf: r.OnBehalfOf, EventKind: r.Kind, KindVersion: r.KindVersion, Subject: r.Subject,
		Salt: r.Salt, Digest: r.Digest, Previous: r.Previous, Hash: r.Hash,
	}
	if r.Data != nil {
		text := string(r.Data)
		l.Data = &text
	}
	return l
}

func (l goldenLine) recorded() journal.Recorded {
	r := journal.Recorded{
		Position: l.Position, Stream: domain.Stream{Kind: domain.StreamKind(l.Kind), ID: l.ID}, Number: l.Number, At: l.At,
		Actor: l.Actor, OnBehalfOf: l.OnBehalfOf, Kind: l.EventKind, KindVersion: l.KindVersion, Subject: l.Subject,
		Salt: l.Salt, Digest: l.Digest, Previous: l.Previous, Hash: l.Hash,
	}
	if l.Data != nil {
		r.Data = []byte(*l.Data)
	}
	return r
}

// recordMissing records what is not there yet, and touches nothing else.
func recordMissing(t *testing.T) {
	t.Helper()
	for name, r := range recordings {
		file := filepath.Join(histories, name+".jsonl")
		if _, err := os.Stat(file); err == nil {
			continue
		}
		text := []byte("definition: trial\nversion: 1\ntitle: Trial\n" + full)
		if r.definition != "" {
			text = read(t, r.definition)
		}
		def, err := workflow.Parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		events, end := recordingOf(t, def, r.journey(t, def))
		var lines bytes.Buffer
		for _, e := range events {
			line, err := json.Marshal(lineOf(e))
			if err != nil {
				t.Fatal(err)
			}
			lines.Write(append(line, '\n'))
		}
		state, err := json.MarshalIndent(end, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		for path, content := range map[string][]byte{
			file: lines.Bytes(), filepath.Join(histories, name+".yaml"): text, filepath.Join(histories, name+".state.json"): append(state, '\n'),
		} {
			if err := os.WriteFile(path, content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		t.Logf("recorded %s: %d events", name, len(events))
	}
}

// recordingOf takes the one journey out of a store.
func recordingOf(t *testing.T, def *workflow.Definition, store *journaltest.Store) (events []journal.Recorded, end goldenEnd) {
	t.Helper()
	door, err := journal.Open(store, journal.Options{}, workflow.Journeys{Definitions: shelf{def}})
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	store.Tamper(func(c *journaltest.Content) {
		events = c.Events
		end = goldenEnd{Ledger: c.Ledger, Head: c.Heads[c.Events[0].Stream]}
	})
	state, _, err := door.State(context.Background(), events[0].Stream, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	end.Journey = goldenOf(state.(workflow.State))
	return events, end
}

// walkToTheEnd walks at random, mostly forward, until a journey completes.
func walkToTheEnd(t *testing.T, def *workflow.Definition) *journaltest.Store {
	t.Helper()
	for seed := range uint64(500) {
		w := &walker{
			T: t, shelf: shelf{def}, rng: rand.New(rand.NewPCG(seed, 7)), steady: true, store: journaltest.New(), now: nineOn(monday),
			accepted: map[string]int{}, refused: map[string]int{},
		}
		w.open()
		j := w.begin(def)
		for n := 0; n < 2000 && w.live(j).Run == journey.Active; n++ {
			w.now = w.now.Add(time.Duration(w.rng.IntN(20)) * time.Hour)
			w.give(j, w.request(j))
		}
		w.door.Close()
		if w.live(j).Run == journey.Completed {
			return w.store
		}
	}
	t.Fatal("no walk came to the end")
	return nil
}

// tellEverything is a journey on the definition that uses everything, in which every kind of event happens.
func tellEverything(t *testing.T, def *workflow.Definition) *journaltest.Store {
	t.Helper()
	tr := unstarted(t, def)
	store := journaltest.New()
	door, err := journal.Open(store, journal.Options{Clock: func() time.Time { return tr.now }}, tr.subject)
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	give := func(actor person.Actor, c journal.Command) {
		t.Helper()
		if _, err := door.Do(context.Background(), journal.Request{Actor: actor, Command: c}); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
	tr.also = give
	at := tr.target()
	tr.do(officer, workflow.StartJourney{Target: at, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday})
	tellPreparation(tr)
	tellMeetings(tr)
	tr.later(5)
	tr.deliver(1, "guide", "paper")
	tr.confirm(false, "guide")
	tr.do(officer, workflow.CloseStage{Target: at, Stage: "deliver", Reason: "all is there"})
	tr.confirm(true, "guide", "paper")
	erased := slices.IndexFunc(tr.history, func(e domain.Event) bool { return e.Kind == "answer_saved" })
	give(admin, journal.Erase{Of: tr.id.Stream(), Numbers: []int64{int64(erased) + 1}, Reason: "asked for by its author"})
	tr.later(1)
	tr.do(officer, workflow.TerminateJourney{Target: at, Reason: "the municipality withdrew"})
	return store
}

func tellPreparation(tr *trial) {
	at := tr.target()
	tr.do(leader, workflow.AssignItem{Target: at, Item: "list", Assignee: member.ID})
	tr.do(consultant, workflow.OpenGate{Target: at, Item: "list", Reason: "de er godt i gang"})
	tr.complete(leader, "begin")
	tr.later(2)
	tr.save(member, "list", "A1", "et første udkast")
	tr.save(leader, "list", "A1", "Vi gør det sammen – æøå, <b>fed</b> & \"citat\"")
	tr.do(leader, workflow.SplitQuestion{Target: at, Item: "list", Question: "A1", Split: true})
	tr.save(member, "list", "A1.1", "delsvar")
	tr.do(leader, workflow.TakeQuestion{Target: at, Item: "list", Question: "A2", Owner: member.ID})
	tr.do(leader, workflow.DeclareStanding{Target: at, Item: "list", Question: "A1", Standing: journey.Clear})
	tr.declare(leader, "list", "A")
	tr.do(leader, workflow.OpenSection{Target: at, Item: "list", Section: "A"})
	tr.save(member, "list", "A3", "kort")
	tr.declare(member, "list", "A")
	tr.declare(member, "list", "B")
	tr.later(3)
	tr.save(leader, "form", "line", "linje")
	tr.save(leader, "form", "way", "online")
	tr.save(leader, "form", "rows", `[{"what":"noget","by":"2019-10-01"}]`)
	tr.declare(leader, "form", "F")
	tr.complete(leader, "form")
	tr.do(consultant, workflow.OverrideDeadline{Target: at, Item: "sign", On: monday.AddDays(40), Reason: "efterårsferie"})
	tr.sign(deputy, "sign")
	tr.later(10)
	tr.reopen(leader, "list", "B")
	tr.declare(member, "list", "B")
	tr.do(deputy, workflow.ConfirmStale{Target: at, Item: "sign", Note: "det holder"})
}

func tellMeetings(tr *trial) {
	at := tr.target()
	tr.do(officer, workflow.SelectJourney{Target: at, Reason: "en god ansøgning"})
	tr.book("here", tr.today().AddDays(14))
	tr.do(consultant, workflow.CancelMeeting{Target: at, Item: "here", Reason: "sygdom"})
	tr.terminate(system, "here")
	tr.book("online", tr.today().AddDays(7))
	tr.book("online", tr.today().AddDays(9))
	tr.later(9)
	tr.hold("online", tr.today())
	tr.skip(leader, "agenda")
	tr.do(leader, workflow.SuspendItem{Target: at, Item: "instead", Reason: "ferie"})
	tr.do(leader, workflow.ResumeItem{Target: at, Item: "instead"})
	tr.complete(leader, "instead")
	tr.add(officer, "extra")
	tr.add(consultant, "seminar")
	tr.hold("seminar", tr.today())
	tr.save(member, "note", "learnt", "en hel del")
	tr.declare(member, "note", "N")
}

// tellTeams is a journey in which teams take documents into use.
func tellTeams(t *testing.T, def *workflow.Definition) *journaltest.Store {
	t.Helper()
	tr := unstarted(t, def)
	store := journaltest.New()
	door, err := journal.Open(store, journal.Options{Clock: func() time.Time { return tr.now }}, tr.subject)
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	tr.also = func(actor person.Actor, c journal.Command) {
		t.Helper()
		if _, err := door.Do(context.Background(), journal.Request{Actor: actor, Command: c}); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
	at := tr.target()
	tr.do(officer, workflow.StartJourney{Target: at, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday})
	tr.do(leader, workflow.NameTeam{Target: at, Name: "Jobformidlerteam"})
	tr.do(member, workflow.NameTeam{Target: at, Name: "Ungeteam"})
	tr.do(leader, workflow.NameTeam{Target: at, Name: "Sygedagpenge"})
	tr.do(leader, workflow.NameTeam{Target: at, Team: "t2", Name: "Ungeenhed"})
	tr.do(leader, workflow.RemoveTeam{Target: at, Team: "t3"})
	tellPreparation(tr)
	tellMeetings(tr)
	tr.later(5)
	tr.deliver(1, "guide", "paper")
	tr.do(member, workflow.OpenDocument{Target: at, Item: "pack", Document: "guide"})
	tr.do(leader, workflow.ConfirmDocument{Target: at, Item: "pack", Document: "guide", InUse: true, Team: "t1", Version: 1})
	tr.deliver(2, "guide")
	tr.do(leader, workflow.ConfirmDocument{Target: at, Item: "pack", Document: "guide", InUse: true, Team: "t2"})
	return store
}

// goldenJourney is a state with the parts of the definition named by their ids. Its keys stay when the fields
// of State are renamed.
type goldenJourney struct {
	Journey      string            `json:"journey"`
	Municipality string            `json:"municipality"`
	Definition   string            `json:"definition"`
	StartedOn    string            `json:"started_on"`
	Run          journey.State     `json:"run"`
	EndedOn      string            `json:"ended_on"`
	Selected     bool              `json:"selected"`
	Anchors      map[string]string `json:"anchors"`
	Stages       []string          `json:"stages"`
	Items        []goldenItem      `json:"items"`
	Answers      []goldenAnswer    `json:"answers"`
	Said         []string          `json:"said,omitempty"`
	Teams        []workflow.Team   `json:"teams,omitempty"`
	Steering     []string          `json:"steering,omitempty"`
	ChangedAt    time.Time         `json:"changed_at"`
}

type goldenItem struct {
	ID        string            `json:"id"`
	State     journey.State     `json:"state"`
	Assignee  string            `json:"assignee,omitempty"`
	Deadline  workflow.Deadline `json:"deadline"`
	Stale     *workflow.Stale   `json:"stale,omitempty"`
	StartedAt time.Time         `json:"started_at"`
	EndedAt   time.Time         `json:"ended_at"`
	EndedBy   string            `json:"ended_by,omitempty"`
	Reason    string            `json:"reason,omitempty"`
	Exception string            `json:"exception,omitempty"`
	Sections  []string          `json:"sections,omitempty"`
	Meeting   *workflow.Meeting `json:"meeting,omitempty"`
	Documents []string          `json:"documents,omitempty"`
	Signature string            `json:"signature,omitempty"`
	Pins      []workflow.Pin    `json:"pins,omitempty"`
}

type goldenAnswer struct {
	Field    string           `json:"field"`
	Text     string           `json:"text"`
	Revision int              `json:"revision"`
	By       string           `json:"by"`
	At       time.Time        `json:"at"`
	Question string           `json:"question"`
	Erased   bool             `json:"erased,omitempty"`
	Standing journey.Standing `json:"standing"`
	Declared string           `json:"declared,omitempty"`
	Split    bool             `json:"split,omitempty"`
	Owner    string           `json:"owner,omitempty"`
	Due      string           `json:"due,omitempty"`
	Proposed string           `json:"proposed,omitempty"`
}

func goldenOf(s workflow.State) goldenJourney {
	g := goldenJourney{
		Journey: string(s.ID), Municipality: string(s.Municipality), Definition: s.Def.Hash, StartedOn: s.StartedOn.String(),
		Run: s.Run, EndedOn: s.EndedOn.String(), Selected: s.Selected, Anchors: map[string]string{}, Teams: s.Teams, ChangedAt: s.ChangedAt,
	}
	for _, a := range s.Anchors {
		g.Anchors[a.Name] = a.On.String()
	}
	for _, r := range s.Stages {
		g.Stages = append(g.Stages, fmt.Sprintf("%s %s %s %s %s %s", r.Def.ID, r.State, stamp(r.Since), stamp(r.EndedAt), r.ClosedBy, r.Reason))
	}
	for _, i := range s.Items {
		g.Items = append(g.Items, goldenItemOf(i))
	}
	for _, a := range s.Answers {
		g.Answers = append(g.Answers, goldenAnswer{
			Field: string(a.Item) + "/" + string(a.Field), Text: a.Text, Revision: a.Revision, By: string(a.By), At: a.At,
			Question: fmt.Sprintf("%d %s", a.QuestionVersion, a.QuestionHash), Erased: a.Erased, Standing: a.Standing,
			Declared: strings.TrimSpace(string(a.StandingBy) + " " + stamp(a.StandingAt)), Split: a.Split, Owner: string(a.Owner),
			Due: a.Due.String(), Proposed: string(a.ProposedBy),
		})
	}
	g.Said = saidIn(s)
	g.Steering = steeredIn(s)
	return g
}

func goldenItemOf(i *workflow.Item) goldenItem {
	g := goldenItem{
		ID: string(i.ID), State: i.State, Assignee: string(i.Assignee), Deadline: i.Deadline, Stale: i.Stale,
		StartedAt: i.StartedAt, EndedAt: i.EndedAt, EndedBy: string(i.EndedBy), Reason: i.Reason, Exception: i.Exception, Meeting: i.Meeting,
	}
	for _, r := range i.Sections {
		shared := ""
		if !r.SharedAt.IsZero() {
			shared = fmt.Sprintf(" shared %s %s", stamp(r.SharedAt), r.SharedBy)
		}
		g.Sections = append(g.Sections, fmt.Sprintf("%s %s %s %v %s%s", r.ID, stamp(r.DeclaredAt), r.By, r.Gaps, r.Note, shared))
	}
	for _, d := range i.Documents {
		g.Documents = append(g.Documents, fmt.Sprintf("%s %d delivered %s received %s in use %s", d.ID, d.Version, d.DeliveredOn, d.ReceivedOn, d.InUseOn)+usesOf(d))
	}
	if s := i.Signature; s != nil {
		g.Signature = fmt.Sprintf("%d %s %s %d %s %v", s.Edition, s.By, stamp(s.At), s.Event, s.Digest, s.Wrote)
		g.Pins = s.Pins
	}
	return g
}

// usesOf is what has become of a document since there are teams.
func usesOf(d workflow.DocumentRun) string {
	text := ""
	if !d.OpenedOn.IsZero() {
		text = " opened " + d.OpenedOn.String()
	}
	for _, u := range d.Uses {
		if u.Team != "" {
			text += fmt.Sprintf(" %s uses %d since %s by %s", u.Team, u.Version, u.On, u.By)
		}
	}
	return text
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}
