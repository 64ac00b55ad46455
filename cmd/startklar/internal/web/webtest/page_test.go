package webtest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"

	"github.com/PuerkitoBio/goquery"
)

// heard is a test that writes down what it is told.
type heard struct {
	testing.TB
	told []string
}

func (h *heard) Helper() {}

func (h *heard) Errorf(format string, args ...any) {
	h.told = append(h.told, fmt.Sprintf(format, args...))
}

// page is markup as it comes back.
func page(t *testing.T, body string) webtest.Page {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return webtest.Page{Status: http.StatusOK, Raw: body, Body: body, Text: strings.Join(strings.Fields(doc.Text()), " "), Doc: doc}
}

// What every other test of a page rests on: that what is missing, and what must not be there, is told.
func TestAPageIsHeldToWhatItMustSay(t *testing.T) {
	p := page(t, "<p id=\"a\">Ét\n  svar &amp; mere</p>")
	for name, c := range map[string]struct {
		status          int
		want, forbidden []string
		told            int
	}{
		"all is well":            {200, []string{"Ét svar", `id="a"`}, []string{"To svar"}, 0},
		"another status":         {404, nil, nil, 1},
		"something is missing":   {200, []string{"Ét svar", "To svar", "Tre svar"}, nil, 2},
		"words on two lines":     {200, nil, []string{"Ét svar"}, 1},
		"markup that must not":   {200, nil, []string{`id="a"`}, 1},
		"characters as they are": {200, []string{"svar & mere"}, []string{"svar &amp; mere"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := &heard{TB: t}
			if p.Says(h, c.status, c.want, c.forbidden); len(h.told) != c.told {
				t.Errorf("told %q", h.told)
			}
		})
	}
	h := &heard{TB: t}
	if page(t, "⟦some.key⟧").Says(h, http.StatusOK, nil, nil); len(h.told) != 1 {
		t.Errorf("a missing text is told as %q", h.told)
	}
}

func TestAPageThatIsNotWellFormedIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		markup string
		told   int
	}{
		"as it should be":   {`<h1>A</h1><label for="b">B</label><input id="b" aria-describedby="c"><p id="c"></p><a href="#b">B</a>`, 0},
		"no heading":        {`<p>A</p>`, 1},
		"two headings":      {`<h1>A</h1><h1>B</h1>`, 1},
		"an inline style":   {`<h1 style="color:red">A</h1>`, 1},
		"an inline script":  {`<h1>A</h1><script>alert(1)</script>`, 1},
		"an id twice":       {`<h1 id="a">A</h1><p id="a"></p>`, 1},
		"no label":          {`<h1>A</h1><input id="b">`, 1},
		"a link to nothing": {`<h1>A</h1><a href="#b">B</a>`, 1},
		"named by nothing":  {`<h1>A</h1><p aria-labelledby="x y"></p>`, 2},
		"no client key":     {`<h1>A</h1><form method="post" action="/forloeb/x"></form>`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := &heard{TB: t}
			if webtest.WellFormed(h, page(t, c.markup)); len(h.told) != c.told {
				t.Errorf("told %q", h.told)
			}
		})
	}
}

func TestAFormIsReadAsABrowserSendsIt(t *testing.T) {
	p := page(t, `<form action="/other"><input name="a" value="0"></form><form action="/x">
		<input name="a" value="1"><input value="nameless"><textarea name="b">to</textarea>
		<input type="checkbox" name="c" value="3" checked><input type="checkbox" name="c" value="4"><input type="radio" name="d" value="5">
		<select name="e"><option value="6"><option value="7" selected></select><template><input name="f" value="8"></template></form>`)
	want := url.Values{"a": {"1"}, "b": {"to"}, "c": {"3"}, "e": {"7"}}
	got := p.Form(t, "/x")
	for name := range want {
		if !slices.Equal(got[name], want[name]) {
			t.Errorf("%s is %q", name, got[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("the form sends %v", got)
	}
}

// A browser stays signed in until it is closed, and no other is.
func TestBrowsersAreKeptApart(t *testing.T) {
	w := webtest.New(t)
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, nil, nil)
	w.Stranger().Get(webtest.Path).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("", webtest.Path).Says(t, http.StatusSeeOther, nil, nil)
	other := w.As("leder")
	other.Post("/log-ud", nil)
	other.Get(webtest.Path).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, nil, nil)
	w.Post("leder", "/log-ud", nil)
	w.Get("leder", webtest.Path).Says(t, http.StatusSeeOther, nil, nil)
	w.CloseBrowsers()
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, nil, nil)
}
