package demo

import (
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/workflow"
)

// book sets the workshop on a day.
func (t *tale) book(day calendar.Date) {
	t.do(t.consultant, workflow.BookMeeting{
		Target: t.on(), Item: first(workshop), On: day, Start: "09:00", End: "12:00", Place: t.say("workshop_place"),
	})
}

// meet books the workshop, gets ready for it, holds it and writes down what was agreed.
func (t *tale) meet(inDays int) {
	t.sitDown(1)
	day := calendar.Danish().AddWorkingDays(t.day, inDays)
	t.book(day)
	t.moveTo(calendar.Danish().AddWorkingDays(day, -6), t.hour)
	t.do(t.member, workflow.CompleteItem{Target: t.on(), Item: first(preparation)})
	t.plan()
	t.moveTo(day, afternoon)
	t.do(t.consultant, workflow.HoldMeeting{Target: t.on(), Item: first(workshop), On: day, Note: t.say("workshop_note")})
	t.decideInRoom()
	t.sendMinutes()
}

// agree writes down what the workshop decided.
func (t *tale) agree() {
	t.sitDown(1 + t.place.order%3)
	t.form(t.consultant, first(agreements), 0, 99)
}

// register is the night in which the markings are found in what has been delivered.
func (t *tale) register() {
	t.sitDown(t.pace)
	t.do(person.SystemActor("registrations"), workflow.CompleteItem{Target: t.on(), Item: first(registration)})
}

// deliver hands the starter pack over, and the municipality says that it has come.
func (t *tale) deliver() {
	t.sitDown(1)
	documents := t.def.Item(starterPack).Documents
	for n, d := range documents {
		command := workflow.DeliverDocument{Target: t.on(), Item: first(starterPack), Document: d.ID, Version: 1}
		if n == 0 {
			t.do(t.officer, command)
		} else {
			t.also(t.officer, command)
		}
	}
	t.sitDown(2)
	t.nameTeams()
	for n, d := range documents {
		if n%3 < 2 {
			t.also(t.member, workflow.OpenDocument{Target: t.on(), Item: first(starterPack), Document: d.ID})
		}
		command := workflow.ConfirmDocument{Target: t.on(), Item: first(starterPack), Document: d.ID}
		if n == 0 {
			t.do(t.member, command)
		} else {
			t.also(t.member, command)
		}
	}
}

// use takes documents into use from one number up to another, three at a sitting.
func (t *tale) use(from, to int) {
	documents := t.def.Item(starterPack).Documents
	for n := from; n < min(to, len(documents)); n++ {
		if (n-from)%3 == 0 {
			t.sitDown(t.pace)
		}
		t.do(t.member, workflow.ConfirmDocument{Target: t.on(), Item: first(starterPack), Document: documents[n].ID, InUse: true, Team: t.team(0)})
		if t.place.size == large && n%2 == 0 {
			t.also(t.member, workflow.ConfirmDocument{Target: t.on(), Item: first(starterPack), Document: documents[n].ID, InUse: true, Team: t.team(1)})
		}
	}
}

// renew sends out a new version of one document, which the municipality has yet to take into use.
func (t *tale) renew() {
	documents := t.def.Item(starterPack).Documents
	latest := documents[len(documents)-1].ID
	if !t.ago(30).After(t.day) {
		return
	}
	t.later(t.ago(30), 4, func() {
		i := t.item(first(starterPack))
		if i.Document(latest).Version != 1 {
			return
		}
		t.do(t.officer, workflow.DeliverDocument{Target: t.on(), Item: i.ID, Document: latest, Version: 2})
		if t.chance(2) {
			t.do(t.member, workflow.OpenDocument{Target: t.on(), Item: i.ID, Document: latest})
			t.do(t.member, workflow.ConfirmDocument{Target: t.on(), Item: i.ID, Document: latest})
		}
		if t.chance(3) {
			t.do(t.member, workflow.ConfirmDocument{Target: t.on(), Item: i.ID, Document: latest, InUse: true, Team: t.team(1)})
		}
	})
}
