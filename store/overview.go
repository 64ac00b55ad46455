package store

import (
	"context"

	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

// Overview returns a page of journeys with their stages, read from the counters that the write side keeps:
// one statement for the journeys, one for the stages of all of them, one more to count where the page is
// limited.
func (s *Store) Overview(ctx context.Context, q view.OverviewQuery) (o view.Overview, err error) {
	if q.Municipalities != nil && len(q.Municipalities) == 0 {
		return o, nil
	}
	b := newOverviewQuery(q)
	err = s.read(ctx, func(t *tx) error {
		if err := t.overviewJourneys(b, &o); err != nil {
			return err
		}
		if err := t.overviewStages(b, &o); err != nil {
			return err
		}
		o.Matching = len(o.Rows)
		if q.Limit == 0 {
			return nil
		}
		query, args := b.count()
		_, err := t.one("overview", query, args, []any{&o.Matching})
		return err
	})
	return o, err
}

func (t *tx) overviewJourneys(b *overviewQuery, o *view.Overview) error {
	var id, code, definition, hash, startedOn, run, endedOn, dueOn string
	// int64 is what the drivers give; database/sql turns it into an int by way of a text.
	var version, done, total, stale, selected, changedAt int64
	query, args := b.journeys()
	into := []any{
		&id, &code, &definition, &version, &hash, &startedOn, &run, &endedOn, &selected, &changedAt, &done, &total, &dueOn, &stale,
	}
	return t.each("overview", query, args, into, func() error {
		o.Rows = append(o.Rows, view.OverviewRow{
			Journey: journey.ID(id), Municipality: municipality.Code(code), Definition: definition, Version: int(version),
			DefinitionHash: hash, Run: journey.State(run), Selected: selected != 0, ChangedAt: moment(changedAt),
			Done: int(done), Total: int(total), Stale: int(stale),
		})
		r := &o.Rows[len(o.Rows)-1]
		return dates(date{startedOn, &r.StartedOn}, date{endedOn, &r.EndedOn}, date{dueOn, &r.DueOn})
	})
}

// usualStages is room for the stages of most definitions.
const usualStages = 8

func (t *tx) overviewStages(b *overviewQuery, o *view.Overview) error {
	rows := make(map[string]*view.OverviewRow, len(o.Rows))
	for i := range o.Rows {
		rows[string(o.Rows[i].Journey)] = &o.Rows[i]
	}
	var id, stage, state, dueOn string
	var since, done, total, stale int64
	query, args := b.stages()
	return t.each("overview stages", query, args, []any{&id, &stage, &state, &since, &done, &total, &dueOn, &stale}, func() error {
		cell := view.StageCell{
			Stage: journey.StageID(stage), State: journey.State(state), Since: moment(since),
			Done: int(done), Total: int(total), Stale: int(stale),
		}
		r := rows[id]
		if r.Stages == nil {
			r.Stages = make([]view.StageCell, 0, usualStages)
		}
		r.Stages = append(r.Stages, cell)
		return dates(date{dueOn, &r.Stages[len(r.Stages)-1].DueOn})
	})
}
