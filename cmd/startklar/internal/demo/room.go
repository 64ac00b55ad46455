package demo

import (
	"fmt"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

// in names the room of the tale's workshop in a command.
func (t *tale) in() workflow.Room { return workflow.Room{Target: t.on(), Item: first(workshop)} }

// plan makes the agenda: what the municipality marked for the workshop, and some more.
func (t *tale) plan() {
	agenda := []workflow.AgendaPoint{{Kind: workflow.AgendaOpening, Minutes: 15}}
	for _, q := range t.chosen() {
		agenda = append(agenda, workflow.AgendaPoint{Kind: workflow.AgendaQuestion, Point: q, Minutes: 20 + 5*(len(agenda)%2)})
	}
	agenda = append(agenda, workflow.AgendaPoint{Kind: workflow.AgendaClosing, Minutes: 20})
	t.do(t.consultant, workflow.PrepareWorkshop{Room: t.in(), Agenda: agenda})
}

// chosen are the questions of the workshop: those marked for it, and others up to five.
func (t *tale) chosen() []workflow.Point {
	const enough = 5
	var marked, others []workflow.Point
	for _, f := range fieldsOf(t.def.Item(readiness)) {
		p := workflow.Point{Item: first(readiness), Question: f.ID}
		if t.state.StandingOf(p.Item, p.Question) == journey.ForWorkshop {
			marked = append(marked, p)
		} else {
			others = append(others, p)
		}
	}
	marked = marked[:min(len(marked), workflow.MaxAgendaQuestions)]
	for n := t.place.order % 3; len(marked) < enough && n < len(others); n += 3 {
		marked = append(marked, others[n])
	}
	return marked
}

// decideInRoom writes down what the room decides, on the day of the workshop.
func (t *tale) decideInRoom() {
	room := t.state.RoomOf(first(workshop))
	if room == nil {
		return
	}
	made := 0
	for n, p := range room.Agenda {
		if p.Kind != workflow.AgendaQuestion {
			continue
		}
		t.also(t.consultant, workflow.DecideQuestion{
			Room: t.in(), ID: t.recordID("besluttet", n), Point: p.Point, Standing: []journey.Standing{journey.Clear, journey.Clear, journey.Clarifying}[n%3],
		})
		if made < 4 {
			made++
			t.also(t.consultant, workflow.MakeAgreement{
				Room: t.in(), ID: t.recordID("aftale", n), Point: p.Point, What: t.say(phrase(fmt.Sprintf("agreement_%d", made))),
				Who: t.who(made), On: calendar.Danish().AddWorkingDays(t.day, 15+10*n),
			})
		}
	}
	t.also(t.consultant, workflow.ParkPoint{Room: t.in(), ID: t.recordID("parkeret", 1), Text: t.say("parked")})
}

// who takes on the n-th agreement.
func (t *tale) who(n int) string {
	all := t.words.Phrases["agreement_who"]
	return all[(t.place.order+n)%len(all)]
}

// recordID is what the device in the tale calls a record.
func (t *tale) recordID(kind string, n int) string {
	return fmt.Sprintf("%s-%s-%02d", kind, t.place.Code, n)
}

// sendMinutes lets the minutes go round, and what follows from them: most municipalities say nothing, some
// confirm, some object and get a new edition. The service does by date what it would do by itself.
func (t *tale) sendMinutes() {
	t.also(t.consultant, workflow.SendMinutes{Room: t.in()})
	sent := t.state.RoomOf(first(workshop)).Edition()
	if sent == nil || t.over {
		return
	}
	switch t.place.order % 4 {
	case 1:
		t.later(calendar.Danish().AddWorkingDays(sent.On, 2), 5, func() {
			t.do(t.leader, workflow.ConfirmMinutes{Room: t.in(), Edition: sent.Number})
		})
	case 2:
		t.later(calendar.Danish().AddWorkingDays(sent.On, 3), 7, t.object)
	}
	t.later(sent.ObjectBy.AddDays(1), 0, t.passTime)
	for _, check := range t.state.RoomOf(first(workshop)).Checks {
		t.later(check.DueOn, 0, t.passTime)
		t.later(calendar.Danish().AddWorkingDays(check.DueOn, 2), 9, t.answerChecks)
	}
}

// object is a leader's objection; the consultant's new edition comes some days later.
func (t *tale) object() {
	a := t.state.AgreementsOf(first(workshop))[0]
	edition := t.state.RoomOf(first(workshop)).Edition()
	t.do(t.leader, workflow.ObjectToMinutes{
		Room: t.in(), ID: t.recordID("indsigelse", 1), Edition: edition.Number, Agreement: a.ID, Text: t.say("objection"),
	})
	t.later(t.day.AddDays(6), 4, func() {
		a := t.state.AgreementsOf(first(workshop))[0]
		text := a.Text()
		t.do(t.consultant, workflow.ChangeAgreement{
			Room: t.in(), Agreement: a.ID, What: text.What, Who: text.Who + " og teamlederen", On: text.On.AddDays(14), Base: a.Revision(),
		})
		t.also(t.consultant, workflow.SendMinutes{Room: t.in(), Reply: t.say("objection_reply")})
		t.later(t.state.RoomOf(first(workshop)).Edition().ObjectBy.AddDays(1), 0, t.passTime)
	})
}

// passTime is what the service does by date.
func (t *tale) passTime() {
	for _, due := range t.state.DueOn(t.day) {
		t.do(system, due.Command)
	}
}

// answerChecks answers some agreements and leaves some unanswered.
func (t *tale) answerChecks() {
	round := t.state.RoomOf(first(workshop)).Round()
	for n, a := range t.state.AgreementsOf(first(workshop)) {
		if !a.Open() || a.AnsweredIn(round) || (n+t.place.order)%4 == 3 {
			continue
		}
		answer := workflow.AnswerCheck{Room: t.in(), Agreement: a.ID, Done: (n+round+t.place.order)%3 != 0, Base: len(a.Answers)}
		if !answer.Done {
			answer.On = workingDay(t.day.AddDays(28))
		}
		t.do(t.member, answer)
	}
}
