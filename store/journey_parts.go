package store

import (
	"startklar/domain/journey"
	"startklar/workflow"
)

var itemsTable = newTable("journey_items", []string{"journey", "item"}, []string{
	"ordinal", "number", "state", "resume", "assignee", "due_rule", "due_anchor", "due_computed", "due_overridden",
	"due_reason", "stale_because", "stale_reason", "stale_since", "started_at", "ended_at", "ended_by", "reason",
	"exception", "sections", "meeting", "documents", "signature",
})

type itemPart struct {
	ordinal int
	item    *workflow.Item
}

var items = projection[workflow.State, itemPart]{
	stream: journey.StreamKind,
	table:  itemsTable,
	same:   func(a, b workflow.State) bool { return identical(a.Items, b.Items) },
	parts: func(s workflow.State, yield func(itemPart)) {
		for n, i := range s.Items {
			yield(itemPart{ordinal: n, item: i})
		}
	},
	key: func(p itemPart) []any { return []any{p.item.ID} },
	values: func(p itemPart) []any {
		i, d := p.item, p.item.Deadline
		// An item that is not stale has no cause: NULL.
		var because, why, since any = nil, "", int64(0)
		if i.Stale != nil {
			because, why, since = i.Stale.Because, i.Stale.Reason, micros(i.Stale.Since)
		}
		return []any{
			p.ordinal, i.Number, i.State, i.Resume, i.Assignee, d.Rule, d.Anchor, d.Computed.String(),
			d.Overridden.String(), d.Reason, because, why, since, micros(i.StartedAt), micros(i.EndedAt), i.EndedBy,
			i.Reason, i.Exception, encoded(i.Sections), encoded(i.Meeting), encoded(i.Documents), encoded(i.Signature),
		}
	},
}

var answersTable = newTable("journey_answers", []string{"journey", "item", "field"}, []string{
	"ordinal", "text", "revision", "written_by", "written_at", "question_version", "question_hash", "erased",
	"standing", "standing_by", "standing_at", "split", "owner", "due_on", "proposed_by",
})

type answerPart struct {
	ordinal int
	answer  *workflow.Answer
}

var answers = projection[workflow.State, answerPart]{
	stream: journey.StreamKind,
	table:  answersTable,
	same:   func(a, b workflow.State) bool { return identical(a.Answers, b.Answers) },
	parts: func(s workflow.State, yield func(answerPart)) {
		for n, a := range s.Answers {
			yield(answerPart{ordinal: n, answer: a})
		}
	},
	key: func(p answerPart) []any { return []any{p.answer.Item, p.answer.Field} },
	values: func(p answerPart) []any {
		a := p.answer
		return []any{
			p.ordinal, a.Text, a.Revision, a.By, micros(a.At), a.QuestionVersion, a.QuestionHash,
			a.Erased, a.Standing, a.StandingBy, micros(a.StandingAt), a.Split, a.Owner,
			a.Due.String(), a.ProposedBy,
		}
	},
}
