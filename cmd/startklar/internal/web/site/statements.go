package site

import (
	"startklar/domain/calendar"
	"startklar/domain/view"
)

// StatementMinutes is what a statement costs its reader.
const StatementMinutes = 5

// NewestStatement is the newest edition that was released to the viewer's municipality; nil while there is none.
func (s *Site) NewestStatement(w *Words) (*view.StatementRow, error) {
	rows, err := s.Desk.StatementMonths(w.Ctx, w.Actor)
	if err != nil || len(rows) == 0 || !w.Actor.Role.Municipal() {
		return nil, err
	}
	return &rows[0], nil
}

// StatementPath is a municipality's statement of a month, or the nation's.
func StatementPath(m calendar.Month, unit string) string { return StatementMonthPath(m) + "/" + unit }

// StatementMonthPath is a month's statements.
func StatementMonthPath(m calendar.Month) string { return StatementsPath + "/" + m.String() }
