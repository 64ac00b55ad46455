package view

import (
	"startklar/domain/calendar"
	"startklar/domain/statement"
)

// StatementRow is an edition of a month in a list: without its files and comments.
type StatementRow struct {
	Month   calendar.Month
	Edition statement.Edition
}
