package demo

import (
	"startklar/domain/calendar"
	"startklar/workflow"
)

// attend enters the consultant's regional seminars: those that have been, and the one to come. Seminars of
// one consultant are on the same day for all of their municipalities.
func (t *tale) attend() {
	area := spread(string(t.consultant.ID)) % 9
	for _, before := range []int{430, 250, 70, -24} {
		day := workingDay(t.today.AddDays(area - before))
		booking := workingDay(day.AddDays(-45))
		if !booking.After(t.day) {
			continue
		}
		t.later(booking, 3, func() { t.invite(day) })
	}
}

// invite books the next regional seminar and puts its day into the agenda.
func (t *tale) invite(day calendar.Date) {
	t.seminars++
	item := seminar.Instance(t.seminars)
	if t.seminars > 1 {
		t.do(t.consultant, workflow.AddItem{Target: t.on(), Item: seminar, Reason: t.say("seminar_added")})
	}
	t.also(t.consultant, workflow.BookMeeting{
		Target: t.on(), Item: item, On: day, Start: "09:30", End: "12:30", Place: t.say("seminar_place"),
	})
	t.later(day, afternoon+2, func() {
		if t.item(item).State.Open() {
			t.do(t.consultant, workflow.HoldMeeting{Target: t.on(), Item: item, On: day, Note: t.say("seminar_note")})
		}
	})
}

// discuss is the monthly round, again and again: the figures come, the leadership talks them through.
func (t *tale) discuss(number int) {
	t.later(workingDay(calendar.MonthOf(t.day).Add(1).First().AddDays(12)), 1, func() {
		if number > 1 {
			t.do(system, workflow.AddItem{Target: t.on(), Item: monthlyRound, Reason: t.say("round_added")})
		}
		if !t.chance(6) {
			t.slot = max(t.slot, t.hour)
			t.do(t.leader, workflow.CompleteItem{Target: t.on(), Item: monthlyRound.Instance(number)})
		}
		t.discuss(number + 1)
	})
}

// note is the quarterly knowledge note of a selected municipality.
func (t *tale) note(number int) {
	t.later(t.day.AddDays(80), t.hour, func() {
		if number > 1 {
			t.do(t.consultant, workflow.AddItem{Target: t.on(), Item: knowledgeNote, Reason: t.say("note_added")})
		}
		t.form(t.member, knowledgeNote.Instance(number), 0, 99)
		if r := t.def.Item(knowledgeNote).Repeat; r != nil && (r.Max == 0 || number < r.Max) {
			t.note(number + 1)
		}
	})
}

// halfway is the midway seminar, on one day for those who began in the same month, and the review after it.
func (t *tale) halfway() {
	day := workingDay(calendar.MonthOf(t.began).Add(11).First().AddDays(17))
	t.moveTo(workingDay(day.AddDays(-40)), 3)
	t.do(t.consultant, workflow.BookMeeting{
		Target: t.on(), Item: first(midway), On: day, Start: "09:30", End: "14:30", Place: t.say("midway_place"),
	})
	t.moveTo(day, lastSlot-2)
	t.do(t.consultant, workflow.HoldMeeting{Target: t.on(), Item: first(midway), On: day, Note: t.say("midway_note")})
}

func (t *tale) review() {
	t.sitDown(6)
	t.form(t.member, first(midwayReview), 0, 99)
}

// gather sums the knowledge notes up.
func (t *tale) gather() {
	t.moveTo(workingDay(t.began.AddMonths(20)), t.hour)
	t.form(t.consultant, first(synthesis), 0, 99)
}

// lookBack fills the closing review in the journey's last month but one.
func (t *tale) lookBack() {
	t.moveTo(workingDay(t.began.AddMonths(22).AddDays(10)), t.hour)
	t.form(t.leader, first(closingReview), 0, 99)
}

// settle is the way of a municipality for which all goes as planned until the workshop's work is done.
func (t *tale) settle() {
	t.pace = 3
	t.prepare(certain)
	t.meet(8)
	t.agree()
	t.deliver()
	t.register()
	t.renew()
	t.discuss(1)
}
