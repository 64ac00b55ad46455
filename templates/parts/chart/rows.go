package chart

import (
	"context"
	"io"

	"startklar/templates/catalogue"
)

// Rows are shares side by side, each with its words: one's own as a bar, another's as a mark across it.
type Rows struct {
	Picture
	Rows []Row
	// OwnName and OtherName explain the bar and the mark.
	OwnName, OtherName string
}

// Row is one share. Text tells it in full ("3 af 12"), or why there is none.
type Row struct {
	Name, Text  string
	Own, Other  float64
	Known       bool
	OthersKnown bool
	Provisional bool
}

// Render writes the picture.
func (r Rows) Render(ctx context.Context, w io.Writer) error {
	return rows(r, r.draw(catalogue.From(ctx))).Render(ctx, w)
}

// The measures of rows, in the drawing's units. Words stand above their bar, so that long ones have room.
const (
	rowsWidth = 460
	rowStep   = 46
)

type rowsDrawing struct {
	box
	across []tick
	rows   []rowDrawing
	legend []Sample
	height int
}

type rowDrawing struct {
	name, text  string
	y           float64
	bar, mark   float64
	known       bool
	other       bool
	provisional bool
}

func (r Rows) draw(lang catalogue.Lang) rowsDrawing {
	b := box{left: 8, top: 4, right: rowsWidth - 16, bottom: float64(4 + rowStep*len(r.Rows))}
	d := rowsDrawing{box: b, height: rowStep*len(r.Rows) + 30}
	greatest, own, other := 0.0, false, false
	for _, row := range r.Rows {
		if row.Known {
			greatest, own = max(greatest, row.Own), true
		}
		if row.OthersKnown {
			greatest, other = max(greatest, row.Other), true
		}
	}
	axis := newShares(box{left: 0, top: 0, right: 0, bottom: b.width()}, min(greatest*1.02, 1))
	x := func(share float64) float64 { return b.left + b.width() - axis.y(share) }
	for _, t := range axis.ticks(lang) {
		d.across = append(d.across, tick{b.left + b.width() - t.at, t.label})
	}
	for n, row := range r.Rows {
		d.rows = append(d.rows, rowDrawing{
			name: row.Name, text: row.Text, y: b.top + float64(rowStep*n), bar: x(row.Own) - b.left, mark: x(row.Other),
			known: row.Known, other: row.OthersKnown, provisional: row.Provisional,
		})
	}
	if own {
		d.legend = append(d.legend, Sample{Label: r.OwnName, class: "sk-chart__bar", shape: "M1 4H27V16H1z"})
	}
	if other {
		d.legend = append(d.legend, Sample{Label: r.OtherName, class: "sk-chart__across", shape: "M14 1V19"})
	}
	return d
}
