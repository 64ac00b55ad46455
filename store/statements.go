package store

import (
	"context"
	"errors"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/person"
	"startklar/domain/statement"
	"startklar/domain/view"
)

var statementEditions = projection[statement.State, *statement.Edition]{
	stream: statement.Kind,
	table: newTable("statement_editions", []string{"month", "number"}, []string{
		"as_of", "reason", "changed", "frozen_by", "frozen_for", "frozen_at", "released_by", "released_at", "files", "comments",
	}),
	parts: func(s statement.State, yield func(*statement.Edition)) {
		for _, e := range s.Released {
			yield(e)
		}
		if s.Pending != nil {
			yield(s.Pending)
		}
	},
	key: func(e *statement.Edition) []any { return []any{e.Number} },
	values: func(e *statement.Edition) []any {
		return []any{
			micros(e.AsOf), e.Reason, encoded(e.Changed), e.FrozenBy, e.FrozenFor, micros(e.FrozenAt), e.ReleasedBy, micros(e.ReleasedAt),
			encoded(e.Files), encoded(e.Comments),
		}
	},
}

var statementComments = projection[statement.State, *statement.Comment]{
	stream: statement.Kind,
	table:  newTable("statement_comments", []string{"month", "unit"}, []string{"text", "revision", "written_by", "written_at", "erased"}),
	parts: func(s statement.State, yield func(*statement.Comment)) {
		for _, c := range s.Comments {
			yield(c)
		}
	},
	key: func(c *statement.Comment) []any { return []any{c.Unit} },
	values: func(c *statement.Comment) []any {
		return []any{c.Text, c.Revision, c.By, micros(c.At), c.Erased}
	},
}

const (
	selectStEditions = "SELECT month, number, as_of, reason, changed, frozen_by, frozen_for, frozen_at, released_by, released_at, "
	// listedStEditions leave out what is long.
	listedStEditions  = selectStEditions + "'', '' FROM statement_editions ORDER BY month DESC, number DESC"
	stEditionsOfMonth = selectStEditions + "files, comments FROM statement_editions WHERE month = ? ORDER BY number"
	selectStComments  = "SELECT unit, text, revision, written_by, written_at, erased FROM statement_comments WHERE month = ? ORDER BY unit"
)

// Statements lists the editions of all months, the newest first, without their files and comments.
func (s *Store) Statements(ctx context.Context) (all []view.StatementRow, err error) {
	err = s.read(ctx, func(t *tx) error {
		all, err = statementRows(t, listedStEditions)
		return err
	})
	return all, err
}

// Statement returns a month's editions and comments; the empty state for a month of which nothing is kept.
func (s *Store) Statement(ctx context.Context, m calendar.Month) (state statement.State, err error) {
	err = s.read(ctx, func(t *tx) error {
		rows, err := statementRows(t, stEditionsOfMonth, m.String())
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Edition.Released() {
				state.Released = append(state.Released, &row.Edition)
			} else {
				state.Pending = &row.Edition
			}
		}
		state.Comments, err = statementCommentsOf(t, m)
		return err
	})
	return state, err
}

func statementRows(t *tx, query string, args ...any) (all []view.StatementRow, err error) {
	var month, reason, changed, frozenBy, frozenFor, releasedBy, files, comments string
	var number int
	var asOf, frozenAt, releasedAt int64
	into := []any{&month, &number, &asOf, &reason, &changed, &frozenBy, &frozenFor, &frozenAt, &releasedBy, &releasedAt, &files, &comments}
	err = t.each("statements", query, args, into, func() error {
		m, err := calendar.ParseMonth(month)
		all = append(all, view.StatementRow{Month: m, Edition: statement.Edition{
			Number: number, AsOf: moment(asOf), Reason: reason, FrozenBy: person.ID(frozenBy), FrozenFor: person.ID(frozenFor),
			FrozenAt: moment(frozenAt), ReleasedBy: person.ID(releasedBy), ReleasedAt: moment(releasedAt),
		}})
		e := &all[len(all)-1].Edition
		return errors.Join(failed("month", err), decoded(changed, &e.Changed), decoded(files, &e.Files), decoded(comments, &e.Comments))
	})
	return all, err
}

func statementCommentsOf(t *tx, m calendar.Month) (all []*statement.Comment, err error) {
	var unit, text, by string
	var revision int
	var at, erased int64
	err = t.each("comments", selectStComments, []any{m.String()}, []any{&unit, &text, &revision, &by, &at, &erased}, func() error {
		all = append(all, &statement.Comment{
			Unit: monitoring.UnitID(unit), Text: text, Revision: revision, By: person.ID(by), At: moment(at), Erased: erased != 0,
		})
		return nil
	})
	return all, err
}
