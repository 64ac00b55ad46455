package chart

import (
	"fmt"
	"strings"

	"startklar/domain/calendar"
	"startklar/templates/catalogue"
)

// shortMonth writes "jan. 26".
func shortMonth(lang catalogue.Lang, m calendar.Month) string {
	year, month := m.Civil()
	names := strings.Fields(lang.T("timeline.months"))
	if int(month) > len(names) || month < 1 {
		return calendar.FormatMonth(m, string(lang))
	}
	return fmt.Sprintf("%s %02d", names[month-1], year%100)
}
