package record

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"startklar/domain/personaldata"
)

const (
	maxCitizen     = 64 // characters
	maxHoursDigits = 7  // before the decimal sign
	shortestCPR    = 10 // bytes
	cprDateDigits  = 6
)

// shaped tells whether a field holds CPR-shaped text. Nearly every field is ruled out by its length or for want of
// digits in a row, so that nothing is copied.
func shaped(field []byte) bool {
	if len(field) < shortestCPR {
		return false
	}
	digits, run, longest := 0, 0, 0
	for _, b := range field {
		if b < '0' || b > '9' {
			run = 0
			continue
		}
		digits++
		run++
		longest = max(longest, run)
	}
	if digits < shortestCPR || longest < cprDateDigits {
		return false
	}
	_, found := personaldata.FindCPR(string(field))
	return found
}

// parseMunicipality reads four digits.
func parseMunicipality(b []byte) (int, bool) {
	if len(b) != 4 {
		return 0, false
	}
	return digits(b)
}

// parseMonth reads YYYY-MM as months since year 0.
func parseMonth(b []byte) (int, bool) {
	if len(b) != 7 || b[4] != '-' {
		return 0, false
	}
	year, okYear := digits(b[:4])
	month, okMonth := digits(b[5:])
	return 12*year + month - 1, okYear && okMonth && year >= 1 && month >= 1 && month <= 12
}

func digits(b []byte) (int, bool) {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// parseHours reads a decimal without a sign: hundredths, rounded half up, and whether it is more than none, however
// little.
func parseHours(b []byte) (hundredths uint32, some bool, wrong Reason) {
	if len(b) == 1 && b[0] == '0' {
		return 0, false, ""
	}
	whole, decimals := b, []byte("0")
	for i, c := range b {
		if c == ',' || c == '.' {
			whole, decimals = b[:i], b[i+1:]
			break
		}
	}
	if len(whole) == 0 || len(decimals) == 0 || !allDigits(whole) || !allDigits(decimals) {
		return 0, false, NotHours
	}
	for len(whole) > 1 && whole[0] == '0' {
		whole = whole[1:]
	}
	if len(whole) > maxHoursDigits {
		return 0, false, HoursLarge
	}
	n, _ := digits(whole)
	for i := range 2 {
		n *= 10
		if i < len(decimals) {
			n += int(decimals[i] - '0')
		}
	}
	some = n > 0
	for i := 2; i < len(decimals); i++ {
		some = some || decimals[i] != '0'
	}
	if len(decimals) > 2 && decimals[2] >= '5' {
		n++
	}
	return uint32(n), some, ""
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// checkCitizen tells what is wrong with a pseudonym, which is UTF-8.
func checkCitizen(b []byte) Reason {
	if len(b) == 0 {
		return CitizenMissing
	}
	if len(b) > maxCitizen && utf8.RuneCount(b) > maxCitizen {
		return CitizenLong
	}
	first, _ := utf8.DecodeRune(b)
	last, _ := utf8.DecodeLastRune(b)
	if unicode.IsSpace(first) || unicode.IsSpace(last) {
		return CitizenSpace
	}
	return ""
}

// hasControl tells whether UTF-8 text holds characters that steer rather than say something.
func hasControl(b []byte) bool {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return true
		}
		b = b[size:]
	}
	return false
}

// shown repeats a value that cannot be a person: one word of letters, at most four digits, or what looks like a month.
// In a file whose columns are mixed up, a pseudonym can stand anywhere. What is empty, or has a blank at an end, stands
// in quotation marks, for it would not be seen otherwise.
func shown(b []byte) string {
	const longest = 32
	if len(b) > longest {
		return Hidden
	}
	if trimmed := bytes.Trim(b, " "); len(trimmed) == 0 {
		return `"` + string(b) + `"`
	} else if len(trimmed) < len(b) {
		if word := shown(trimmed); word == Hidden {
			return Hidden
		}
		return `"` + string(b) + `"`
	}
	letters, digits := 0, 0
	for _, r := range string(b) {
		switch {
		case unicode.IsLetter(r) || r == '_':
			letters++
		case r >= '0' && r <= '9':
			digits++
		case r != '-' && r != '.' && r != ',' && r != '/':
			return Hidden
		}
	}
	month := len(b) == 7 && digits == 6 && (b[4] < '0' || b[4] > '9')
	if letters > 0 && digits > 0 || digits > 4 && !month {
		return Hidden
	}
	return string(b)
}
