package tour_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/dock"
	"startklar/cmd/startklar/internal/tour"
	"startklar/cmd/startklar/internal/web"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/templates/catalogue"
	"startklar/workflow"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"
)

// end is when the tour's demo ends: a Wednesday afternoon.
var end = time.Date(2026, time.November, 25, 14, 0, 0, 0, time.UTC)

var today = calendar.DateOf(end)

// house is the product on a store of its own, in which nobody writes any more.
type house struct {
	app     *app.App
	handler *echo.Echo
	path    string

	mu      sync.Mutex
	cookies map[person.ID][]*http.Cookie
}

// fills puts things into an empty store.
type fills func(ctx context.Context, a *app.App, clock *demo.Clock, def *workflow.Definition) error

// build opens a house and fills it.
func build(dir string, fill fills) (*house, error) {
	clock := demo.NewClock(end)
	h := &house{path: filepath.Join(dir, "house.db"), cookies: map[person.ID][]*http.Cookie{}}
	var err error
	h.app, err = app.Open(context.Background(), app.Options{
		URL: "sqlite:" + h.path, Clock: clock.Now, MaxBatch: 128, CacheStreams: 1024, ReadConnections: 4,
	})
	if err != nil {
		return nil, err
	}
	def, err := h.app.Newest(context.Background(), "flere-skal-med-2")
	if err != nil {
		return nil, err
	}
	if err := fill(context.Background(), h.app, clock, def); err != nil {
		return nil, err
	}
	return h, h.serve(nil)
}

// serve opens the product, with a printer or without one.
func (h *house) serve(printer site.Printer) error {
	handler, err := web.New(web.Options{
		Desk: h.app.Desk, Definitions: h.app.Library, Monitoring: h.app.Monitoring, RecordBytes: 1 << 20,
		Dock:     dock.New(context.Background(), dock.Options{Intake: h.app.Intake, Desk: h.app.Desk, Clock: func() time.Time { return end }, Log: slog.New(slog.DiscardHandler), MaxBytes: 1 << 20}),
		Sessions: h.app.Store.Sessions(), SessionIdle: time.Hour, SessionLifetime: time.Hour,
		Clock: func() time.Time { return end }, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Language: catalogue.Danish, BodyBytes: 1 << 20, Demo: true, Printer: printer,
	})
	if err != nil {
		return err
	}
	h.handler = handler.(*echo.Echo)
	return nil
}

// tidy removes what the tests' houses left behind.
var tidy []string

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range tidy {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// once builds a house for all tests of the package.
func once(fill fills) func() (*house, error) {
	return sync.OnceValues(func() (*house, error) {
		dir, err := os.MkdirTemp("", "startklar-tour-")
		if err != nil {
			return nil, err
		}
		tidy = append(tidy, dir)
		return build(dir, fill)
	})
}

// furnished is the house with the demo in it.
var furnished = once(func(ctx context.Context, a *app.App, clock *demo.Clock, def *workflow.Definition) error {
	if err := demo.Fill(ctx, a.Door, a.Intake, clock, def, nil); err != nil {
		return err
	}
	if _, err := a.Desk.Counts(ctx, person.SystemActor("cli"), desk.FigureQuery{What: "counts"}); err != nil {
		return err
	}
	if err := demo.Publish(ctx, a.Desk, clock); err != nil {
		return err
	}
	return giveLinks(ctx, a.Door, "")
})

func enter(t testing.TB, door func() (*house, error)) *house {
	t.Helper()
	h, err := door()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// answer is what came back.
type answer struct {
	status int
	body   string
	header http.Header
}

// wordless is what begins with a text that no language has; empty for none. In what is packed any letters may come by
// chance.
func (a answer) wordless() string {
	if strings.HasPrefix(a.body, "PK") || strings.HasPrefix(a.body, "%PDF") {
		return ""
	}
	_, text, _ := strings.Cut(a.body, "⟦")
	return text
}

// page reads the answer as a page.
func (a answer) page(t testing.TB) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// get fetches an address as a person, in a language.
func (h *house) get(t testing.TB, who person.ID, lang catalogue.Lang, path string) answer {
	t.Helper()
	return h.send(t, http.MethodGet, who, lang, path)
}

// send asks for an address as a person, in a language.
func (h *house) send(t testing.TB, method string, who person.ID, lang catalogue.Lang, path string) answer {
	t.Helper()
	request := httptest.NewRequest(method, path, nil)
	for _, c := range h.session(t, who) {
		request.AddCookie(c)
	}
	request.AddCookie(&http.Cookie{Name: "sprog", Value: string(lang)})
	recorder := httptest.NewRecorder()
	h.handler.ServeHTTP(recorder, request)
	return answer{recorder.Code, recorder.Body.String(), recorder.Header()}
}

// session signs a person in at the demo door, once.
func (h *house) session(t testing.TB, who person.ID) []*http.Cookie {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if who == "" || h.cookies[who] != nil {
		return h.cookies[who]
	}
	request := httptest.NewRequest(http.MethodPost, "/log-ind", strings.NewReader(url.Values{"person": {string(who)}}.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	recorder := httptest.NewRecorder()
	h.handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusSeeOther {
		t.Fatalf("sign in as %s: status %d", who, recorder.Code)
	}
	h.cookies[who] = recorder.Result().Cookies()
	return h.cookies[who]
}

// address finds where a stop is, which may only be known to a link of another page; empty if none leads there.
func (h *house) address(t testing.TB, who person.ID, s tour.Stop) string {
	t.Helper()
	if s.Link == "" {
		return s.Path
	}
	fits := regexp.MustCompile(s.Link)
	found := ""
	h.get(t, who, catalogue.Danish, s.Path).page(t).Find("a[href]").EachWithBreak(func(_ int, a *goquery.Selection) bool {
		if href := html.UnescapeString(a.AttrOr("href", "")); fits.MatchString(href) {
			found = href
		}
		return found == ""
	})
	return found
}

// stop is one of the tour's, with who is there and where it is.
type stop struct {
	tour.Stop
	who     person.ID
	address string
}

// stops are all of the tour that can be found in the house. Those that cannot are for missing to hear of.
func (h *house) stops(t testing.TB, missing func(tour.Stop)) []stop {
	t.Helper()
	var all []stop
	for _, w := range tour.Walks(today) {
		for _, s := range w.Stops {
			if at := h.address(t, w.Person, s); at != "" {
				all = append(all, stop{s, w.Person, at})
			} else {
				missing(s)
			}
		}
	}
	return all
}

// all are the stops of a house in which every one has to be found.
func (h *house) all(t testing.TB) []stop {
	t.Helper()
	return h.stops(t, func(s tour.Stop) { t.Errorf("%s: nothing on %s leads to %s", s.Name, s.Path, s.Link) })
}
