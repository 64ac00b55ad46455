package store

import (
	"errors"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// itemRow is a row of journey_items as it is scanned.
type itemRow struct {
	journey, id, state, resume, assignee          string
	rule, anchor, computed, overridden, dueReason string
	staleBecause                                  *string
	staleReason, endedBy, reason, exception       string
	sections, meeting, documents, signature       string
	ordinal, number                               int
	staleSince, startedAt, endedAt                int64
}

// into lists the destinations in the order of the table's columns.
func (r *itemRow) into() []any {
	return []any{
		&r.journey, &r.id, &r.ordinal, &r.number, &r.state, &r.resume, &r.assignee, &r.rule, &r.anchor, &r.computed,
		&r.overridden, &r.dueReason, &r.staleBecause, &r.staleReason, &r.staleSince, &r.startedAt, &r.endedAt, &r.endedBy,
		&r.reason, &r.exception, &r.sections, &r.meeting, &r.documents, &r.signature,
	}
}

func (l *loading) items(t *tx, id journey.ID) error {
	var r itemRow
	return t.each("items", itemsTable.inOrder, []any{string(id)}, r.into(), func() error {
		i, err := r.entity()
		l.state.Items = append(l.state.Items, i)
		return err
	})
}

func (r *itemRow) entity() (*workflow.Item, error) {
	i := &workflow.Item{
		ID: journey.InstanceID(r.id), Number: r.number, State: journey.State(r.state), Resume: journey.State(r.resume),
		Assignee: person.ID(r.assignee), Deadline: workflow.Deadline{Rule: r.rule, Anchor: r.anchor, Reason: r.dueReason},
		StartedAt: moment(r.startedAt), EndedAt: moment(r.endedAt), EndedBy: person.ID(r.endedBy),
		Reason: r.reason, Exception: r.exception,
	}
	if r.staleBecause != nil {
		i.Stale = &workflow.Stale{Because: journey.InstanceID(*r.staleBecause), Reason: r.staleReason, Since: moment(r.staleSince)}
	}
	return i, errors.Join(
		dates(date{r.computed, &i.Deadline.Computed}, date{r.overridden, &i.Deadline.Overridden}),
		decoded(r.sections, &i.Sections), decoded(r.meeting, &i.Meeting),
		decoded(r.documents, &i.Documents), decoded(r.signature, &i.Signature),
	)
}
