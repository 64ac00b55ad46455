package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/dock"
	"startklar/cmd/startklar/internal/web"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/templates/catalogue"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/PuerkitoBio/goquery"
)

// hall is the product with one municipality at work, and the people who meet there.
type hall struct {
	t      *testing.T
	app    *app.App
	server *httptest.Server
	clock  atomic.Int64
	// down makes every write fail as if the store could not be used.
	down    atomic.Bool
	journey journey.ID
	options web.Options
}

const aalborg municipality.Code = "0851"

// The people of the tests.
var (
	leader    = person.Actor{ID: "leder", Name: "Leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{aalborg}}
	member    = person.Actor{ID: "projektleder", Name: "Projektleder i Aalborg", Role: person.MunicipalMember, Municipalities: []municipality.Code{aalborg}}
	adviser   = person.Actor{ID: "konsulent", Name: "Proceskonsulent i Nord", Role: person.ProcessConsultant, Municipalities: []municipality.Code{aalborg}}
	officer   = person.Actor{ID: "star", Name: "Medarbejder i STAR", Role: person.NationalOfficer}
	neighbour = person.Actor{ID: "nabo", Name: "Leder i Rebild", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0840"}}
)

// newHall opens the product on an empty store, with a journey in which the checklist and the forms are open.
func newHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{t: t, journey: journey.NewID(aalborg, "flere-skal-med-2", 1)}
	h.clock.Store(time.Date(2026, 3, 12, 13, 32, 0, 0, time.UTC).UnixMicro())
	now := func() time.Time { return time.UnixMicro(h.clock.Load()).UTC() }
	a, err := app.Open(t.Context(), app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "hall.db"), Clock: now, MaxBatch: 8, CacheStreams: 8, ReadConnections: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	h.app = a
	h.options = web.Options{
		Desk: shaky{a.Desk, &h.down}, Definitions: a.Library, Monitoring: a.Monitoring, RecordBytes: 1 << 20,
		Dock:     dock.New(t.Context(), dock.Options{Intake: a.Intake, Desk: a.Desk, Clock: now, Log: slog.New(slog.DiscardHandler), MaxBytes: 1 << 20}),
		Sessions: a.Store.Sessions(), SessionIdle: time.Hour, SessionLifetime: 8 * time.Hour,
		Clock: now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Language: catalogue.Danish, BodyBytes: 1 << 20, Demo: true,
	}
	h.serve()
	for _, who := range []person.Actor{leader, member, adviser, officer, neighbour} {
		h.does(person.SystemActor("test"), roster.RegisterPerson{ID: who.ID, Name: who.Name, Role: who.Role, Municipalities: who.Municipalities})
	}
	h.begin()
	return h
}

// serve opens the product with the hall's options.
func (h *hall) serve() {
	h.t.Helper()
	handler, err := web.New(h.options)
	if err != nil {
		h.t.Fatal(err)
	}
	h.server = httptest.NewServer(handler)
	h.t.Cleanup(h.server.Close)
}

// prints opens the product with a printer.
func (h *hall) prints(p site.Printer) {
	h.t.Helper()
	h.options.Printer = p
	h.serve()
}

// shaky is a desk whose store may be down.
type shaky struct {
	web.Desk
	down *atomic.Bool
}

func (d shaky) Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error) {
	if d.down.Load() {
		return journal.Result{}, domain.Refuse(domain.Unavailable, "store_failed", nil)
	}
	return d.Desk.Do(ctx, actor, key, c)
}

func (h *hall) begin() {
	h.t.Helper()
	edition, err := h.app.Newest(h.t.Context(), "flere-skal-med-2")
	if err != nil {
		h.t.Fatal(err)
	}
	h.does(person.SystemActor("test"), workflow.StartJourney{
		Target: h.target(), Definition: edition.Key, Version: edition.Version, Hash: edition.Hash, StartedOn: calendar.NewDate(2026, 3, 2),
	})
	h.does(leader, workflow.CompleteItem{Target: h.target(), Item: "request"})
}

func (h *hall) target() workflow.Target { return workflow.Target{Journey: h.journey} }

// does carries out a command that must succeed.
func (h *hall) does(who person.Actor, c domain.Command) {
	h.t.Helper()
	if _, err := h.app.Desk.Do(context.Background(), who, "", c); err != nil {
		h.t.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// state is the journey as the municipality sees it.
func (h *hall) state() workflow.State {
	h.t.Helper()
	s, err := h.app.Desk.Journey(context.Background(), leader, h.journey)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// text is what stands in a field.
func (h *hall) text(item journey.InstanceID, field journey.FieldID) string {
	h.t.Helper()
	if a := h.state().Answer(item, field); a != nil {
		return a.Text
	}
	return ""
}

// writes stores an answer beside the browser.
func (h *hall) writes(who person.Actor, item journey.InstanceID, field journey.FieldID, text string) {
	h.t.Helper()
	base := 0
	if a := h.state().Answer(item, field); a != nil {
		base = a.Revision
	}
	h.does(who, workflow.SaveAnswer{Target: h.target(), Item: item, Field: field, Text: text, Base: base})
}

// stands declares how far a question is, beside the browser.
func (h *hall) stands(question journey.FieldID, standing journey.Standing) {
	h.t.Helper()
	h.does(leader, workflow.DeclareStanding{Target: h.target(), Item: "readiness", Question: question, Standing: standing})
}

// settleAll makes every question clear and declares every track.
func (h *hall) settleAll() {
	h.t.Helper()
	def := h.state().Item("readiness").Def
	for _, section := range def.Sections {
		for _, f := range section.Fields() {
			h.stands(f.ID, journey.Clear)
		}
		h.does(leader, workflow.DeclareSection{Target: h.target(), Item: "readiness", Section: section.ID})
	}
}

func (h *hall) path(rest string) string { return "/forloeb/" + string(h.journey) + rest }

// visitor is a browser without JavaScript.
type visitor struct {
	h    *hall
	http *http.Client
}

// page is an answer as a browser has it.
type page struct {
	status   int
	location string
	text     string
	body     string
	doc      *goquery.Document
}

// as signs somebody in through the demo door.
func (h *hall) as(who person.Actor) *visitor {
	h.t.Helper()
	v := h.stranger()
	if p := v.post("/log-ind", url.Values{"person": {string(who.ID)}}); p.status != http.StatusSeeOther {
		h.t.Fatalf("sign in as %s: %d", who.ID, p.status)
	}
	return v
}

// stranger is nobody yet.
func (h *hall) stranger() *visitor {
	jar, _ := cookiejar.New(nil)
	return &visitor{h: h, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// signOut makes the session end.
func (v *visitor) signOut() { v.post("/log-ud", nil) }

func (v *visitor) get(path string) page {
	v.h.t.Helper()
	return v.send(http.MethodGet, path, "", "")
}

func (v *visitor) post(path string, values url.Values) page {
	v.h.t.Helper()
	return v.send(http.MethodPost, path, "application/x-www-form-urlencoded", values.Encode())
}

func (v *visitor) send(method, path, kind, body string) page {
	v.h.t.Helper()
	request, err := http.NewRequestWithContext(v.h.t.Context(), method, v.h.server.URL+path, strings.NewReader(body))
	if err != nil {
		v.h.t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	response, err := v.http.Do(request)
	if err != nil {
		v.h.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		v.h.t.Fatal(err)
	}
	p := page{status: response.StatusCode, location: response.Header.Get("Location"), body: string(raw)}
	if p.doc, err = goquery.NewDocumentFromReader(strings.NewReader(p.body)); err != nil {
		v.h.t.Fatal(err)
	}
	p.text = strings.Join(strings.Fields(p.doc.Find("body").Text()), " ")
	return p
}

// form reads what a browser would send of the form that goes to a path.
func (p page) form(t *testing.T, action string) url.Values {
	t.Helper()
	form := p.doc.Find("form").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("action", "") == action })
	if form.Length() != 1 {
		t.Fatalf("%d forms go to %s", form.Length(), action)
	}
	values := url.Values{}
	form.Find("input, textarea, select").Each(func(_ int, s *goquery.Selection) {
		name, named := s.Attr("name")
		_, checked := s.Attr("checked")
		kind := s.AttrOr("type", "")
		switch {
		case !named || s.Closest("template").Length() > 0 || (kind == "radio" || kind == "checkbox") && !checked:
		case goquery.NodeName(s) == "textarea":
			values.Add(name, s.Text())
		case goquery.NodeName(s) == "select":
			values.Add(name, s.Find("option[selected]").AttrOr("value", ""))
		default:
			values.Add(name, s.AttrOr("value", ""))
		}
	})
	return values
}

// says checks what a page must and must not hold.
func (p page) says(t *testing.T, status int, want, forbidden []string) {
	t.Helper()
	if p.status != status {
		t.Errorf("status %d, want %d", p.status, status)
	}
	for _, text := range want {
		if !strings.Contains(p.text, text) && !strings.Contains(p.body, text) {
			t.Errorf("the page does not say %q:\n%s", text, p.text)
		}
	}
	for _, text := range forbidden {
		if strings.Contains(p.text, text) || strings.Contains(p.body, text) {
			t.Errorf("the page says %q:\n%s", text, p.text)
		}
	}
	if _, missing, found := strings.Cut(p.body, "⟦"); found {
		t.Errorf("a text is missing: %.80s", missing)
	}
}
