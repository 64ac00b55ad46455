package knowledge

import (
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/journey"
)

// Note is a quarterly note of a journey: an instance of its form, and what it is about.
type Note struct {
	Item    journey.InstanceID
	Element string
	// Done tells whether it has been declared finished, on FinishedOn.
	Done       bool
	FinishedOn calendar.Date
}

// Standing is where the note of one element in one quarter is.
type Standing string

// The standings.
const (
	// NoteWritten: it has been declared finished in that quarter.
	NoteWritten Standing = "written"
	// NoteDue: the quarter runs, and it has not been written yet.
	NoteDue Standing = "due"
	// NoteMissing: the quarter has passed without it.
	NoteMissing Standing = "missing"
)

// Quarterly is one element in one quarter. Notes holds what was written, the present draft where it is due.
type Quarterly struct {
	Quarter  calendar.Quarter
	Element  string
	Standing Standing
	Notes    []Note
}

// Owed lists what is owed and written of the elements, the newest quarter first: for each element one note
// in every quarter from the one in which it was first followed, up to the present one.
//
// A note belongs to the element that it names, or to the only one that is followed. Others are returned as
// they are: nobody's note is lost because its heading was written differently.
func Owed(elements []Element, notes []Note, today calendar.Date) (owed []Quarterly, others []Note) {
	now := calendar.QuarterOf(today)
	byElement := map[string][]Note{}
	for _, n := range notes {
		if e, ok := elementOf(elements, n); ok {
			byElement[e] = append(byElement[e], n)
		} else {
			others = append(others, n)
		}
	}
	for _, e := range elements {
		for q := calendar.QuarterOf(e.Since); !q.After(now) && !q.IsZero(); q = q.Next() {
			owed = append(owed, quarterly(q, q == now, e.Name, byElement[e.Name]))
		}
	}
	return newestFirst(owed), others
}

func elementOf(elements []Element, n Note) (string, bool) {
	for _, e := range elements {
		if SameElement(e.Name, n.Element) {
			return e.Name, true
		}
	}
	if len(elements) == 1 {
		return elements[0].Name, true
	}
	return "", false
}

func quarterly(q calendar.Quarter, present bool, element string, notes []Note) Quarterly {
	out := Quarterly{Quarter: q, Element: element, Standing: NoteMissing}
	if present {
		out.Standing = NoteDue
	}
	for _, n := range notes {
		switch {
		case n.Done && calendar.QuarterOf(n.FinishedOn) == q:
			out.Standing = NoteWritten
			out.Notes = append(out.Notes, n)
		case !n.Done && present:
			out.Notes = append(out.Notes, n)
		}
	}
	return out
}

func newestFirst(all []Quarterly) []Quarterly {
	slices.SortStableFunc(all, func(a, b Quarterly) int {
		switch {
		case a.Quarter.After(b.Quarter):
			return -1
		case b.Quarter.After(a.Quarter):
			return 1
		default:
			return 0
		}
	})
	return all
}
