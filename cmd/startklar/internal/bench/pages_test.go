package bench

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/cmd/startklar/internal/dock"
	"startklar/cmd/startklar/internal/tour"
	"startklar/cmd/startklar/internal/web"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/templates/catalogue"
)

// asked is how long the server may take over a page.
const asked = 10 * time.Millisecond

// measurePages times the server's work for every page of the tour on the demo's data, without a network:
// middleware, session, policy, read model, component. Beside each stands a page that says one word.
func measurePages(b *testing.B, t *table) {
	handler := demoHandler(b)
	var found []measured
	for _, w := range tour.Walks(calendar.DateOf(time.Now())) {
		cookies := signedIn(b, handler, w.Person)
		trivial := visit(b, handler, cookies, "/klar")
		for _, s := range w.Stops {
			address := s.Path
			if s.Link != "" {
				if address = follow(handler, cookies, s); address == "" {
					continue
				}
			}
			first := fetch(handler, cookies, address)
			if s.File == "pdf" || first.Code != http.StatusOK {
				continue // a PDF is the browser's work, a refusal no page, and some stops are there on some days alone
			}
			took, beside, ratio := paired(visit(b, handler, cookies, address), trivial)
			found = append(found, measured{s.Name, first.Body.Len(), took, beside, ratio})
		}
	}
	slices.SortFunc(found, func(a, b measured) int { return cmp.Compare(b.took, a.took) })
	slow := 0
	for n, m := range found {
		if m.took > asked {
			slow++
		}
		if n < 10 {
			t.add(fmt.Sprintf("slowest page %d: %s", n+1, m.name), m.took.Round(10*time.Microsecond).String(), fmt.Sprintf("of server time for %d kB, %s a trivial page (%v)", m.bytes/1000, times(m.ratio), m.beside.Round(time.Microsecond)))
		}
	}
	t.add("pages and files of the tour", fmt.Sprint(len(found)), fmt.Sprintf("the median takes %v; %d take more than the %v asked", found[len(found)/2].took.Round(10*time.Microsecond), slow, asked))
}

// demoHandler serves the demo's data.
func demoHandler(b *testing.B) http.Handler {
	clock := demo.NewClock(time.Now())
	a, err := app.Open(context.Background(), app.Options{
		URL: "sqlite:" + filepath.Join(b.TempDir(), "pages.db"), Clock: clock.Now, MaxBatch: 64, CacheStreams: 256, ReadConnections: 4,
	})
	must(b, err)
	b.Cleanup(a.Close)
	def, err := a.Newest(context.Background(), "flere-skal-med-2")
	must(b, err)
	must(b, demo.Fill(context.Background(), a.Door, a.Intake, clock, def, nil))
	handler, err := web.New(web.Options{
		Desk: a.Desk, Definitions: a.Library, Monitoring: a.Monitoring, RecordBytes: 1 << 20,
		Dock:     dock.New(b.Context(), dock.Options{Intake: a.Intake, Desk: a.Desk, Clock: clock.Now, Log: slog.New(slog.DiscardHandler), MaxBytes: 1 << 20}),
		Sessions: a.Store.Sessions(), SessionIdle: time.Hour, SessionLifetime: time.Hour,
		Clock: clock.Now, Log: slog.New(slog.DiscardHandler), Language: catalogue.Danish, BodyBytes: 1 << 20, Demo: true,
	})
	must(b, err)
	return handler
}

// measured is the server's time for a page, beside that for a trivial one in the same round.
type measured struct {
	name         string
	bytes        int
	took, beside time.Duration
	ratio        float64
}

// signedIn are the cookies of a person who came through the demo door.
func signedIn(b *testing.B, handler http.Handler, who person.ID) []*http.Cookie {
	if who == "" {
		return nil
	}
	form := httptest.NewRequest(http.MethodPost, "/log-ind", strings.NewReader(url.Values{"person": {string(who)}}.Encode()))
	form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	door := httptest.NewRecorder()
	handler.ServeHTTP(door, form)
	if door.Code != http.StatusSeeOther {
		b.Fatalf("sign in as %s: %d", who, door.Code)
	}
	return door.Result().Cookies()
}

func fetch(handler http.Handler, cookies []*http.Cookie, path string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, path, nil)
	for _, c := range cookies {
		request.AddCookie(c)
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return answer
}

var hrefs = regexp.MustCompile(`href="([^"]*)"`)

// follow finds the address that only another page's link knows.
func follow(handler http.Handler, cookies []*http.Cookie, s tour.Stop) string {
	fits := regexp.MustCompile(s.Link)
	for _, found := range hrefs.FindAllStringSubmatch(fetch(handler, cookies, s.Path).Body.String(), -1) {
		if to := html.UnescapeString(found[1]); fits.MatchString(to) {
			return to
		}
	}
	return ""
}

// visit returns what fetches a page ten times and gives the median time.
func visit(b *testing.B, handler http.Handler, cookies []*http.Cookie, path string) func() time.Duration {
	return func() time.Duration {
		took := make([]time.Duration, 10)
		for n := range took {
			began := time.Now()
			answer := fetch(handler, cookies, path)
			took[n] = time.Since(began)
			if answer.Code != http.StatusOK {
				b.Fatalf("%s: status %d", path, answer.Code)
			}
		}
		return median(took)
	}
}
