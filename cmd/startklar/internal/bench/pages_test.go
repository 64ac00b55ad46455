package bench

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/templates/catalogue"
)

// measurePages times the server's work for a page, without a network: middleware, session, policy, read
// model, component.
func measurePages(b *testing.B, t *table) {
	e := newEngine(b)
	id := e.answered(b)
	def, err := e.Newest(context.Background(), "flere-skal-med-2")
	must(b, err)
	e.start(b, def, few-1)
	for _, p := range []roster.RegisterPerson{
		{ID: "leder", Name: "Leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{id.Municipality()}},
		{ID: "star", Name: "Medarbejder i STAR", Role: person.NationalOfficer},
	} {
		e.do(b, person.SystemActor("bench"), p)
	}
	handler, err := web.New(web.Options{
		Desk: e.Desk, Definitions: e.Library, Sessions: e.Store.Sessions(), SessionIdle: time.Hour, SessionLifetime: time.Hour,
		Clock: time.Now, Log: slog.New(slog.DiscardHandler), Language: catalogue.Danish, BodyBytes: 1 << 20, Demo: true,
	})
	must(b, err)
	trivial := visit(b, handler, "leder", "/klar")
	journey := "/forloeb/" + string(id)
	for _, screen := range []struct{ name, who, path string }{
		{"page 1, Jeres forløb", "leder", journey},
		{"page 2, Tjekliste", "leder", journey + "/readiness"},
		{"page 15, Overblik (98 journeys)", "star", "/overblik"},
	} {
		took, beside, ratio := paired(visit(b, handler, screen.who, screen.path), trivial)
		t.add(screen.name, perSecond(took), fmt.Sprintf("%v of server time, %s a trivial page (%s)", took.Round(10*time.Microsecond), times(ratio), perSecond(beside)))
	}
}

// visit returns what fetches a page fifty times as a person and gives the mean time.
func visit(b *testing.B, handler http.Handler, who, path string) func() time.Duration {
	form := httptest.NewRequest(http.MethodPost, "/log-ind", strings.NewReader(url.Values{"person": {who}}.Encode()))
	form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	door := httptest.NewRecorder()
	handler.ServeHTTP(door, form)
	cookies := door.Result().Cookies()
	return func() time.Duration {
		return each(50, func(int) {
			request := httptest.NewRequest(http.MethodGet, path, nil)
			for _, c := range cookies {
				request.AddCookie(c)
			}
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, request)
			if answer.Code != http.StatusOK {
				b.Fatalf("%s as %s: status %d", path, who, answer.Code)
			}
		})
	}
}
