package demo

import (
	"fmt"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/link"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/programme"
	"startklar/workflow"
)

// members are the administrations of a steering group, as its form has them.
func (t *tale) members() []string {
	a := t.state.Answer(first(steeringGroup), programme.Members)
	if a == nil {
		return nil
	}
	rows, err := workflow.ParseRows(a.Text)
	if err != nil && t.err == nil {
		t.err = err
	}
	var names []string
	for _, row := range rows {
		if name := row["administration"]; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// consult sends the decision sheet to the administrations and lets them answer. From three on the text is changed
// after they answered.
func (t *tale) consult(n int) {
	t.sitDown(1)
	t.sendSheet()
	if len(t.members()) == 0 {
		return
	}
	t.sitDown(2)
	t.answerSheets(n)
	if n%4 == 3 {
		t.sitDown(1)
		now := t.state.SheetText(workflow.Asks)
		t.do(t.leader, workflow.WriteSheet{Target: t.on(), Part: workflow.Asks, Text: now.Text + "\n" + t.say("steering_more"), Base: now.Revision})
	}
}

// consultMeanwhile lets the administrations answer while the others write on: the sheet changes after their answers,
// and at the end one of them does not agree.
func (t *tale) consultMeanwhile(n int) {
	t.later(calendar.Danish().AddWorkingDays(t.day, 1), t.hour, t.sendSheet)
	t.later(calendar.Danish().AddWorkingDays(t.day, 3), t.hour, func() { t.answerSheets(n) })
}

// sendSheet makes a link for each administration.
func (t *tale) sendSheet() {
	t.do(t.leader, workflow.WriteSheet{Target: t.on(), Part: workflow.Asks, Text: t.say("steering_asks")})
	for at, name := range t.members() {
		t.also(t.leader, workflow.InviteAdministration{
			Target: t.on(), Invitation: t.invitation(at), Administration: name, Hash: deadHash(t.invitation(at)), Until: t.day.AddDays(30),
		})
	}
}

// answerSheets: most agree, some with a remark, one in a while not, and often one is missing.
func (t *tale) answerSheets(n int) {
	names := t.members()
	for at, name := range names {
		if at == len(names)-1 && n%2 == 0 {
			continue // yet to answer
		}
		t.answerSheet(at, name, n)
	}
}

// answerSheet is one administration's word.
func (t *tale) answerSheet(at int, name string, n int) {
	sheet, ok := t.state.DecisionSheet()
	if !ok || t.over {
		return
	}
	c := workflow.AnswerSheet{Target: t.on(), Invitation: t.invitation(at), Stance: workflow.Agreed, Title: t.say("steering_title"), Digest: sheet.Digest}
	switch (at + n) % 5 {
	case 1:
		c.Stance, c.Note = workflow.AgreedWithRemark, t.say("steering_remark")
	case 4:
		c.Stance, c.Note = workflow.Disagreed, t.say("steering_against")
	}
	t.do(person.Actor{
		ID: person.ID("link:" + c.Invitation), Name: name, Role: person.SteeringMember, Municipalities: []municipality.Code{t.place.Code}, Link: c.Invitation,
	}, c)
}

func (t *tale) invitation(at int) string {
	return fmt.Sprintf("demo-%s-%d", t.place.Code, at+1)
}

// deadHash looks like a hash and is nobody's: a link of the demo cannot be guessed, a leader makes a new one.
func deadHash(of string) string {
	letters := []byte(link.Hash(of))
	slices.Reverse(letters)
	return string(letters)
}
