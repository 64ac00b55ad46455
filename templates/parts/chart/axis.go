package chart

import (
	"math"

	"startklar/domain/calendar"
	"startklar/templates/catalogue"
)

// tops are the ends that an axis of shares may have, with the distance between its lines.
var tops = []struct{ top, step float64 }{
	{.05, .01}, {.10, .02}, {.15, .05}, {.20, .05}, {.25, .05}, {.30, .10}, {.40, .10}, {.50, .10}, {.60, .20}, {.80, .20}, {1, .20},
}

// shares is an axis of shares, from zero to what the greatest of them needs.
type shares struct {
	box
	top, step float64
}

func newShares(b box, greatest float64) shares {
	for _, t := range tops {
		if greatest <= t.top {
			return shares{b, t.top, t.step}
		}
	}
	return shares{b, 1, .20}
}

func (s shares) y(share float64) float64 {
	return s.bottom - s.height()*math.Min(math.Max(share, 0), s.top)/s.top
}

// tick is a place on an axis with its words.
type tick struct {
	at    float64
	label string
}

func (s shares) ticks(lang catalogue.Lang) (all []tick) {
	for n := 0; float64(n)*s.step <= s.top+1e-9; n++ {
		share := float64(n) * s.step
		all = append(all, tick{s.y(share), percent(lang, share)})
	}
	return all
}

func percent(lang catalogue.Lang, share float64) string {
	return calendar.FormatPercent(share, 0, string(lang))
}

// months is an axis of months, each with a place of its own.
type months struct {
	box
	first calendar.Month
	count int
}

func (m months) slot() float64 { return m.width() / float64(max(m.count, 1)) }

// x is the middle of a month's place.
func (m months) x(n int) float64 { return m.left + m.slot()*(float64(n)+.5) }

// index is the number of a month's place, which may lie outside.
func (m months) index(month calendar.Month) int { return m.first.MonthsUntil(month) }

// ticks name as many months as can be read.
func (m months) ticks(lang catalogue.Lang) (all []tick) {
	step := 1
	for m.slot()*float64(step) < 56 {
		step++
	}
	// The last month always bears its name: it is the one that is talked about.
	for n := m.count - 1; n >= 0; n -= step {
		all = append(all, tick{m.x(n), shortMonth(lang, m.first.Add(n))})
	}
	return all
}
