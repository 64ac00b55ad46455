package chart

import (
	"context"
	"io"

	"startklar/domain/calendar"
	"startklar/templates/catalogue"
)

// Stack is a share over months taken apart into parts that add up to it.
type Stack struct {
	Picture
	First calendar.Month
	// Parts are the names of the parts, the lowest first, at most five.
	Parts   []string
	Columns []Column
	// ProvisionalName explains pale columns.
	ProvisionalName string
}

// Column is one month: a share for each part; one that is not Known is a gap. Label stands above it.
type Column struct {
	Shares             []float64
	Known, Provisional bool
	Label              string
}

// Render writes the picture.
func (s Stack) Render(ctx context.Context, w io.Writer) error {
	return stack(s, s.draw(catalogue.From(ctx))).Render(ctx, w)
}

// The measures of a stack, in the drawing's units.
const stackWidth, stackHeight = 460, 270

// stackKinds name the classes and patterns of the parts, in their order.
var stackKinds = []string{"a", "b", "c", "d", "e"}

type stackDrawing struct {
	box
	across, up []tick
	columns    []columnDrawing
	legend     []Sample
}

type columnDrawing struct {
	x, width    float64
	provisional bool
	parts       []partDrawing
	label       string
	labelX      float64
	labelY      float64
}

type partDrawing struct {
	kind      string
	y, height float64
}

func (s Stack) draw(lang catalogue.Lang) stackDrawing {
	b := box{left: 46, top: 22, right: stackWidth - 8, bottom: stackHeight - 26}
	greatest, provisional := 0.0, false
	for _, c := range s.Columns {
		greatest, provisional = max(greatest, c.sum()), provisional || c.Known && c.Provisional
	}
	up, across := newShares(b, min(greatest*1.04, 1)), months{b, s.First, len(s.Columns)}
	d := stackDrawing{box: b, up: up.ticks(lang), across: across.ticks(lang)}
	for n, c := range s.Columns {
		if c.Known {
			d.columns = append(d.columns, c.draw(across.x(n), min(across.slot()*.72, 48), up))
		}
	}
	for n, name := range s.Parts {
		kind := stackKinds[min(n, len(stackKinds)-1)]
		d.legend = append(d.legend, Sample{Label: name, class: "sk-chart__part sk-chart__part--" + kind, shape: "M1 2H27V18H1z", pattern: s.reference(kind)})
	}
	if provisional {
		d.legend = append(d.legend, Sample{Label: s.ProvisionalName, class: "sk-chart__part sk-chart__part--a sk-chart__part--provisional", shape: "M1 2H27V18H1z"})
	}
	return d
}

func (c Column) sum() (sum float64) {
	for _, share := range c.Shares {
		sum += share
	}
	return sum
}

func (c Column) draw(middle, width float64, up shares) columnDrawing {
	d := columnDrawing{x: middle - width/2, width: width, provisional: c.Provisional, label: c.Label, labelX: middle, labelY: up.y(c.sum()) - 5}
	base := 0.0
	for n, share := range c.Shares {
		top := up.y(base + share)
		d.parts = append(d.parts, partDrawing{stackKinds[min(n, len(stackKinds)-1)], top, up.y(base) - top})
		base += share
	}
	return d
}
