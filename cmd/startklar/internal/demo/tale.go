package demo

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// tale writes one municipality's script. It keeps the journey's state as the rules make it, so that the next
// command can rest on it. Once the demo's end is reached nothing more is written: the journey stands where
// it had come to.
type tale struct {
	place      place
	words      *words
	journeys   workflow.Journeys
	def        *workflow.Definition
	random     *rand.Rand
	leader     person.Actor
	member     person.Actor
	consultant person.Actor
	officer    person.Actor

	until time.Time
	// today is the date of until; began the day on which the process support did.
	today, began calendar.Date
	// day and slot are where the tale has come to; extra counts the commands in the slot.
	day         calendar.Date
	slot, extra int
	// hour is the slot in which the municipality's people sit down to it, on which weekdays.
	hour     int
	weekdays []time.Weekday
	// pace is how many working days lie between two sittings.
	pace int
	// agenda holds what will happen on a later day, in order.
	agenda []appointment
	// seminars counts the regional seminars that have been entered.
	seminars int

	id    journey.ID
	state workflow.State
	steps script
	over  bool
	err   error
}

// appointment is something that happens on a day, whatever else goes on.
type appointment struct {
	day  calendar.Date
	slot int
	do   func()
}

// oneDefinition is the library of a programme that has one.
type oneDefinition struct{ def *workflow.Definition }

// Definition implements workflow.Definitions.
func (o oneDefinition) Definition(key string, version int, hash string) (*workflow.Definition, error) {
	if o.def.Key != key || o.def.Version != version || o.def.Hash != hash {
		return nil, domain.Refuse(domain.NotFound, "definition_unknown", domain.Args{"definition": key})
	}
	return o.def, nil
}

// seed makes every demo the same one.
const seed = 20190910

func newTale(def *workflow.Definition, w *words, people *cast, clock *Clock, p place) *tale {
	t := &tale{
		place: p, words: w, def: def, journeys: workflow.Journeys{Definitions: oneDefinition{def}},
		random: rand.New(rand.NewPCG(seed, uint64(p.order))),
		leader: people.leaders[p.Code], member: people.members[p.Code], consultant: people.consultants[p.Code],
		officer: people.officers[p.order%len(people.officers)],
		until:   clock.until, today: calendar.DateOf(clock.until), day: calendar.DateOf(clock.first()),
		hour: 2, weekdays: []time.Weekday{time.Tuesday, time.Thursday}, pace: 2, id: journey.NewID(p.Code, def.Key, 1),
	}
	if p.order%2 == 1 {
		t.hour, t.weekdays = afternoon, []time.Weekday{time.Monday, time.Wednesday}
	}
	return t
}

// do writes a command at the present moment and goes on to the next slot.
func (t *tale) do(by person.Actor, c workflow.Command) {
	t.extra = 0
	t.put(by, c)
	t.slot++
}

// also writes a command that belongs to the one before, less than a minute later.
func (t *tale) also(by person.Actor, c workflow.Command) {
	t.slot, t.extra = t.slot-1, t.extra+1
	t.put(by, c)
	t.slot++
}

// put writes a command. One that changes nothing is left out.
func (t *tale) put(by person.Actor, c workflow.Command) {
	if t.over || t.err != nil {
		return
	}
	if t.slot > lastSlot {
		t.moveTo(calendar.Danish().AddWorkingDays(t.day, 1), 0)
	}
	at := moment(t.day, max(t.slot, 0)).Add(time.Duration(t.extra) * 40 * time.Second)
	if at.After(t.until) {
		t.over = true
		return
	}
	events, err := t.decide(by, c, at)
	if err == nil && at.Before(t.state.ChangedAt) {
		err = errors.New("the tale went back in time")
	}
	if err != nil {
		t.err = fmt.Errorf("demo: %s on %s: %s by %s: %w", t.id, t.day, c.CommandName(), by.ID, err)
		return
	}
	if len(events) > 0 {
		t.steps = append(t.steps, step{at: at, request: journal.Request{Actor: by, Command: c}, number: t.state.Number})
	}
}

// decide runs the rules as the door will, and keeps the state that comes of it.
func (t *tale) decide(by person.Actor, c workflow.Command, at time.Time) ([]domain.Event, error) {
	if err := t.journeys.Authorize(by, t.state, c); err != nil {
		return nil, err
	}
	events, err := t.journeys.Decide(by, t.state, c, at)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		next, err := t.journeys.Evolve(t.state, e)
		if err != nil {
			return nil, err
		}
		t.state = next.(workflow.State)
	}
	return events, nil
}

// moveTo goes on to a later day, or to a later slot of the same one. What stands in the agenda until then
// happens on the way.
func (t *tale) moveTo(day calendar.Date, slot int) {
	for len(t.agenda) > 0 && !t.agenda[0].day.After(day) && !t.over && t.err == nil {
		next := t.agenda[0]
		t.agenda = t.agenda[1:]
		t.arrive(next.day, next.slot)
		if t.state.Run == journey.Active {
			next.do()
		}
	}
	t.arrive(day, slot)
}

func (t *tale) arrive(day calendar.Date, slot int) {
	switch {
	case day.After(t.day):
		t.day, t.slot, t.extra = day, slot, 0
	case day == t.day:
		t.slot = max(t.slot, slot)
	}
}

// sitDown begins a sitting some working days later, on one of the weekdays on which the municipality works on
// its journey. There are few such days, so that many do and their commands share commits.
func (t *tale) sitDown(days int) {
	day := calendar.Danish().AddWorkingDays(t.day, days)
	for n := range 5 {
		if next := day.AddDays(n); slices.Contains(t.weekdays, next.Weekday()) && calendar.Danish().IsWorkingDay(next) {
			day = next
			break
		}
	}
	t.moveTo(day, t.hour)
}

// later puts something into the agenda.
func (t *tale) later(day calendar.Date, slot int, do func()) {
	day = workingDay(day)
	at := len(t.agenda)
	for n, a := range t.agenda {
		if a.day.After(day) {
			at = n
			break
		}
	}
	t.agenda = slices.Insert(t.agenda, at, appointment{day: day, slot: slot, do: do})
}

// rest lets time pass until the demo's end.
func (t *tale) rest() { t.moveTo(t.today, lastSlot) }

// ago is the working day that lay so many days before the end.
func (t *tale) ago(days int) calendar.Date { return workedDay(t.today.AddDays(-days)) }

// chance is true once in so many times.
func (t *tale) chance(in int) bool { return t.random.IntN(in) == 0 }

// item returns an instance as it stands; nil before the journey began.
func (t *tale) item(id journey.InstanceID) *workflow.Item { return t.state.Item(id) }

// on names the tale's journey in a command.
func (t *tale) on() workflow.Target { return workflow.Target{Journey: t.id} }

func (t *tale) voice() voice { return voice{place: t.place, day: t.day} }

// say chooses a phrase.
func (t *tale) say(p phrase) string {
	texts := t.words.Phrases[p]
	if len(texts) == 0 && t.err == nil {
		t.err = fmt.Errorf("demo: answers.yaml has no phrase %q", p)
	}
	return t.voice().choose(string(p), texts)
}
