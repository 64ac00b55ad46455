package site_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"

	"github.com/labstack/echo/v4"
)

// sent is a form of one field that came in.
func sent(name, value string) echo.Context {
	c, _ := asked("POST", "/")
	c.SetRequest(httptest.NewRequest("POST", "/", strings.NewReader(url.Values{name: {value}}.Encode())))
	c.Request().Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	return c
}

func TestATextIsShortenedByItsCharacters(t *testing.T) {
	for _, c := range []struct {
		text string
		max  int
		want string
	}{
		{"", 3, ""}, {"æøå", 3, "æøå"}, {"æøåæ", 3, "æø…"}, {"abc", 1, "…"}, {"Møde 👍🏽", 6, "Møde …"},
	} {
		if got := site.Shortened(c.text, c.max); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.max, got, c.want)
		}
	}
	for name, want := range map[string]string{"Ærø": "Ærø", "Odense": "Odense", "Aalborg": "Aalborg", "Ringkøbing-Skjern": "Ringkø."} {
		if got := site.ShortPlace(name); got != want {
			t.Errorf("%s on a tile: %q, want %q", name, got, want)
		}
	}
}

func TestFieldsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{"9.00": "09:00", "9:30": "09:30", "09.00": "09:00", "12:15": "12:15", "ni": "ni", "": ""} {
		if got := site.ClockValue(sent("at", " "+text+" "), "at"); got != want {
			t.Errorf("the time %q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]int{"12": 12, "-1": -1, "": 0, "tolv": 0, "1.000": 0, "99999999999999999999": 0} {
		if got := site.NumberValue(sent("n", " "+text+" "), "n"); got != want {
			t.Errorf("the number %q is %d, want %d", text, got, want)
		}
	}
	day := calendar.NewDate(2026, 4, 1)
	for text, want := range map[string]struct {
		day calendar.Date
		ok  bool
	}{"2026-04-01": {day, true}, "": {ok: true}, "snart": {}, "2026-02-30": {}} {
		if got, ok := site.DateValue(sent("on", text), "on"); got != want.day || ok != want.ok {
			t.Errorf("the date %q is %v, %v", text, got, ok)
		}
	}
	if got := site.FormText(sent("text", " En\r\nto \r\n"), "text"); got != "En\nto" {
		t.Errorf("the text is %q", got)
	}
}

// What is made from a form is named after it, unless its key could not be a name or reads as a personal number.
func TestWhatAFormMakesIsNamedAfterIt(t *testing.T) {
	for _, key := range []string{"ABCDEFGHIJ", "K2K3K4K5K6K7"} {
		if got := site.NameOfNew(sent("client_key", key)); got != key {
			t.Errorf("%q becomes %q", key, got)
		}
	}
	for _, key := range []string{"", "short", "../../etc/passwd", "lower-case-key", strings.Repeat("A", 65), "010260" + "1234"} {
		a, b := site.NameOfNew(sent("client_key", key)), site.NameOfNew(sent("client_key", key))
		if a == key || a == b || len(a) < 10 {
			t.Errorf("%q becomes %q, then %q", key, a, b)
		}
	}
	if got := site.LetterID(sent("client_key", "K1")); got != "m-K1" {
		t.Errorf("the letter is %q", got)
	}
	if a, b := site.LetterID(sent("client_key", "")), site.LetterID(sent("client_key", "")); a == b {
		t.Errorf("two letters are %q", a)
	}
}

func TestATokenIsOfTheLengthThatItShouldBe(t *testing.T) {
	if a, b := site.NewToken(), site.NewToken(); len(a) != 43 || a == b || url.PathEscape(a) != a {
		t.Errorf("%q, then %q", a, b)
	}
}

func TestALinkBeginsWithWhatWasSet(t *testing.T) {
	c, _ := asked("GET", "http://127.0.0.1:8080/x")
	if got := site.New(site.Options{}).Origin(c); got != "http://127.0.0.1:8080" {
		t.Errorf("without a setting, %q", got)
	}
	if got := site.New(site.Options{BaseURL: "https://startklar.example"}).Origin(c); got != "https://startklar.example" {
		t.Errorf("with one, %q", got)
	}
}
