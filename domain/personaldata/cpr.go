// Package personaldata knows the shape of what must never be written here: Danish personal identification
// numbers (CPR). It finds the shape and says where; it never returns, logs or stores the digits.
package personaldata

import "time"

// Span is where in a text something stands, in bytes: [Start, End).
type Span struct{ Start, End int }

const (
	dateDigits  = 6
	totalDigits = 10
)

// FindCPR returns where the first CPR-shaped number stands: ddmmyyxxxx with a valid day and month, with
// or without a hyphen or a space after the sixth digit, and not a part of a longer number.
func FindCPR(text string) (Span, bool) {
	for i := 0; i < len(text); i++ {
		if !digit(text, i) || digit(text, i-1) {
			continue
		}
		if end, ok := shapedAt(text, i); ok {
			return Span{i, end}, true
		}
	}
	return Span{}, false
}

// shapedAt tells whether a CPR-shaped number begins at a byte, and where it ends.
func shapedAt(text string, start int) (int, bool) {
	at := start
	for seen := 0; seen < totalDigits; seen++ {
		if seen == dateDigits {
			at += separator(text, at)
		}
		if !digit(text, at) {
			return 0, false
		}
		at++
	}
	return at, !digit(text, at) && validDate(text[start:start+dateDigits])
}

// separator is the length of the hyphen, dash or space between date and serial number, if any.
func separator(text string, at int) int {
	for _, s := range []string{" - ", "-", " ", "\u00a0", "\u2010", "\u2011", "\u2013", "."} {
		if len(text) >= at+len(s) && text[at:at+len(s)] == s {
			return len(s)
		}
	}
	return 0
}

func digit(text string, i int) bool {
	return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9'
}

// validDate tells whether ddmmyy is a date in some century.
func validDate(ddmmyy string) bool {
	number := func(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
	day, month, year := number(ddmmyy[0:2]), time.Month(number(ddmmyy[2:4])), number(ddmmyy[4:6])
	for _, century := range []int{1800, 1900, 2000} {
		t := time.Date(century+year, month, day, 0, 0, 0, 0, time.UTC)
		if t.Day() == day && t.Month() == month {
			return true
		}
	}
	return false
}
