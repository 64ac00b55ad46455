package cli

import (
	"encoding/csv"
	"io"
	"strconv"

	"startklar/domain/monitoring"
)

// writeFiguresCSV writes a line per figure, with the columns of the JSON; what is null there is empty here.
func writeFiguresCSV(w io.Writer, list []monitoring.Figure) error {
	out := csv.NewWriter(w)
	err := out.Write([]string{
		"unit", "month", "indicator", "origin", "n", "N", "share", "status", "provisional", "delivered", "participating",
	})
	for _, f := range list {
		if err != nil {
			return err
		}
		cells := figureCells(f)
		err = out.Write([]string{
			string(f.Unit), f.Month.String(), string(f.Indicator), string(f.Origin), cells[0], cells[1], cells[2],
			string(f.Status), strconv.FormatBool(f.Provisional), strconv.Itoa(f.Delivered), strconv.Itoa(f.Participating),
		})
	}
	out.Flush()
	if err != nil {
		return err
	}
	return out.Error()
}

// figureCells are n, N and the share, empty where there is none.
func figureCells(f monitoring.Figure) (cells [3]string) {
	if f.Status == monitoring.StatusMissing {
		return cells
	}
	cells[0], cells[1] = strconv.Itoa(f.Num), strconv.Itoa(f.Den)
	if share, ok := f.Share(); ok {
		cells[2] = strconv.FormatFloat(share, 'g', -1, 64)
	}
	return cells
}
