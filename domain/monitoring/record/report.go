package record

import (
	"cmp"
	"slices"

	"startklar/domain"
	"startklar/domain/monitoring"
)

// maxListed is how many refusals, and how many warnings, a report lists. All are counted.
const maxListed = 1000

// Note is one thing that is wrong or questionable. No value of it holds a citizen's pseudonym or CPR-shaped text; a
// value that may not be repeated is written as [Hidden].
type Note struct {
	// Line counts the file's lines from 1, the header being the first; 0 where no single line is at fault.
	Line int64 `json:"line,omitempty"`
	// Column is empty where the whole row, delivery or file is at fault.
	Column Column      `json:"column,omitempty"`
	Reason Reason      `json:"reason"`
	Args   domain.Args `json:"args,omitempty"`
	// Pair is the delivery; zero where the file is at fault.
	monitoring.Pair
}

// Hidden stands for a value that is not repeated.
const Hidden = "…"

// Outcome is what became of one delivery of the file.
type Outcome struct {
	monitoring.Pair
	// Rows are the rows of the file that belong to it, Records how many of them count.
	Rows, Records int64
	// Refused tells that it may not be taken in.
	Refused bool
	// Warnings are those of a delivery that is not refused.
	Warnings int
}

// Report is what reading a file came to.
type Report struct {
	// Rows are the file's rows without the header; 0 if it could not be read to its end.
	Rows int64
	// FileRefused tells that nothing of the file may be taken in.
	FileRefused bool
	// Refusals and Warnings are ordered by line, at most 1,000 of each; Refused and Warned count them all.
	Refusals, Warnings []Note
	Refused, Warned    int
	// Deliveries are ordered by municipality and month.
	Deliveries []Outcome
}

// Counts tells how many deliveries are good and how many are refused; those of a refused file are refused all.
func (r Report) Counts() (good, refused int) {
	for _, d := range r.Deliveries {
		if d.Refused {
			refused++
		} else {
			good++
		}
	}
	return good, refused
}

// ref is where a row stands: the piece of the file and the line within it. Refs order as rows do.
type ref uint64

const (
	lineBits = 24
	noRef    = ^ref(0)
)

func refOf(piece, line int) ref { return ref(piece)<<lineBits | ref(line) }

func (r ref) piece() int { return int(r >> lineBits) }
func (r ref) line() int  { return int(r & (1<<lineBits - 1)) }

// placed is a note whose line is not known yet.
type placed struct {
	Note
	at ref
}

// notes collects notes: it counts all and keeps the first ones of the file.
type notes struct {
	kept  []placed
	count int
}

func (n *notes) add(note placed) {
	n.count++
	n.kept = append(n.kept, note)
	if len(n.kept) > 4*maxListed {
		n.trim()
	}
}

func (n *notes) addAll(more *notes) {
	for _, note := range more.kept {
		n.add(note)
	}
	n.count += more.count - len(more.kept)
}

// trim keeps the first notes in order.
func (n *notes) trim() {
	slices.SortFunc(n.kept, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Reason, b.Reason))
	})
	n.kept = n.kept[:min(len(n.kept), maxListed)]
}

// list gives the notes their lines.
func (n *notes) list(lineOf func(ref) int64) []Note {
	n.trim()
	var all []Note
	for _, note := range n.kept {
		if note.at != noRef {
			note.Line = lineOf(note.at)
		}
		all = append(all, note.Note)
	}
	return all
}
