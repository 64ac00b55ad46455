package disclosure

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
	"startklar/domain/view"

	"golang.org/x/sync/errgroup"
)

// Edition is a book of figures with what is hidden of it. It may be shared: what is hidden of a month is worked out
// when somebody asks for it, once.
type Edition struct {
	rule *Rule
	book *figures.Book

	mu       sync.Mutex
	patterns map[calendar.Month]func() *pattern
}

// Edition puts the rule before a book.
func (r *Rule) Edition(b *figures.Book) *Edition {
	return &Edition{rule: r, book: b, patterns: map[calendar.Month]func() *pattern{}}
}

// pattern is what is hidden of a month.
func (e *Edition) pattern(m calendar.Month) *pattern {
	e.mu.Lock()
	of := e.patterns[m]
	if of == nil {
		of = sync.OnceValue(func() *pattern { return e.rule.pattern(e.book, m) })
		e.patterns[m] = of
	}
	e.mu.Unlock()
	return of()
}

// Prepare works out what is hidden of every delivered month, the newest first and several at the same time, so that
// nobody who looks has to wait for it. It is the context's error if that ends before.
func (e *Edition) Prepare(ctx context.Context) error {
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for _, m := range slices.Backward(e.book.Delivered()) {
		workers.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			e.pattern(m)
			return nil
		})
	}
	return workers.Wait()
}

// Book is an edition as one viewer may see it: the only way to its figures.
type Book struct {
	edition *Edition
	viewer  Viewer
}

// For shows the edition to a viewer.
func (e *Edition) For(v Viewer) *Book { return &Book{e, v} }

// Settled, Delivered, Provisional, HasDelivered and ProjectMonth say what everybody may know: see [figures.Book].

// Settled is the newest settled month; zero while there is none.
func (b *Book) Settled() calendar.Month { return b.edition.book.Settled() }

// Delivered are the months with any live delivery, rising.
func (b *Book) Delivered() []calendar.Month { return b.edition.book.Delivered() }

// Provisional tells whether a month is not settled yet.
func (b *Book) Provisional(m calendar.Month) bool { return b.edition.book.Provisional(m) }

// HasDelivered tells whether a municipality has a live delivery of a month in which it takes part.
func (b *Book) HasDelivered(code municipality.Code, m calendar.Month) bool {
	return b.edition.book.HasDelivered(code, m)
}

// ProjectMonth is how far a municipality is in a month, 0 when it does not take part.
func (b *Book) ProjectMonth(code municipality.Code, m calendar.Month) int {
	return b.edition.book.ProjectMonth(code, m)
}

// Units are the units of a month that the viewer may know figures of: municipalities by code, regions in Danish order,
// the nation.
func (b *Book) Units(m calendar.Month) []monitoring.UnitID {
	return slices.DeleteFunc(b.edition.book.Units(m), func(u monitoring.UnitID) bool { return !b.viewer.knows(u, m) })
}

// Count is one count as the viewer may see it: an indicator, a group, a part of a stacked indicator, or one of the
// marks beside. It is false when the unit does not take part in the month, for a unit that the viewer may not know
// figures of, and for a measure that the programme has not.
func (b *Book) Count(unit monitoring.UnitID, m calendar.Month, what monitoring.Measure, o monitoring.Origin) (view.Figure, bool) {
	c, found := b.edition.book.Count(unit, m, what, o)
	if !found || !b.viewer.knows(unit, m) {
		return view.Figure{}, false
	}
	return b.figure(unit, m, what, o, c, b.why), true
}

// Pooled is Count over the delivered months m−11…m.
func (b *Book) Pooled(unit monitoring.UnitID, m calendar.Month, what monitoring.Measure, o monitoring.Origin) (view.Figure, bool) {
	c, found := b.edition.book.Pooled(unit, m, what, o)
	if !found || !b.viewer.knows(unit, m) {
		return view.Figure{}, false
	}
	return b.figure(unit, m, what, o, c, b.whyPooled), true
}

// Figures are the figures of the units that the viewer may know, in the order of [figures.Book.Figures].
func (b *Book) Figures(q figures.Query) []view.Figure {
	why := b.why
	if q.Pooled {
		why = b.whyPooled
	}
	var list []view.Figure
	for _, f := range b.edition.book.Figures(q) {
		if b.viewer.knows(f.Unit, f.Month) {
			c := figures.Count{
				Num: f.Num, Den: f.Den, Status: f.Status, Provisional: f.Provisional, Delivered: f.Delivered, Participating: f.Participating,
			}
			list = append(list, b.figure(f.Unit, f.Month, monitoring.Measure(f.Indicator), f.Origin, c, why))
		}
	}
	return list
}

// whyNot tells why a viewer may not see a number of a unit that follows from some columns.
type whyNot func(unit monitoring.UnitID, m calendar.Month, need columns) view.Withheld

// figure takes out of a count what the viewer may not see.
func (b *Book) figure(unit monitoring.UnitID, m calendar.Month, what monitoring.Measure, o monitoring.Origin, c figures.Count, why whyNot) view.Figure {
	f := view.Figure{
		Unit: unit, Month: m, Measure: what, Origin: o, Status: c.Status, Provisional: c.Provisional,
		Delivered: c.Delivered, Participating: c.Participating,
	}
	if c.Status == monitoring.StatusMissing {
		f.Num, f.Den = view.NotShown(view.WithheldMissing), view.NotShown(view.WithheldMissing)
		return f
	}
	need, known := b.edition.rule.needs[key{what, o}]
	if !known {
		need = needs{everything, everything}
	}
	f.Num, f.Den = number(c.Num, why(unit, m, need.num)), number(c.Den, why(unit, m, need.den))
	if f.Den.Why() != view.WithheldNot {
		f.Status = monitoring.StatusOK
	}
	return f
}

func number(value int, why view.Withheld) view.Number {
	if why != view.WithheldNot {
		return view.NotShown(why)
	}
	return view.Shown(value)
}

// why is for the number of one month.
func (b *Book) why(unit monitoring.UnitID, m calendar.Month, need columns) view.Withheld {
	if b.viewer.seesCounts(unit) {
		return view.WithheldNot
	}
	return b.edition.pattern(m).why(unit, need)
}

// whyPooled is for a pooled number: it is shown where it tells nothing that its months do not.
func (b *Book) whyPooled(unit monitoring.UnitID, m calendar.Month, need columns) view.Withheld {
	if b.viewer.seesCounts(unit) {
		return view.WithheldNot
	}
	for i := range pooledMonths {
		if why := b.whySummand(unit, m, m.Add(-i), need); why != view.WithheldNot {
			return why
		}
	}
	return view.WithheldNot
}

// pooledMonths is how many months a pooled figure covers: see [figures.Book.Pooled].
const pooledMonths = 12

// whySummand is for what an earlier month adds to a pooled number: the municipalities that are the unit's in the month
// of the number, which need not be those that were the unit's then.
func (b *Book) whySummand(unit monitoring.UnitID, m, earlier calendar.Month, need columns) view.Withheld {
	var added []municipality.Code
	for _, code := range b.edition.book.Members(unit, m) {
		if b.edition.book.HasDelivered(code, earlier) {
			added = append(added, code)
		}
	}
	if len(added) == 0 {
		return view.WithheldNot
	}
	return b.edition.pattern(earlier).whySum(unit, added, need)
}
