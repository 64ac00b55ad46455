package demo

import (
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

// confer is how colleagues help each other with a question: they comment, show where the answer can be checked and
// ask somebody who is not there. What came back from one waits for an answer; another has not opened the link yet.
func (t *tale) confer(number int) {
	questions := fieldsOf(t.def.Item(readiness))
	q, other := questions[number%len(questions)], questions[(number+2)%len(questions)]
	if t.item(first(readiness)).Section(q.Section.ID).Declared() || t.item(first(readiness)).Section(other.Section.ID).Declared() {
		return
	}
	at, item := t.on(), first(readiness)
	t.do(t.member, workflow.WriteComment{Target: at, Item: item, Field: q.ID, Comment: t.say("comment")})
	t.also(t.leader, workflow.WriteComment{Target: at, Item: item, Field: q.ID, Comment: t.say("comment_private"), Private: true})
	t.also(t.leader, workflow.AttachEvidence{Target: at, Item: item, Field: q.ID, Label: t.say("evidence"), Journal: "24/0" + string(t.place.Code)})
	t.also(t.leader, workflow.SetQuestionDue{Target: at, Item: item, Question: q.ID, On: workingDay(t.day.AddDays(7))})
	t.ask("demo-1", q)
	t.ask("demo-2", other)
	guest := t.guest("demo-1")
	t.do(guest, workflow.OpenRequest{Target: at, Request: "demo-1"})
	t.also(guest, workflow.ProposeAnswer{
		Target: at, Item: item, Field: q.ID, ID: "demo-1.svar", Request: "demo-1", Text: t.voice().choose("guest"+string(q.ID), t.words.Questions[q.ID].Clear),
	})
}

// ask asks an address for help; the demo's links are nobody's.
func (t *tale) ask(id journey.RequestID, q *workflow.Field) {
	t.also(t.leader, workflow.AskColleague{
		Target: t.on(), ID: id, Item: first(readiness), Question: q.ID, Email: "kollega@" + string(t.place.Code) + ".example.dk",
		Link: workflow.LinkHash(deadHash(string(t.id) + string(id))), Due: workingDay(t.today.AddDays(6)), Note: t.say("ask"),
	})
}

// guest is who answers a request by its link.
func (t *tale) guest(id journey.RequestID) person.Actor {
	return person.Actor{
		ID: person.ID("link:" + string(id)), Name: "kollega@" + string(t.place.Code) + ".example.dk", Role: person.Guest,
		Municipalities: []municipality.Code{t.place.Code}, Link: string(id),
	}
}

// advise is what a consultant says: a comment for all, and a text that waits for a leader's word.
func (t *tale) advise(number int) {
	questions := fieldsOf(t.def.Item(readiness))
	q := questions[number%len(questions)]
	t.do(t.consultant, workflow.WriteComment{Target: t.on(), Item: first(readiness), Field: q.ID, Comment: t.say("comment_consultant")})
	t.also(t.consultant, workflow.ProposeAnswer{
		Target: t.on(), Item: first(readiness), Field: q.ID, ID: "demo-raad", Text: t.voice().choose("advice"+string(q.ID), t.words.Questions[q.ID].Clear),
	})
}
