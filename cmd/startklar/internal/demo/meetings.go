package demo

import (
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/diary"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// gatherings are the meetings of the demo. What has been stands among the other scripts; what is to come is entered
// at the end, when the journeys stand where they do.
type gatherings struct {
	people *cast
	// last is the moment at which everything else has been done.
	last   time.Time
	states []workflow.State
	// diaries are what each host is booked for.
	diaries map[person.ID]diary.Diary
	past    []script
	coming  []script
	// met are the steps of each journey that are seminars of their own, and led what these do to it, in order.
	met map[journey.ID][]journey.InstanceID
	led map[journey.ID][]consequence
	err error
}

// gather writes the meetings' scripts, and the tales anew in which a meeting of their own takes part.
func gather(people *cast, last time.Time, def *workflow.Definition, tales []script, states []workflow.State) (past, coming []script, err error) {
	g := &gatherings{
		people: people, last: last, states: states, diaries: map[person.ID]diary.Diary{},
		met: map[journey.ID][]journey.InstanceID{}, led: map[journey.ID][]consequence{},
	}
	g.regionals(tales)
	g.workshops(def, tales)
	g.heldWithNotes()
	g.calledOff()
	g.polls()
	g.seminar()
	return g.past, g.coming, g.err
}

// latest is the moment of the last step.
func latest(scripts ...[]script) (at time.Time) {
	for _, s := range slices.Concat(scripts...) {
		if len(s) > 0 && s[len(s)-1].at.After(at) {
			at = s[len(s)-1].at
		}
	}
	return at
}

// talk is one meeting as its rules make it.
type talk struct {
	g     *gatherings
	at    time.Time
	state meeting.Meeting
	steps script
}

// do writes a command at the talk's moment and tells what came of it. One that changes nothing is left out.
func (t *talk) do(by person.Actor, c domain.Command) []domain.Event {
	if t.g.err != nil {
		return nil
	}
	events, err := meeting.Subject{}.Decide(by, t.state, c, t.at)
	for _, e := range events {
		if err == nil {
			e.At, e.Actor, e.Number = t.at, string(by.ID), t.state.Number+1
			t.state, err = meeting.Evolve(t.state, e)
		}
	}
	if err != nil {
		t.g.err = fmt.Errorf("demo: %s by %s: %w", c.CommandName(), by.ID, err)
		return nil
	}
	if len(events) > 0 {
		t.steps = append(t.steps, step{at: t.at, request: journal.Request{Actor: by, Command: c}, number: t.state.Number})
	}
	return events
}

func (g *gatherings) today() calendar.Date { return calendar.DateOf(g.last) }

// on is a moment some days before the end.
func (g *gatherings) on(daysAgo, slot int) time.Time {
	return moment(workedDay(g.today().AddDays(-daysAgo)), slot)
}

// plan begins a meeting; the invitees stand in the order of the journeys.
func (g *gatherings) plan(at time.Time, id meeting.ID, kind meeting.Kind, host person.Actor, d meeting.Details, where meeting.Where, invitees []meeting.Invitee) *talk {
	t := &talk{g: g, at: at}
	t.do(host, meeting.Plan{Target: meeting.Target{Meeting: id}, Kind: kind, Host: host.ID, HostRole: host.Role, Details: d, Where: where, Invitees: invitees})
	return t
}

// free finds a slot of three hours for a meeting of a host, from a day on, and takes it.
func (g *gatherings) free(host person.ID, id meeting.ID, from calendar.Date) meeting.Slot {
	for day := workingDay(from); ; day = calendar.Danish().AddWorkingDays(day, 1) {
		for _, hours := range [][2]string{{"09:00", "12:00"}, {"13:00", "16:00"}} {
			slot := meeting.Slot{On: day, Start: hours[0], End: hours[1]}
			if g.diaries[host].Clash(id, slot) == nil {
				g.reserve(host, id, slot)
				return slot
			}
		}
	}
}

func (g *gatherings) reserve(host person.ID, id meeting.ID, slot meeting.Slot) {
	d := g.diaries[host]
	g.diaries[host] = diary.Diary{Entries: append(slices.Clone(d.Entries), diary.Entry{Meeting: id, Slot: slot})}
}

var usualAgenda = []meeting.AgendaLine{
	{Minutes: 15, Text: "Velkomst og dagens mål"},
	{Minutes: 90, Text: "Kommunernes erfaringer, to og to"},
	{Minutes: 60, Text: "Fælles drøftelse"},
	{Minutes: 15, Text: "Aftaler og tak for i dag"},
}

// heldWithNotes is a seminar that has been, with notes for those who could not come.
func (g *gatherings) heldWithNotes() {
	host := g.people.officers[0]
	var invitees []meeting.Invitee
	for _, s := range g.running(12, func(workflow.State) bool { return true }) {
		invitees = append(invitees, meeting.Invitee{Municipality: s.Municipality})
	}
	t := g.plan(g.on(60, 4), "demo-erfaringsseminar", meeting.Seminar, host,
		meeting.Details{Title: "Erfaringsseminar om jobmål og CV", Text: "Tag én god historie med hjemmefra.", Agenda: usualAgenda, Capacity: 40},
		meeting.Where{Place: "Mødecenter, sal 1 (demo)"}, invitees)
	day := workedDay(g.today().AddDays(-15))
	t.at = g.on(58, 6)
	t.do(host, meeting.Book{Target: target(t), Slot: meeting.Slot{On: day, Start: "09:30", End: "12:30"}})
	attend := meeting.Attend{Target: target(t)}
	for n, i := range invitees {
		t.at = g.on(50, 8+n)
		answer := meeting.Register{Target: target(t), Municipality: i.Municipality, Partstat: meeting.Accepted, Persons: 2 + n%3}
		if n%5 == 4 {
			answer = meeting.Register{Target: target(t), Municipality: i.Municipality, Partstat: meeting.Declined}
		} else if n%6 != 3 {
			attend.Present = append(attend.Present, meeting.Headcount{Municipality: i.Municipality, Persons: answer.Persons})
		}
		t.do(g.people.leaders[i.Municipality], answer)
	}
	t.at = moment(day, afternoon+4)
	t.do(host, attend)
	t.at = g.on(12, 9)
	t.do(host, meeting.PublishNotes{
		Target: target(t), Text: "Tre ting gik igen: Jobmålet skal være borgerens eget. CV'et bliver bedst, når jobformidleren er med. Timerne skal nævnes fra første møde.",
		Material: []meeting.Material{{Title: "Oplæg fra dagen", Link: "https://startklar.example/oplaeg"}},
	})
	g.past = append(g.past, t.steps)
}

func target(t *talk) meeting.Target { return meeting.Target{Meeting: t.state.ID} }

// calledOff is a meeting that was moved, and then cancelled.
func (g *gatherings) calledOff() {
	host := g.people.officers[len(g.people.officers)-1]
	var invitees []meeting.Invitee
	for _, s := range g.running(5, func(workflow.State) bool { return true }) {
		invitees = append(invitees, meeting.Invitee{Municipality: s.Municipality})
	}
	t := g.plan(g.on(40, 5), "demo-temamoede", meeting.Seminar, host, meeting.Details{Title: "Temamøde om små virksomheder"},
		meeting.Where{Video: "https://startklar.example/temamoede"}, invitees)
	first := meeting.Slot{On: workingDay(g.today().AddDays(8)), Start: "13:00", End: "14:30"}
	t.at = g.on(38, 7)
	t.do(host, meeting.Book{Target: target(t), Slot: first})
	t.at = g.on(30, 7)
	moved := first
	moved.On = workingDay(first.On.AddDays(7))
	t.do(host, meeting.Book{Target: target(t), Slot: moved, Reason: "Dagen faldt sammen med en konference."})
	t.at = g.on(9, 7)
	t.do(host, meeting.Cancel{Target: target(t), Reason: "Emnet er kommet med på det regionale seminar i stedet."})
	g.past = append(g.past, t.steps)
}

// running are the first journeys that are under way and fit.
func (g *gatherings) running(count int, fits func(workflow.State) bool) []workflow.State {
	var found []workflow.State
	for _, s := range g.states {
		if len(found) < count && s.Run == journey.Active && fits(s) {
			found = append(found, s)
		}
	}
	return found
}

// workshopAt is the workshop of one municipality, as a host plans it.
func workshopAt(host person.Actor, id journey.ID, place string) meeting.Plan {
	m, _ := municipality.Get(id.Municipality())
	return meeting.Plan{
		Target: meeting.Target{Meeting: workshopOf(id)}, Kind: meeting.Workshop, Host: host.ID, HostRole: host.Role,
		Details:  meeting.Details{Title: "Opstartsworkshop i " + m.Name, Text: "Tag tjeklisten og projektplanen med. Vi går hjem med aftaler, der har en ejer og en dato."},
		Where:    meeting.Where{Place: place},
		Invitees: []meeting.Invitee{{Municipality: m.Code, Journey: id, Item: first(workshop)}},
	}
}

func workshopOf(id journey.ID) meeting.ID {
	return meeting.ID("demo-workshop-" + string(id.Municipality()))
}

// polls ask two municipalities that are ready for dates; one has answered.
func (g *gatherings) polls() {
	ready := g.running(2, func(s workflow.State) bool { return s.Item(first(workshop)).State == journey.Enabled })
	for n, s := range ready {
		host := g.people.consultants[s.Municipality]
		t := &talk{g: g, at: g.after(s)}
		t.do(host, workshopAt(host, s.ID, ""))
		from := calendar.Danish().AddWorkingDays(g.today(), 15)
		propose := meeting.ProposeSlots{Target: target(t), ClosesOn: calendar.Danish().AddWorkingDays(g.today(), 6)}
		choices := map[string]meeting.Choice{}
		for k, choice := range []meeting.Choice{meeting.No, meeting.Yes, meeting.IfNeeded, meeting.Yes} {
			slot := meeting.Slot{On: calendar.Danish().AddWorkingDays(from, 2*k), Start: "09:00", End: "12:00"}
			propose.Slots, choices[slot.Key()] = append(propose.Slots, slot), choice
		}
		t.do(host, propose)
		if n == 0 {
			if later := t.at.Add(75 * time.Minute); later.Before(g.last) {
				t.at = later
			}
			t.do(g.people.leaders[s.Municipality], meeting.AnswerPoll{Target: target(t), Municipality: s.Municipality, Choices: choices, Note: "Tirsdage er bedst for os."})
		}
		if t.steps[0].at.Equal(g.last) {
			g.coming = append(g.coming, t.steps)
		} else {
			g.past = append(g.past, t.steps)
		}
	}
}

// after is a moment, a working day later where there is one, at which nothing more happens in a journey.
func (g *gatherings) after(s workflow.State) time.Time {
	at := moment(calendar.Danish().AddWorkingDays(calendar.DateOf(s.ChangedAt), 1), 6)
	if at.Add(2 * time.Hour).After(g.last) {
		return g.last
	}
	return at
}

// seminar is one to come for fourteen municipalities of one consultant, more than there is room for.
func (g *gatherings) seminar() {
	var host person.Actor
	var invitees []meeting.Invitee
	for _, s := range g.running(len(g.states), func(workflow.State) bool { return true }) {
		if c := g.people.consultants[s.Municipality]; (host.ID == "" || c.ID == host.ID) && len(invitees) < 14 {
			host = c
			invitees = append(invitees, meeting.Invitee{Municipality: s.Municipality, Journey: s.ID, Item: first(seminar)})
		}
	}
	t := g.plan(g.last, "demo-seminar", meeting.Seminar, host,
		meeting.Details{Title: "Netværksseminar: de første timer", Text: "Hvordan kommer de første lønnede timer i stand? Kom med jeres bedste og jeres sværeste eksempel.", Agenda: usualAgenda, Capacity: 24},
		meeting.Where{Place: "Mødecenter, sal 2 (demo)"}, invitees)
	t.do(host, meeting.Book{Target: target(t), Slot: g.free(host.ID, t.state.ID, g.today().AddDays(24))})
	for n, i := range invitees {
		if n < 13 {
			t.do(g.people.leaders[i.Municipality], meeting.Register{Target: target(t), Municipality: i.Municipality, Partstat: meeting.Accepted, Persons: 2})
		}
	}
	g.coming = append(g.coming, t.steps)
}
