package web_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/audit"
	"startklar/cmd/startklar/internal/dock"
	"startklar/cmd/startklar/internal/web"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/templates/catalogue"
	"startklar/workflow"
)

// world is the product on a store of its own: two municipalities at the start of their journeys, and a
// person of every role. Its clock stands still until a test moves it.
type world struct {
	t       *testing.T
	app     *app.App
	handler http.Handler
	now     time.Time
	cookies map[string][]*http.Cookie
}

const (
	aalborgJourney = journey.ID("0851.flere-skal-med-2.1")
	odenseJourney  = journey.ID("0461.flere-skal-med-2.1")
)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 3, 12, 13, 32, 0, 0, time.UTC), cookies: map[string][]*http.Cookie{}}
	clock := func() time.Time { return w.now }
	a, err := app.Open(context.Background(), app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "web.db"), Clock: clock, MaxBatch: 8, CacheStreams: 16, ReadConnections: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	w.app = a
	w.people()
	w.enrol("0851", "0461")
	w.handler = w.serve(true)
	return w
}

// serve makes the product; demo opens the demo door.
func (w *world) serve(demo bool) http.Handler {
	w.t.Helper()
	h, err := web.New(web.Options{
		Desk: w.app.Desk, Definitions: w.app.Library, Monitoring: w.app.Monitoring, RecordBytes: 1 << 20,
		Dock:        dock.New(w.t.Context(), dock.Options{Intake: w.app.Intake, Desk: w.app.Desk, Clock: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler), MaxBytes: 1 << 20}),
		Sessions:    w.app.Store.Sessions(),
		SessionIdle: time.Hour, SessionLifetime: 8 * time.Hour, Clock: func() time.Time { return w.now },
		Log: slog.New(slog.DiscardHandler), Language: catalogue.Danish, BodyBytes: 1 << 20, Demo: demo,
		Verifier:   audit.New(w.t.Context(), w.app.Door.Verify, func() time.Time { return w.now }, slog.New(slog.DiscardHandler)),
		ClientKeys: 90 * 24 * time.Hour, Accesses: 2 * 365 * 24 * time.Hour,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}

func (w *world) people() {
	for _, p := range []roster.RegisterPerson{
		{ID: "leder", Name: "Leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}},
		{ID: "medarbejder", Name: "Projektleder i Aalborg", Role: person.MunicipalMember, Municipalities: []municipality.Code{"0851"}},
		{ID: "nabo", Name: "Leder i Odense", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0461"}},
		{ID: "konsulent", Name: "Konsulent Nord", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851"}},
		{ID: "star", Name: "Medarbejder i STAR", Role: person.NationalOfficer},
		{ID: "admin", Name: "Administrator", Role: person.Administrator},
	} {
		w.do("", p)
	}
}

func (w *world) enrol(codes ...municipality.Code) {
	w.t.Helper()
	def, err := w.app.Newest(context.Background(), "flere-skal-med-2")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, code := range codes {
		w.do("", workflow.StartJourney{
			Target: workflow.Target{Journey: journey.NewID(code, def.Key, 1)}, Definition: def.Key, Version: def.Version,
			Hash: def.Hash, StartedOn: calendar.NewDate(2026, 3, 2),
		})
	}
}

// do carries out a command as a person; as nobody, the system does it.
func (w *world) do(who person.ID, c domain.Command) {
	w.t.Helper()
	actor := person.SystemActor("test")
	if who != "" {
		p, err := w.app.Desk.Person(context.Background(), who)
		if err != nil {
			w.t.Fatal(err)
		}
		actor = p.Actor()
	}
	if _, err := w.app.Desk.Do(context.Background(), actor, "", c); err != nil {
		w.t.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// answer is what came back: the markup as it was sent, and the same with its texts as they are read.
type answer struct {
	status    int
	raw, body string
	header    http.Header
}

func (a answer) location() string { return a.header.Get("Location") }

// get fetches a page as a person; post sends a form.
func (w *world) get(who, path string) answer {
	w.t.Helper()
	return w.send(who, http.MethodGet, path, nil)
}

func (w *world) post(who, path string, form url.Values) answer {
	w.t.Helper()
	return w.send(who, http.MethodPost, path, form)
}

func (w *world) send(who, method, path string, form url.Values) answer {
	w.t.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range w.session(who) {
		request.AddCookie(c)
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	sent := recorder.Body.String()
	return answer{recorder.Code, sent, html.UnescapeString(sent), recorder.Header()}
}

// session signs a person in at the demo door, once.
func (w *world) session(who string) []*http.Cookie {
	w.t.Helper()
	if who == "" || w.cookies[who] != nil {
		return w.cookies[who]
	}
	request := httptest.NewRequest(http.MethodPost, "/log-ind", strings.NewReader(url.Values{"person": {who}}.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusSeeOther {
		w.t.Fatalf("sign in as %s: status %d", who, recorder.Code)
	}
	w.cookies[who] = recorder.Result().Cookies()
	return w.cookies[who]
}

// expect checks a status, texts that must be there, and texts that must not.
func (a answer) expect(t *testing.T, status int, want, forbidden []string) {
	t.Helper()
	if a.status != status {
		t.Errorf("status %d, want %d", a.status, status)
	}
	for _, text := range want {
		if !strings.Contains(a.body, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
	for _, text := range append(forbidden, "⟦") {
		if at := strings.Index(a.body, text); at >= 0 {
			t.Errorf("the page must not hold %q: …%s…", text, a.body[max(0, at-80):min(len(a.body), at+80)])
		}
	}
}

// scenario is one request with what must and must not come back.
type scenario struct {
	name, who, path string
	status          int
	want, forbidden []string
}

func (w *world) check(scenarios []scenario) {
	w.t.Helper()
	for _, s := range scenarios {
		w.t.Run(s.name, func(t *testing.T) {
			w.get(s.who, s.path).expect(t, s.status, s.want, s.forbidden)
		})
	}
}

func target(id journey.ID) workflow.Target { return workflow.Target{Journey: id} }
