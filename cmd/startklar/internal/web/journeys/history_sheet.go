package journeys

import (
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/sheet"
)

// sheet is the history as a file: every entry that the filter lets through.
func (h *history) sheet(entries []desk.HistoryEntry) sheet.Table {
	t := sheet.Table{Title: h.T("history.heading"), Facts: []sheet.Fact{{Label: h.T("audience.heading"), Text: h.T("history.audience_note")}}}
	for _, name := range []string{"number", "when", "who", "what", "where", "reason", "before", "after"} {
		t.Columns = append(t.Columns, sheet.Column{Title: h.T("history.column." + name)})
	}
	for _, e := range entries {
		made := h.entry(e)
		t.Rows = append(t.Rows, []any{
			e.Number, e.At, made.Who, made.What, made.Where.Label, made.Reason, made.Before.Text + made.Before.Absent, made.After.Text + made.After.Absent,
		})
	}
	return t
}
