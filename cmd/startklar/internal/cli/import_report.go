package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/intake"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
	"startklar/templates/catalogue"
)

// texts are those of reports that municipalities read, too.
const texts = catalogue.Danish

// importReport is what became of a file, in words.
type importReport struct {
	intake.Report
	programme *monitoring.Programme
}

func (r importReport) write(w io.Writer) {
	say := func(indent, key string, pairs ...any) {
		fmt.Fprintln(w, printable(indent+texts.T(key, pairs...)))
	}
	title := "intake.file"
	if r.DryRun {
		title = "intake.file_dry"
	}
	say("", title, "file", r.Name, "rows", texts.T("intake.rows", "count", int(r.Rows)),
		"deliveries", texts.T("intake.deliveries", "count", len(r.Deliveries)))
	if r.FileRefused {
		say("  ", "intake.file_refused")
	}
	for _, o := range intake.AllOutcomes() {
		if n := r.Count(o); n > 0 {
			say("  ", "intake.outcome."+string(o), "count", n)
			r.places(w, o)
		}
	}
	r.notes(w, "intake.refusals", r.Refusals, r.Refused)
	r.codes(say)
	r.notes(w, "intake.warnings", r.Warnings, r.Warned)
	r.doubts(say)
}

// places lists the months of an outcome, a line for each municipality.
func (r importReport) places(w io.Writer, o intake.Outcome) {
	var months []calendar.Month
	for n, d := range r.Deliveries {
		if d.Outcome == o {
			months = append(months, d.Month)
		}
		if last := n+1 == len(r.Deliveries) || r.Deliveries[n+1].Municipality != d.Municipality; last && len(months) > 0 {
			fmt.Fprintf(w, "    %s: %s\n", placeName(d.Municipality), spans(months))
			months = nil
		}
	}
}

// placeName is a municipality's code with its name, if it has one.
func placeName(code municipality.Code) string {
	if _, known := municipality.Get(code); !known {
		return string(code)
	}
	return label(code)
}

// spans writes months in order, those that follow each other as from–until.
func spans(months []calendar.Month) string {
	var all []string
	for len(months) > 0 {
		n := 1
		for n < len(months) && months[n] == months[n-1].Add(1) {
			n++
		}
		span := months[0].String()
		if n > 1 {
			span += "–" + months[n-1].String()
		}
		all, months = append(all, span), months[n:]
	}
	return strings.Join(all, ", ")
}

// notes lists what is wrong or questionable, and how much there is of it.
func (r importReport) notes(w io.Writer, title string, all []record.Note, total int) {
	if total == 0 {
		return
	}
	fmt.Fprintf(w, "  %s\n", texts.T(title, "count", total))
	for _, n := range all {
		fmt.Fprintf(w, "    %s\n", printable(noteText(n)))
	}
	if total > len(all) {
		fmt.Fprintf(w, "    %s\n", texts.T("intake.more", "count", total-len(all)))
	}
}

// codes tells what to write instead of the codes that were refused: once for each column, for the lists are long.
func (r importReport) codes(say func(indent, key string, pairs ...any)) {
	for _, column := range record.Columns() {
		wrong := func(n record.Note) bool { return n.Column == column && n.Reason.OfCode() }
		if slices.ContainsFunc(r.Refusals, wrong) {
			say("    ", "intake.codes", "column", string(column), "codes", strings.Join(record.Codes(r.programme, column), ", "))
		}
	}
}

// noteText is one note: where it is, and what.
func noteText(n record.Note) string {
	var where []string
	if n.Line > 0 {
		where = append(where, texts.T("intake.line", "line", fmt.Sprint(n.Line)))
	}
	if n.Column != "" {
		where = append(where, texts.T("intake.column", "column", string(n.Column)))
	}
	if n.Municipality != "" {
		where = append(where, string(n.Municipality)+" "+n.Month.String())
	}
	text := texts.T("records.reason."+string(n.Reason), pairsOf(n.Args)...)
	if len(where) == 0 {
		return text
	}
	return strings.Join(where, ", ") + ": " + text
}

// pairsOf are an error's values as the catalogue takes them.
func pairsOf(args domain.Args) []any {
	var pairs []any
	for name, value := range args {
		pairs = append(pairs, name, value)
	}
	return pairs
}

// doubts lists what is questionable beside the deliveries before.
func (r importReport) doubts(say func(indent, key string, pairs ...any)) {
	questionable := slices.ContainsFunc(r.Deliveries, func(d intake.Delivery) bool { return d.Doubts.Count() > 0 })
	if !questionable {
		return
	}
	say("  ", "intake.doubts")
	for _, d := range r.Deliveries {
		for _, doubt := range []struct {
			key      string
			citizens int
		}{
			{"intake.doubt.shrunk", d.Doubts.Shrunk},
			{"intake.doubt.vanished", d.Doubts.Vanished},
			{"intake.doubt.unmarked", d.Doubts.Unmarked},
		} {
			if doubt.citizens > 0 {
				say("    "+placeName(d.Municipality)+" "+d.Month.String()+": ", doubt.key, "count", doubt.citizens)
			}
		}
	}
}
