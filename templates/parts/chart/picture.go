package chart

import (
	"strconv"

	"startklar/templates/parts"
)

// Picture is what surrounds a drawing.
type Picture struct {
	// ID is unique on the page; the drawing's own ids begin with it.
	ID string
	// Title is the message, a sentence. Lead says what is drawn, in one line.
	Title, Lead string
	// Alt tells what the drawing shows to those who do not see it.
	Alt string
	// Level is the rank of the title: 2, or 3 if it is 0.
	Level int
	// Table holds the same values, with its files to take along.
	Table parts.Table
	// Notes stand below the drawing: what an annotation means, a caveat.
	Notes []Note
}

// Note is a line below a drawing. Mark is the letter that stands for it in the drawing, empty for a plain line.
type Note struct{ Mark, Text string }

func (p Picture) id(part string) string { return p.ID + "-" + part }

func (p Picture) reference(part string) string { return "url(#" + p.id(part) + ")" }

// Sample explains a sign of the drawing beside it.
type Sample struct {
	Label string
	// class and shape draw the sign; pattern fills it; mark stands upon it.
	class, shape, pattern string
	mark                  markDrawing
}

// at writes a place in the drawing, to a tenth of its unit.
func at(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// whole writes a size.
func whole(n int) string { return strconv.Itoa(n) }

// box is the part of a drawing that values are placed in.
type box struct{ left, top, right, bottom float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.bottom - b.top }

// meets tells whether two boxes share some of their room.
func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}
