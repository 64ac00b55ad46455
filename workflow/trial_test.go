package workflow_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// define compiles a definition whose head is the same in every test: body begins with "stages:".
func define(t testing.TB, body string) *workflow.Definition {
	t.Helper()
	def, err := workflow.Parse("trial.yaml", []byte("definition: trial\nversion: 1\ntitle: Trial\n"+body))
	if err != nil {
		t.Fatalf("the definition of the test: %v", err)
	}
	return def
}

// shelf finds the definitions that stand on it.
type shelf []*workflow.Definition

func (s shelf) Definition(key string, version int, hash string) (*workflow.Definition, error) {
	for _, d := range s {
		if d.Key == key && d.Version == version && d.Hash == hash {
			return d, nil
		}
	}
	return nil, domain.Refuse(domain.NotFound, "definition_unknown", domain.Args{"definition": key})
}

// trial carries one journey through policy and rules, with no journal and no store.
type trial struct {
	testing.TB
	subject workflow.Journeys
	id      journey.ID
	state   workflow.State
	now     time.Time
	// history holds every event of the journey.
	history []domain.Event
	// also, if not nil, is told of every command that was accepted.
	also func(person.Actor, journal.Command)
}

// monday is the day on which trials start: at nine, in Copenhagen.
var monday = calendar.NewDate(2019, time.September, 2)

func nineOn(d calendar.Date) time.Time { return d.Start().Add(9 * time.Hour).UTC() }

// begin starts a journey on a definition.
func begin(t testing.TB, body string) *trial {
	t.Helper()
	return beginOn(t, define(t, body))
}

func beginOn(t testing.TB, def *workflow.Definition) *trial {
	t.Helper()
	tr := unstarted(t, def)
	tr.do(officer, workflow.StartJourney{
		Target: tr.target(), Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday,
	})
	return tr
}

func unstarted(t testing.TB, def *workflow.Definition) *trial {
	return &trial{
		TB: t, subject: workflow.Journeys{Definitions: shelf{def}}, id: journey.NewID(home, def.Key, 1), now: nineOn(monday),
	}
}

// home is the municipality of the trials, away another one.
const home, away municipality.Code = "0851", "0101"

// The people of the trials.
var (
	leader     = person.Actor{ID: "leader", Role: person.MunicipalLeader, Municipalities: []municipality.Code{home}}
	deputy     = person.Actor{ID: "deputy", Role: person.MunicipalLeader, Municipalities: []municipality.Code{home}}
	member     = person.Actor{ID: "member", Role: person.MunicipalMember, Municipalities: []municipality.Code{home}}
	consultant = person.Actor{ID: "consultant", Role: person.ProcessConsultant, Municipalities: []municipality.Code{home}}
	officer    = person.Actor{ID: "officer", Role: person.NationalOfficer}
	admin      = person.Actor{ID: "admin", Role: person.Administrator}
	steering   = person.Actor{ID: "steering", Role: person.SteeringMember, Municipalities: []municipality.Code{home}}
	guest      = person.Actor{ID: "guest", Role: person.Guest, Municipalities: []municipality.Code{home}}
	stranger   = person.Actor{ID: "stranger", Role: person.MunicipalLeader, Municipalities: []municipality.Code{away}}
	system     = person.SystemActor("trial")
)

func (tr *trial) target() workflow.Target { return workflow.Target{Journey: tr.id} }

// later moves the clock on by days.
func (tr *trial) later(days int) { tr.now = nineOn(calendar.DateOf(tr.now).AddDays(days)) }

func (tr *trial) today() calendar.Date { return calendar.DateOf(tr.now) }

// try gives a command as the journal would.
func (tr *trial) try(actor person.Actor, c journal.Command) ([]domain.Event, error) {
	tr.Helper()
	state := any(tr.state)
	if !tr.state.Started() {
		state = tr.subject.Empty()
	}
	if err := tr.subject.Authorize(actor, state, c); err != nil {
		return nil, err
	}
	events, err := tr.subject.Decide(actor, state, c, tr.now)
	if err != nil {
		return nil, err
	}
	before := snapshot(tr.state)
	for _, e := range events {
		if state, err = tr.subject.Evolve(state, e); err != nil {
			tr.Fatalf("evolve %s: %v", e.Kind, err)
		}
	}
	if diff := before.changed(); diff != "" {
		tr.Fatalf("evolving changed the state that it began from:\n%s", diff)
	}
	tr.state = state.(workflow.State)
	tr.history = append(tr.history, events...)
	return events, nil
}

// do gives a command that must be accepted.
func (tr *trial) do(actor person.Actor, c journal.Command) []domain.Event {
	tr.Helper()
	events, err := tr.try(actor, c)
	if err != nil {
		tr.Fatalf("%s by %s: %v", c.CommandName(), actor.ID, err)
	}
	if tr.also != nil {
		tr.also(actor, c)
	}
	return events
}

// told is what a refusal tells beside its code and key.
type told struct {
	Args   domain.Args
	Field  string
	Detail any
}

// refuses gives a command that must be refused, and checks that nothing changed.
func (tr *trial) refuses(actor person.Actor, c journal.Command, code domain.Code, key string) told {
	tr.Helper()
	before, number := snapshot(tr.state), tr.state.Number
	_, err := tr.try(actor, c)
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		tr.Fatalf("%s by %s: got %v, want %s: %s", c.CommandName(), actor.ID, err, code, key)
	}
	if diff := before.changed(); diff != "" || tr.state.Number != number {
		tr.Fatalf("the refusal changed the state:\n%s", diff)
	}
	return told{e.Args, e.Field, e.Detail}
}

// want compares every stage and item with what is expected: "stage=State item=State …", one stage in a
// line. A stale item has "!" and what it is stale because of behind its state. The first line is
// "journey=State" where the journey has ended.
func (tr *trial) want(expected string) {
	tr.Helper()
	var lines []string
	for line := range strings.Lines(expected) {
		if fields := strings.Fields(line); len(fields) > 0 {
			lines = append(lines, strings.Join(fields, " "))
		}
	}
	if diff := cmp.Diff(lines, shape(tr.state)); diff != "" {
		tr.Fatalf("the states (-want +got):\n%s", diff)
	}
}

func shape(s workflow.State) []string {
	var lines []string
	if s.Run != journey.Active {
		lines = append(lines, fmt.Sprintf("journey=%s", s.Run))
	}
	for _, r := range s.Stages {
		words := []string{fmt.Sprintf("%s=%s", r.Def.ID, r.State)}
		for _, i := range s.Items {
			if i.Def.Stage != r.Def {
				continue
			}
			word := fmt.Sprintf("%s=%s", i.ID, i.State)
			if i.Stale != nil {
				word += "!" + string(i.Stale.Because)
			}
			words = append(words, word)
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}

// frozen is a copy of everything that a state points to, beside the state.
type frozen struct {
	state workflow.State
	items []workflow.Item
	runs  []workflow.StageRun
	said  []workflow.Answer
	shape string
}

// snapshot copies a state, to show later that nobody changed it.
func snapshot(s workflow.State) frozen {
	f := frozen{state: s, shape: fmt.Sprint(shape(s))}
	for _, i := range s.Items {
		f.items = append(f.items, *i)
	}
	for _, r := range s.Stages {
		f.runs = append(f.runs, *r)
	}
	for _, a := range s.Answers {
		f.said = append(f.said, *a)
	}
	return f
}

// changed tells what differs from the copy; empty if nothing does.
func (f frozen) changed() string {
	now := snapshot(f.state)
	if reflect.DeepEqual(f.items, now.items) && reflect.DeepEqual(f.runs, now.runs) && reflect.DeepEqual(f.said, now.said) {
		return ""
	}
	return cmp.Diff(f.shape, now.shape) + "something within the state changed"
}

// Short forms of the commonest commands.

func (tr *trial) start(actor person.Actor, item journey.InstanceID) {
	tr.Helper()
	tr.do(actor, workflow.StartItem{Target: tr.target(), Item: item})
}

func (tr *trial) complete(actor person.Actor, items ...journey.InstanceID) {
	tr.Helper()
	for _, item := range items {
		tr.do(actor, workflow.CompleteItem{Target: tr.target(), Item: item})
	}
}

func (tr *trial) skip(actor person.Actor, item journey.InstanceID) {
	tr.Helper()
	tr.do(actor, workflow.SkipItem{Target: tr.target(), Item: item, Reason: "not needed here"})
}

func (tr *trial) terminate(actor person.Actor, item journey.InstanceID) {
	tr.Helper()
	tr.do(actor, workflow.TerminateItem{Target: tr.target(), Item: item, Reason: "never mind"})
}

func (tr *trial) reopen(actor person.Actor, item journey.InstanceID, sections ...journey.SectionID) []domain.Event {
	tr.Helper()
	return tr.do(actor, workflow.ReopenItem{Target: tr.target(), Item: item, Sections: sections, Reason: "more is known"})
}

func (tr *trial) add(actor person.Actor, item journey.ItemID) {
	tr.Helper()
	tr.do(actor, workflow.AddItem{Target: tr.target(), Item: item})
}

func (tr *trial) book(item journey.InstanceID, on calendar.Date) []domain.Event {
	tr.Helper()
	return tr.do(consultant, workflow.BookMeeting{Target: tr.target(), Item: item, On: on, Start: "09:00", End: "12:00", Place: "Rådhuset"})
}

func (tr *trial) hold(item journey.InstanceID, on calendar.Date) {
	tr.Helper()
	tr.do(consultant, workflow.HoldMeeting{Target: tr.target(), Item: item, On: on})
}

// save writes a text on top of what stands there.
func (tr *trial) save(actor person.Actor, item journey.InstanceID, field journey.FieldID, text string) {
	tr.Helper()
	base := 0
	if a := tr.state.Answer(item, field); a != nil {
		base = a.Revision
	}
	tr.do(actor, workflow.SaveAnswer{Target: tr.target(), Item: item, Field: field, Text: text, Base: base})
}

// declare declares a section finished and names every gap.
func (tr *trial) declare(actor person.Actor, item journey.InstanceID, section journey.SectionID) {
	tr.Helper()
	i := tr.state.Item(item)
	tr.do(actor, workflow.DeclareSection{
		Target: tr.target(), Item: item, Section: section, Gaps: tr.state.Gaps(i, i.Def.Section(section)),
	})
}

// sign signs what stands now.
func (tr *trial) sign(actor person.Actor, item journey.InstanceID) {
	tr.Helper()
	digest := tr.state.Freeze(tr.state.Item(item)).Digest
	tr.do(actor, workflow.SignOff{Target: tr.target(), Item: item, Digest: digest, Declared: true})
}

// due checks the deadlines of items: "" for none.
func (tr *trial) due(want map[journey.InstanceID]string) {
	tr.Helper()
	got := map[journey.InstanceID]string{}
	for id := range want {
		got[id] = tr.state.Item(id).Deadline.On().String()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		tr.Fatalf("deadlines (-want +got):\n%s", diff)
	}
}

// kinds lists the kinds and subjects of events.
func kinds(events []domain.Event) []string {
	var all []string
	for _, e := range events {
		all = append(all, strings.TrimSpace(e.Kind+" "+e.Subject))
	}
	return all
}
