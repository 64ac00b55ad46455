package municipality

import "errors"

// Code is a municipality's official number, four digits kept as text, because
// the leading zero of "0101" is part of it.
type Code string

var errCode = errors.New("not a municipality code: write four digits, with the leading zero, such as 0101")

// ParseCode reads four digits. It does not ask whether a municipality has the
// code; [Get] does. The error says what to write and never repeats the text,
// which may be anything, a civil registration number included.
func ParseCode(s string) (Code, error) {
	if len(s) != 4 {
		return "", errCode
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return "", errCode
		}
	}
	return Code(s), nil
}
