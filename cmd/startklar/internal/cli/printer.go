package cli

import (
	"time"

	printing "startklar/cmd/startklar/internal/report"
	"startklar/cmd/startklar/internal/web/site"
)

// atOnce and printWithin bound the printing of documents: each takes a browser, and a second or two.
const (
	atOnce      = 2
	printWithin = 30 * time.Second
)

// printer prints PDFs where this machine has Chromium; nil elsewhere, and the pages say what is missing.
func printer() site.Printer {
	if p := printing.FindPrinter(atOnce, printWithin); p != nil {
		return p
	}
	return nil
}
