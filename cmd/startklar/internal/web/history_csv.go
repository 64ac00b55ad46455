package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/sheet"
)

// download writes the history as a file that a Danish spreadsheet opens: semicolons, a byte order mark, and
// no cell that the spreadsheet would take for a formula.
func (h *history) download(entries []desk.HistoryEntry) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma = ';'
	header := []string{"number", "when", "who", "what", "where", "reason", "before", "after"}
	for n, name := range header {
		header[n] = h.T("history.column." + name)
	}
	rows := [][]string{header}
	for _, e := range entries {
		rows = append(rows, h.csvRow(e))
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	name := "historik-" + string(h.st.Municipality) + "-" + h.today.String() + ".csv"
	h.c.Response().Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return h.c.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}

func (h *history) csvRow(e desk.HistoryEntry) []string {
	made := h.entry(e)
	row := []string{
		strconv.FormatInt(e.Number, 10), e.At.Format(time.RFC3339), made.Who, made.What, made.Where.Label, made.Reason,
		made.Before.Text + made.Before.Absent, made.After.Text + made.After.Absent,
	}
	for n := range row {
		row[n] = sheet.Harmless(row[n])
	}
	return row
}
