package demo

import (
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

const (
	// waveMonths is how many months ago most were enrolled: as many have been delivered by them.
	waveMonths = 18
	// latecomer is for how many days those have taken part at most who came after all others.
	latecomer = 20
)

// enrol starts the journey so that the preparation begins on the working day that lay so many days before the end.
// Most municipalities were enrolled together long before that, for monitoring begins with the programme and process
// support comes in rounds; the latest ones are enrolled when they begin, and the earliest were before the others.
func (t *tale) enrol(days int) {
	t.began = t.ago(days)
	wave := workingDay(calendar.MonthOf(t.today).Add(-waveMonths).First().AddDays(2))
	if days < latecomer || t.began.Before(wave) {
		t.moveTo(t.began, 5)
		t.start()
		return
	}
	t.moveTo(wave, 5)
	t.start()
	t.postpone()
	t.moveTo(t.began, 5)
}

func (t *tale) start() {
	t.do(t.officer, workflow.StartJourney{
		Target: t.on(), Definition: t.def.Key, Version: t.def.Version, Hash: t.def.Hash, StartedOn: t.day,
	})
}

// postpone lets the deadlines that count from the start count from the day on which the process support begins.
func (t *tale) postpone() {
	reason := t.say("later_round")
	for _, i := range t.state.Items {
		if due := i.Def.Due; due != nil && due.Anchor == workflow.StartAnchor {
			t.also(t.consultant, workflow.OverrideDeadline{
				Target: t.on(), Item: i.ID, On: due.Apply(calendar.Danish(), t.began), Reason: reason,
			})
		}
	}
}

// begin is the municipality's word that it is under way.
func (t *tale) begin(after int) {
	t.moveTo(calendar.Danish().AddWorkingDays(t.day, after), t.hour)
	t.do(t.leader, workflow.CompleteItem{Target: t.on(), Item: first(request)})
	t.also(t.leader, workflow.AssignItem{Target: t.on(), Item: first(readiness), Assignee: t.member.ID})
	t.also(t.leader, workflow.AssignItem{Target: t.on(), Item: first(projectPlan), Assignee: t.member.ID})
}

// sign freezes what an approval is of.
func (t *tale) sign(id journey.ItemID) {
	i := t.item(first(id))
	t.do(t.leader, workflow.SignOff{Target: t.on(), Item: i.ID, Digest: t.state.Freeze(i).Digest, Declared: true})
}

// prepare is everything that comes before the workshop is booked.
func (t *tale) prepare(m mood) {
	t.attend()
	t.begin(1 + t.place.order%4)
	t.checklist(0, 99, m)
	if t.item(first(steeringGroup)).State.Open() {
		t.steering()
	}
	t.declare(99)
	t.consult(t.place.order)
	t.sitDown(2)
	t.sign(signoff)
	t.project(0, 99)
}

// extend moves a deadline to a day that lies so many days ahead.
func (t *tale) extend(item journey.ItemID, days int) {
	on := workingDay(t.day.AddDays(days))
	t.do(t.consultant, workflow.OverrideDeadline{Target: t.on(), Item: first(item), On: on, Reason: t.say("extend")})
}

func (t *tale) skip(item journey.ItemID, reason phrase) {
	t.sitDown(1)
	t.do(t.leader, workflow.SkipItem{Target: t.on(), Item: first(item), Reason: t.say(reason)})
}

// reopen takes an ended item up again and withdraws some of its declarations.
func (t *tale) reopen(id journey.ItemID, reason phrase, sections ...journey.SectionID) {
	t.do(t.leader, workflow.ReopenItem{Target: t.on(), Item: first(id), Sections: sections, Reason: t.say(reason)})
}
