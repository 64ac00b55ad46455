package bench

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/monthly"
	"startklar/cmd/startklar/internal/report"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
)

// measureStatements times the statements of a frozen month, read and written as pages that stand by themselves: all of
// them, and one.
func (e *engine) measureStatements(b *testing.B, t *table, m calendar.Month) {
	began := time.Now()
	_, err := e.Desk.FreezeStatement(context.Background(), officer, "", m, began, "")
	must(b, err)
	froze := time.Since(began)
	var size int
	began = time.Now()
	for _, place := range municipality.All() {
		size += e.statement(b, m, place.Code)
	}
	all := time.Since(began)
	one := each(20, func(int) { e.statement(b, m, "0851") })
	t.add("all 98 statements of a month as pages", fmt.Sprintf("%v (%.1f MB)", all.Round(time.Millisecond), float64(size)/1e6),
		fmt.Sprintf("asked: under 2 s; one %v, asked: under 10 ms; freezing all %v", one.Round(time.Millisecond/10), froze.Round(10*time.Millisecond)))
}

func (e *engine) statement(b *testing.B, m calendar.Month, code municipality.Code) int {
	s, err := e.Desk.Statement(context.Background(), officer, desk.Which{Month: m}, code, true)
	must(b, err)
	l := monthly.Of(catalogue.Danish, s)
	l.Whole = true
	var page bytes.Buffer
	must(b, pages.StatementPaper{Sheet: l.Sheet(), Style: report.StatementStyle()}.Render(catalogue.With(context.Background(), catalogue.Danish), &page))
	return page.Len()
}
