package demo

import (
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

// justEnrolled: the letter has come, and most have not opened it.
func justEnrolled(t *tale, n, days int) {
	if n%3 == 2 {
		t.begin(min(2, days))
	}
}

func firstAnswers(t *tale, n, _ int) {
	t.begin(2)
	t.checklist(0, 2+n, unsure)
	if n%2 == 1 {
		t.advise(0)
	}
}

// wellUnderWay is where a visitor of the demo takes over: both have written, nothing is signed, and the
// leader can go on.
func wellUnderWay(t *tale, n, _ int) {
	ends := func(n int) journey.Standing {
		switch {
		case n%6 == 2:
			return journey.ForWorkshop
		case n%9 == 4:
			return journey.Clarifying
		default:
			return journey.Clear
		}
	}
	t.begin(2)
	t.pace = 1
	t.questions(0, 10, ends)
	t.steering()
	t.consultMeanwhile(n + 2) // so that one of the first municipality's does not agree
	t.take(19, 23)
	t.questions(10, 19+n%2, ends)
	t.sketch(4)
	t.confer(20)
}

func underWay(t *tale, n, days int) {
	t.begin(2 + n%3)
	t.pace = 1 + n%2
	t.checklist(0, days*3/5, mixed)
	if days > 27 || n%4 == 0 {
		t.steering()
	}
	if n%3 == 0 {
		t.sketch(2 + n)
	}
	if n%2 == 0 {
		t.confer(16 + n%5)
	}
	if n%4 == 1 {
		t.do(t.leader, workflow.ShareSection{Target: t.on(), Item: first(readiness), Section: t.track(0), Shared: true})
		t.advise(n)
	}
}

// silent: enrolled, and then nothing, or next to nothing.
func silent(t *tale, n, _ int) {
	if n%2 == 0 {
		return
	}
	t.begin(9)
	if n%3 == 0 {
		t.checklist(0, 3, unsure)
	}
}

// lagging: begun well, and then other things came first. Their consultant has moved a deadline.
func lagging(t *tale, n, days int) {
	t.begin(4)
	t.pace = 4
	t.checklist(0, 11+3*n, mixed)
	if n > 0 {
		t.steering()
		t.moveTo(t.ago(days/3), 6)
		t.extend(readiness, 28)
		t.extend(signoff, 35)
	}
}

// tracksWithGaps: one or two tracks are declared finished, with what is open in them named.
func tracksWithGaps(t *tale, n, _ int) {
	t.begin(2)
	t.checklist(0, 16, mixed)
	t.declare(1 + n%2)
	t.steering()
	t.checklist(16, 18+n, mixed)
	if n == 3 {
		t.extend(projectPlan, 40)
	}
}

func toBeSigned(t *tale, n, _ int) {
	t.begin(1)
	t.checklist(0, 99, mixed)
	t.steering()
	t.declare(99)
	if n%2 == 0 {
		t.sketch(3 + n)
	}
}

// signedPlanUnderWay: in the smallest municipality the author of the answers signs as well.
func signedPlanUnderWay(t *tale, n, _ int) {
	if t.place.size == small {
		t.member = t.leader
	}
	t.begin(1)
	t.checklist(0, 99, settled)
	t.steering()
	t.declare(99)
	t.sitDown(2)
	t.sign(signoff)
	t.project(0, 2+n%3)
}

// readyForWorkshop: everything is there but a date. A small municipality leaves the steering group out.
func readyForWorkshop(t *tale, n, _ int) {
	if n == 0 {
		t.skip(steeringGroup, "skip_steering")
	}
	t.prepare(settled)
}

// workshopBooked: the workshop is in the calendar, for some after it had been moved.
func workshopBooked(t *tale, n, _ int) {
	t.prepare(settled)
	t.sitDown(1)
	day := calendar.Danish().AddWorkingDays(t.today, 3+n*2)
	if n%3 == 1 {
		t.book(calendar.Danish().AddWorkingDays(day, -4))
		t.sitDown(1)
	}
	t.book(day)
	switch n % 3 {
	case 0:
		t.sitDown(1)
		t.do(t.member, workflow.CompleteItem{Target: t.on(), Item: first(preparation)})
	case 2:
		t.sitDown(1)
		t.do(t.consultant, workflow.SkipItem{Target: t.on(), Item: first(preparation), Reason: t.say("skip_preparation")})
	}
	if n < 2 {
		t.deliver()
	}
}

// workshopByException: held although something that it rests on was not ready, which somebody has put their
// name to.
func workshopByException(t *tale, n, _ int) {
	t.begin(2)
	t.checklist(0, 99, mixed)
	t.steering()
	reason := phrase("gate_plan")
	if n == 0 {
		reason = "gate_signoff"
		t.project(0, 99)
	} else {
		t.declare(99)
		t.sitDown(1)
		t.sign(signoff)
		t.project(0, 2+n)
	}
	t.sitDown(2)
	t.do(t.consultant, workflow.OpenGate{Target: t.on(), Item: first(workshop), Reason: t.say(reason)})
	t.meet(8)
	t.agree()
}

func workshopHeld(t *tale, n, _ int) {
	t.prepare(settled)
	t.meet(10)
	if n%4 == 3 {
		return
	}
	t.agree()
	t.deliver()
	t.use(0, 1+n*2)
	if n%3 == 0 {
		t.register()
	}
}

func inTheNetwork(t *tale, n, _ int) {
	if n == 0 {
		t.skip(seminar, "skip_seminar")
		t.seminars = 1
	}
	t.settle()
	documents := 99
	if n < 4 {
		documents = 5 + 2*n
	}
	t.use(0, documents)
}

// selected: one of the few in which what they learn is followed closely.
func selected(t *tale, _, _ int) {
	t.do(t.officer, workflow.SelectJourney{Target: t.on(), Reason: t.say("select")})
	t.settle()
	t.note(1)
	t.use(0, 99)
}

func atMidway(t *tale, n, _ int) {
	t.settle()
	t.use(0, 99)
	t.halfway()
	if n > 0 {
		t.review()
	}
}

// reopened: something changed after it had been settled, and what rested on it has to be looked at again.
func reopened(t *tale, n, _ int) {
	t.prepare(settled)
	if n == 0 {
		t.sitDown(4)
		t.reopen(readiness, "reopen_checklist", t.track(1))
		t.reconsider(1, 4)
		return
	}
	t.meet(8)
	t.agree()
	t.deliver()
	t.use(0, 99)
	switch n {
	case 1: // answered and declared again, not yet signed again
		t.reopen(readiness, "reopen_checklist", t.track(2))
		t.reconsider(2, 0)
		t.declare(99)
	case 2: // the plan, after the markings had come into use
		t.register()
		t.sitDown(4)
		t.reopen(projectPlan, "reopen_plan", t.def.Item(projectPlan).Sections[3].ID)
		t.extend(projectPlan, 60)
	default: // a new leadership goes back to the beginning, and confirms what stands
		t.register()
		t.reopen(request, "reopen_start")
		t.sitDown(2)
		t.extend(request, 60)
		t.do(t.leader, workflow.ConfirmStale{Target: t.on(), Item: first(steeringGroup), Note: t.say("confirm")})
	}
}

func suspended(t *tale, n, _ int) {
	t.begin(3)
	t.checklist(0, 6+4*n, mixed)
	t.sitDown(3)
	t.do(t.leader, workflow.SuspendItem{Target: t.on(), Item: first(readiness), Reason: t.say("suspend")})
}

// closing: the review is written, and the leadership has yet to sign it.
func closing(t *tale, _, _ int) {
	t.settle()
	t.use(0, 99)
	t.halfway()
	t.review()
	t.lookBack()
}

// finished: all the way, and one of the selected as well.
func finished(t *tale, n, days int) {
	selected(t, n, days)
	t.halfway()
	t.review()
	t.gather()
	t.lookBack()
	t.sitDown(8)
	t.sign(closingSigned)
	t.sitDown(5)
	t.do(t.officer, workflow.CompleteItem{Target: t.on(), Item: first(closed)})
}

func terminated(t *tale, _, _ int) {
	t.begin(3)
	t.checklist(0, 8, mixed)
	t.sitDown(15)
	t.do(t.officer, workflow.TerminateJourney{Target: t.on(), Reason: t.say("terminate")})
}
