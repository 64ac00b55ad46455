package chart

import (
	"context"
	"io"
	"math"
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/templates/catalogue"
)

// Funnel shows shares by how many citizens they are of: the fewer, the more chance alone moves them.
type Funnel struct {
	Picture
	// SizeName stands below the axis of sizes.
	SizeName string
	// Centre is the share in the middle, with its words.
	Centre      float64
	CentreLabel string
	// Watch and Far are the limits that a share is looked at against, nearer and farther from the middle, with
	// their words.
	Watch, Far         Limits
	WatchName, FarName string
	Dots               []Dot
	// OwnName and OthersName explain the dots; OutsideName those beyond a limit.
	OwnName, OthersName, OutsideName string
}

// Limits are the edges of what chance explains, by rising size. Either may be empty.
type Limits struct{ Low, High []Edge }

// Edge is a limit among so many citizens.
type Edge struct {
	Size  int
	Share float64
}

// Dot is one unit.
type Dot struct {
	Size  int
	Share float64
	// Own marks the reader's own unit. Outside draws it as beyond a limit. Label stands beside it, empty for none.
	Own, Outside, Provisional bool
	Label                     string
}

// Render writes the picture.
func (f Funnel) Render(ctx context.Context, w io.Writer) error {
	return funnel(f, f.draw(catalogue.From(ctx))).Render(ctx, w)
}

// The measures of a funnel, in the drawing's units.
const funnelWidth, funnelHeight = 460, 300

type funnelDrawing struct {
	box
	across, up   []tick
	centre       float64
	centreLabelY float64
	watch, far   string
	others, own  []dotDrawing
	legend       []Sample
	sizeNameX    float64
}

type dotDrawing struct {
	class, shape   string
	x, y           float64
	label          string
	labelX, labelY float64
	// outside tells that no name may lie upon it.
	outside bool
}

// sizes is an axis of sizes by their square root, for what chance explains narrows with that.
type sizes struct {
	box
	top int
}

func (s sizes) x(size int) float64 {
	return s.left + s.width()*math.Sqrt(math.Min(float64(size), float64(s.top))/float64(s.top))
}

// niceSizes are what an axis of sizes may name.
var niceSizes = []int{10, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000}

func (s sizes) ticks(lang catalogue.Lang) (all []tick) {
	last := math.Inf(-1)
	for _, size := range niceSizes {
		if x := s.x(size); size <= s.top && x-last >= 52 && x-s.left > 20 {
			all, last = append(all, tick{x, calendar.FormatNumber(float64(size), 0, string(lang))}), x
		}
	}
	return all
}

func (f Funnel) draw(lang catalogue.Lang) funnelDrawing {
	b := box{left: 46, top: 12, right: funnelWidth - 12, bottom: funnelHeight - 44}
	up, across := newShares(b, f.greatest()), sizes{b, f.largest()}
	d := funnelDrawing{box: b, up: up.ticks(lang), across: across.ticks(lang), centre: up.y(f.Centre), sizeNameX: (b.left + b.right) / 2}
	d.centreLabelY = d.centre - 5
	d.watch, d.far = edges(f.Watch, across, up), edges(f.Far, across, up)
	for _, dot := range f.Dots {
		if dot.Own {
			d.own = append(d.own, dot.draw(across, up))
		} else {
			d.others = append(d.others, dot.draw(across, up))
		}
	}
	d.place()
	d.legend = f.samples()
	return d
}

// place moves the names of dots to where they are free of each other and of dots outside the limits, and leaves out those for which there is no
// room: the table has them all. One's own name comes first.
func (d *funnelDrawing) place() {
	var taken []box
	for _, dots := range [][]dotDrawing{d.own, d.others} {
		for n := range dots {
			if dots[n].label != "" || dots[n].outside {
				taken = append(taken, dots[n].room())
			}
		}
	}
	for _, dots := range [][]dotDrawing{d.own, d.others} {
		for n := range dots {
			if dots[n].label != "" {
				taken = dots[n].settle(d.box, taken)
			}
		}
	}
}

// room is where the dot itself is.
func (d dotDrawing) room() box { return box{d.x - 6, d.y - 6, d.x + 6, d.y + 6} }

// settle finds a place for the dot's name beside, above or below it.
func (d *dotDrawing) settle(within box, taken []box) []box {
	const letter, height = 7.2, 14.0
	width := letter * float64(len([]rune(d.label)))
	for _, at := range []box{
		{d.x + 9, d.y - height/2, d.x + 9 + width, d.y + height/2},
		{d.x - 9 - width, d.y - height/2, d.x - 9, d.y + height/2},
		{d.x - width/2, d.y + 8, d.x + width/2, d.y + 8 + height},
		{d.x - width/2, d.y - 8 - height, d.x + width/2, d.y - 8},
	} {
		free := at.left >= within.left && at.right <= within.right+8 && at.top >= within.top && at.bottom <= within.bottom
		if free && !slices.ContainsFunc(taken, at.meets) {
			d.labelX, d.labelY = at.left, at.bottom-3
			return append(taken, at)
		}
	}
	d.label = ""
	return taken
}

func (f Funnel) largest() (size int) {
	size = 10
	for _, d := range f.Dots {
		size = max(size, d.Size)
	}
	for _, l := range slices.Concat(f.Watch.Low, f.Watch.High, f.Far.Low, f.Far.High) {
		size = max(size, l.Size)
	}
	return size
}

// greatest is what the axis must hold: every dot, and the limits as far as they are not those of the very smallest.
func (f Funnel) greatest() float64 {
	share := f.Centre * 1.6
	for _, d := range f.Dots {
		share = max(share, d.Share)
	}
	return min(share*1.05, 1)
}

// edges draw limits from where they begin.
func edges(l Limits, across sizes, up shares) string {
	var path strings.Builder
	for _, side := range [][]Edge{l.Low, l.High} {
		pen := "M"
		for _, e := range side {
			if e.Share > up.top {
				pen = "M"
				continue
			}
			path.WriteString(pen + at(across.x(e.Size)) + " " + at(up.y(e.Share)))
			pen = "L"
		}
	}
	return path.String()
}

func (dot Dot) draw(across sizes, up shares) dotDrawing {
	x, y := across.x(dot.Size), up.y(dot.Share)
	kind := dot.kind()
	d := dotDrawing{class: "sk-chart__dot sk-chart__dot--" + kind, shape: dotShape(kind, x, y), x: x, y: y, label: dot.Label, outside: dot.Outside}
	if dot.Provisional {
		d.class += " sk-chart__mark--provisional"
	}
	return d
}

func (dot Dot) kind() string {
	switch {
	case dot.Own:
		return "own"
	case dot.Outside:
		return "outside"
	}
	return "one"
}

// dotShape is a large diamond for one's own, a triangle for what lies outside, a small ring for the rest.
func dotShape(kind string, x, y float64) string {
	switch kind {
	case "own":
		return "M" + at(x) + " " + at(y-8) + "l8 8l-8 8l-8 -8z"
	case "outside":
		return "M" + at(x) + " " + at(y-5) + "l5 9h-10z"
	default:
		return "M" + at(x) + " " + at(y-3) + "a3 3 0 1 0 .01 0z"
	}
}

func (f Funnel) samples() (all []Sample) {
	has := func(kind string) bool {
		return slices.ContainsFunc(f.Dots, func(d Dot) bool { return d.kind() == kind })
	}
	for _, s := range []struct{ kind, name string }{{"own", f.OwnName}, {"one", f.OthersName}, {"outside", f.OutsideName}} {
		if has(s.kind) && s.name != "" {
			all = append(all, Sample{Label: s.name, class: "sk-chart__dot sk-chart__dot--" + s.kind, shape: dotShape(s.kind, 14, 10)})
		}
	}
	if len(f.Watch.Low)+len(f.Watch.High) > 0 {
		all = append(all, Sample{Label: f.WatchName, class: "sk-chart__limit sk-chart__limit--watch", shape: "M1 10H27"})
	}
	if len(f.Far.Low)+len(f.Far.High) > 0 {
		all = append(all, Sample{Label: f.FarName, class: "sk-chart__limit sk-chart__limit--far", shape: "M1 10H27"})
	}
	return all
}
