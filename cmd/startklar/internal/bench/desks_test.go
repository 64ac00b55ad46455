package bench

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/cmd/startklar/internal/web"
	"startklar/templates/catalogue"
)

// deskBudget is the median of server time that a page of the desks may take on the demo's 98 municipalities.
const deskBudget = 10 * time.Millisecond

// BenchmarkDesks fills a store with the demo and tells the median of server time of each page about many
// municipalities. It fails where one takes longer than its budget; b.N is not used.
func BenchmarkDesks(b *testing.B) {
	handler := demoHandler(b)
	for _, page := range []struct{ name, who, path string }{
		{"page 11, Min dag", "proceskonsulent-1", "/min-dag"},
		{"page 12, Mine kommuner", "proceskonsulent-1", "/kommuner?vis=alle"},
		{"page 12, all 98 municipalities", "star-1", "/kommuner?vis=alle"},
		{"page 12, one municipality on one page", "proceskonsulent-1", "/kommune/0851/ark"},
		{"page 12, a message to three", "proceskonsulent-1", "/kommuner/besked?kommune=0851&kommune=0860&kommune=0840"},
		{"page 15, Overblik", "star-1", "/overblik"},
		{"page 15, grouped by region", "star-1", "/overblik?gruppe=region"},
	} {
		took := medianOf(b, handler, page.who, page.path)
		fmt.Printf("%-42s %v\n", page.name, took.Round(10*time.Microsecond))
		if took > deskBudget {
			b.Errorf("%s takes %v, more than %v", page.name, took, deskBudget)
		}
	}
}

// demoHandler serves the demo's data.
func demoHandler(b *testing.B) http.Handler {
	clock := demo.NewClock(time.Now())
	a, err := app.Open(context.Background(), app.Options{
		URL: "sqlite:" + filepath.Join(b.TempDir(), "desks.db"), Clock: clock.Now, MaxBatch: 64, CacheStreams: 256, ReadConnections: 4,
	})
	must(b, err)
	b.Cleanup(a.Close)
	def, err := a.Newest(context.Background(), "flere-skal-med-2")
	must(b, err)
	must(b, demo.Fill(context.Background(), a.Door, clock, def, nil))
	handler, err := web.New(web.Options{
		Desk: a.Desk, Definitions: a.Library, Sessions: a.Store.Sessions(), SessionIdle: time.Hour, SessionLifetime: time.Hour,
		Clock: clock.Now, Log: slog.New(slog.DiscardHandler), Language: catalogue.Danish, BodyBytes: 1 << 20, Demo: true,
	})
	must(b, err)
	return handler
}

// medianOf fetches a page as a person a hundred times and gives the median.
func medianOf(b *testing.B, handler http.Handler, who, path string) time.Duration {
	form := httptest.NewRequest(http.MethodPost, "/log-ind", strings.NewReader(url.Values{"person": {who}}.Encode()))
	form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	door := httptest.NewRecorder()
	handler.ServeHTTP(door, form)
	cookies := door.Result().Cookies()
	times := make([]time.Duration, 100)
	for n := range times {
		request := httptest.NewRequest(http.MethodGet, path, nil)
		for _, c := range cookies {
			request.AddCookie(c)
		}
		answer := httptest.NewRecorder()
		began := time.Now()
		handler.ServeHTTP(answer, request)
		times[n] = time.Since(began)
		if answer.Code != http.StatusOK {
			b.Fatalf("%s as %s: status %d", path, who, answer.Code)
		}
	}
	slices.Sort(times)
	return times[len(times)/2]
}
