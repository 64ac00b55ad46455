package calendar

import (
	"math"
	"strconv"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// NoNumber stands where a figure would stand that does not exist, such as a
// share with no denominator, which differs from 0 %.
const NoNumber = "–"

var (
	danishNumbers  = message.NewPrinter(language.Danish)
	englishNumbers = message.NewPrinter(language.English)
)

// FormatNumber writes v with the given number of decimals, "1.234,5" or
// "1,234.5". Halves round away from zero, as a reader with pencil and paper
// would round them. What is not a finite number is [NoNumber].
func FormatNumber(v float64, decimals int, lang string) string {
	if !isFinite(v) {
		return NoNumber
	}
	rounded := round(v, decimals)
	if decimals == 0 && rounded >= 0 && rounded < 1000 {
		return strconv.Itoa(int(rounded)) // most numbers of a page; no language writes them differently
	}
	return printer(lang).Sprint(number.Decimal(rounded, number.Scale(decimals)))
}

// FormatPercent writes a share, 0.235, as "23,5 %" with a no-break space, or as
// "23.5%". The decimals are those of the percentage; it rounds as
// [FormatNumber] does.
func FormatPercent(share float64, decimals int, lang string) string {
	if !isFinite(share) {
		return NoNumber
	}
	return printer(lang).Sprint(number.Percent(round(share, decimals+2), number.Scale(decimals)))
}

func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func printer(lang string) *message.Printer {
	if lang == LangEnglish {
		return englishNumbers
	}
	return danishNumbers
}

// round leaves nothing for the printer to round, whose percentages pick the
// wrong neighbour of a half (0.995 becomes 99 %). The nudge lifts decimals that
// binary floating point stores a little too small, such as 0.285, back onto
// their half. Numbers too large for the nudge have no decimals worth rounding.
func round(v float64, decimals int) float64 {
	const nudge = 1 + 1e-15
	scale := math.Pow10(decimals)
	if math.Abs(v)*scale >= 1e12 {
		return v
	}
	return math.Round(v*scale*nudge)/scale + 0 // + 0 turns -0 into 0
}
