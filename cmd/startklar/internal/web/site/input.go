package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"startklar/domain/calendar"
	"startklar/domain/personaldata"

	"github.com/labstack/echo/v4"
)

// ClockValue reads a time as people write it: 9.00, 09:00.
func ClockValue(c echo.Context, name string) string {
	text := strings.Replace(strings.TrimSpace(c.FormValue(name)), ".", ":", 1)
	if len(text) == len("9:00") {
		return "0" + text
	}
	return text
}

// Fingerprint is how a form remembers what stood in a field when it was made.
func Fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// Plain undoes what browsers do to line ends.
func Plain(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// Ticked is the value of a box that is ticked, or not.
func Ticked(on bool) string {
	if on {
		return "1"
	}
	return ""
}

// Among lets a text through that is one of those known.
func Among(text string, known []string) string {
	if slices.Contains(known, text) {
		return text
	}
	return ""
}

// NumberValue reads a whole number; 0 for anything else, which the rules refuse where a number is needed.
func NumberValue(c echo.Context, name string) int {
	n, err := strconv.Atoi(strings.TrimSpace(c.FormValue(name)))
	if err != nil {
		return 0
	}
	return n
}

// Shortened cuts a text after so many characters.
func Shortened(text string, max int) string {
	if utf8.RuneCountInString(text) <= max {
		return text
	}
	return string([]rune(text)[:max-1]) + "…"
}

// ClientKey names a form: the same one while it is shown again after a refusal, so that nothing is sent twice.
func ClientKey(c echo.Context) string {
	return cmp.Or(c.FormValue("client_key"), NewClientKey())
}

// LetterID names a message after the form that it was written in: a double click is one message.
func LetterID(c echo.Context) string {
	if key := c.FormValue("client_key"); key != "" {
		return "m-" + Shortened(key, 100)
	}
	return "m-" + NewClientKey()
}

// Number reads a whole number, 0 for anything else.
func Number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// NameOfNew names a new thing after the form that it comes from: sending that again makes no second one.
// A name stays, so that it is never shaped like a personal number.
func NameOfNew(c echo.Context) string {
	key := c.FormValue("client_key")
	if _, number := personaldata.FindCPR(key); number || !keyShape.MatchString(key) {
		return NewClientKey()
	}
	return key
}

var keyShape = regexp.MustCompile(`^[A-Z0-9]{10,64}$`)

// FormList are the boxes of a name that were ticked.
func FormList[T ~string](c echo.Context, name string) []T {
	values, err := c.FormParams()
	if err != nil {
		return nil
	}
	var all []T
	for _, v := range values[name] {
		all = append(all, T(v))
	}
	return all
}

// FormText is a text as it was written, with the line ends that we store.
func FormText(c echo.Context, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(c.FormValue(name), "\r\n", "\n"))
}

// BaseRevision is the revision that the sender of a form saw.
func BaseRevision(c echo.Context) int {
	n, err := strconv.Atoi(c.FormValue("base_revision"))
	if err != nil {
		return 0
	}
	return n
}

// DateValue reads a date field; zero for anything else, and ok tells whether it was empty or a date.
func DateValue(c echo.Context, name string) (d calendar.Date, ok bool) {
	text := strings.TrimSpace(c.FormValue(name))
	if text == "" {
		return d, true
	}
	d, err := calendar.ParseDate(text)
	return d, err == nil
}
