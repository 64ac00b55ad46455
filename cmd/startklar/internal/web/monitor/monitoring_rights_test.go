package monitor_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web"
	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/signal"
	"startklar/domain/person"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// seats are all who may ask: the people of Aalborg, the leader of another municipality, its consultant and that of
// another, the agency, the administrator, who has a link, and nobody at all.
var seats = []string{"leder", "medarbejder", "nabo", "konsulent", "konsulent-syd", "star", "admin", "gaest", ""}

// right is what comes of a request from each seat, in their order: see wordOf. Looks are what is logged of those who see
// counts, "seat: what whose months", and nobody else leaves a line.
type right struct {
	// route is the pattern as the server has it.
	route, path, seats, looks string
	form                      func(w *webtest.World) url.Values
}

// wordOf is a status as a table of rights has it. Who is asked to sign in is "in", who is led elsewhere "to"; who may not
// know that something exists gets "un", who may not see it "no".
func wordOf(a webtest.Page) string {
	switch {
	case a.Status == http.StatusUnauthorized, a.Status == http.StatusSeeOther && strings.HasPrefix(a.Location, "/log-ind"):
		return "in"
	case words[a.Status] == "":
		return strconv.Itoa(a.Status)
	}
	return words[a.Status]
}

var words = map[int]string{
	http.StatusOK: "ok", http.StatusSeeOther: "to", http.StatusForbidden: "no", http.StatusNotFound: "un",
	http.StatusUnprocessableEntity: "bad", http.StatusConflict: "late",
}

// monitored is stated with a released statement, a case that was agreed and a proposal that waits, a dated event, a
// file that was taken in and one that waits, and somebody who has a link.
func monitored(t *testing.T) *webtest.World {
	t.Helper()
	w := stated(t)
	freeze(w, "star", "")
	for unit, text := range map[monitoring.UnitID]string{"0851": "KOMMENTAR til Aalborg", "0461": "KOMMENTAR til Odense"} {
		w.Do("star", statement.WriteComment{Month: calendar.NewMonth(2026, time.April), Unit: unit, Text: text})
	}
	if a := release(w, "star2"); a.Status != http.StatusSeeOther {
		t.Fatalf("release: %d", a.Status)
	}
	figure := followup.Figure{Indicator: "6", Num: 2, Den: 47, Level: signal.Propose, Reason: signal.ByTail, National: 0.25, Expected: 11.75, Tail: 0.0002, Judged: true}
	for _, subject := range []followup.Subject{"activity", "7"} {
		w.Do("", followup.Judge{Municipality: "0851", Programme: "flere-skal-med-2", Seen: []followup.Seen{{
			Subject: subject, Month: calendar.NewMonth(2026, time.January), Standing: followup.Proposing, Reasons: []signal.Reason{signal.ByTail}, Figures: []followup.Figure{figure},
		}}})
	}
	w.Do("star", followup.OpenCase{Municipality: "0851", Proposals: []int{1}, Reason: "INTERN grund"})
	at := followup.At{Municipality: "0851", Case: 1, Base: 2}
	w.Do("star", followup.Suppose{At: at, Guess: followup.AllGuesses()[0], Note: "INTERN hypotese"})
	at.Base++
	w.Do("star", followup.DecideSupport{At: at, Kinds: followup.AllHelp()[:1], Text: "HJÆLP til Aalborg"})
	at.Base++
	w.Do("star", followup.Agree{At: at, Text: "AFTALT med Aalborg", On: calendar.DateOf(w.Now())})
	w.Do("star", annotation.Write{ID: "HAENDELSE1", Content: annotation.Content{Title: "HÆNDELSE", Cause: annotation.AllCauses()[0], From: calendar.NewMonth(2026, time.March)}})
	file := recordsHead + row("b-1", "0851", "2026-07", "1")
	w.Pass(31 * 24 * time.Hour)
	w.CloseBrowsers()
	decide(w, tried(w, "juli.csv", file), "gem")
	settled(w)
	tried(w, "juli-igen.csv", recordsHead+row("b-1", "0851", "2026-07", "0"))
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	return w
}

// guest has been asked for help by Aalborg, and has opened the link.
func guest(w *webtest.World) *webtest.Visitor {
	w.T.Helper()
	const ask = webtest.Path + "/readiness/svar/A.a.1/bed"
	form := w.Get("leder", ask).Form(w.T, ask)
	form.Set("email", "kollega@example.dk")
	link, err := url.Parse(w.Post("leder", ask, form).Doc.Find("input#link").AttrOr("value", ""))
	if err != nil || link.Path == "" {
		w.T.Fatalf("the link is %v, %v", link, err)
	}
	v := w.Stranger()
	if p := v.Post(link.Path, v.Get(link.Path).Form(w.T, link.Path)); p.Status != http.StatusSeeOther || p.Location != link.Path {
		w.T.Fatalf("the link: %d to %q", p.Status, p.Location)
	}
	return v
}

// looksAfter are the looks that were logged after a number, by seat, and the number of the newest one.
func looksAfter(w *webtest.World, after int64) (map[string]string, int64) {
	w.T.Helper()
	rows, err := w.App.Desk.Accesses(context.Background(), person.SystemActor("test"), view.LogQuery{Limit: 1000})
	if err != nil {
		w.T.Fatal(err)
	}
	seen, last := map[string]string{}, after
	for _, a := range slices.Backward(rows) {
		if last = max(last, a.Number); a.Number <= after {
			continue
		}
		look := a.What + " " + string(a.Municipality)
		if a.Municipality == "" {
			look += "all"
		}
		if !a.To.IsZero() {
			look += " " + a.From.String() + "/" + a.To.String()
		}
		if !a.AsOf.IsZero() {
			look += " then"
		}
		if seen[string(a.Actor)] != "" {
			look = seen[string(a.Actor)] + " + " + look
		}
		seen[string(a.Actor)] = look
	}
	return seen, last
}

// written is the number of the newest event.
func written(w *webtest.World) int64 {
	w.T.Helper()
	rows, err := w.App.Desk.Ledger(context.Background(), person.SystemActor("test"), view.LedgerQuery{LogQuery: view.LogQuery{Limit: 1}})
	if err != nil || len(rows) == 0 {
		w.T.Fatalf("%d events, %v", len(rows), err)
	}
	return rows[0].Position
}

// secrets are what each seat must never be sent, whatever it asks for.
func secrets(w *webtest.World) map[string][]string {
	const internal, help, agreed, ours, theirs = "INTERN", "HJÆLP", "AFTALT", "KOMMENTAR til Aalborg", "KOMMENTAR til Odense"
	hidden := hidden(w)
	outside := append([]string{internal, help, agreed, ours}, hidden...)
	return map[string][]string{
		"leder": {internal, help, theirs}, "medarbejder": {internal, help, agreed, theirs}, "konsulent": append([]string{internal, theirs}, hidden...),
		"nabo": outside, "konsulent-syd": outside, "admin": append(outside, theirs), "gaest": append(outside, theirs), "": append(outside, theirs),
	}
}

// hidden are the counts of Aalborg that outsiders are not shown, as pages and files write them. What Odense counts the
// same is left out, and so are pairs so small that they may stand for anything.
func hidden(w *webtest.World) (pairs []string) {
	w.T.Helper()
	ctx, system := context.Background(), person.SystemActor("test")
	truth, err := w.App.Desk.Counts(ctx, system, desk.FigureQuery{What: "test"})
	if err != nil {
		w.T.Fatal(err)
	}
	outside, err := w.App.Desk.FiguresForOutsiders(ctx, system, desk.FigureQuery{})
	if err != nil {
		w.T.Fatal(err)
	}
	for _, m := range truth.Delivered() {
		for _, i := range w.App.Monitoring.Indicators {
			own, _ := truth.Count("0851", m, monitoring.Measure(i.ID), monitoring.OriginAll)
			other, _ := truth.Count("0461", m, monitoring.Measure(i.ID), monitoring.OriginAll)
			shown, _ := outside.Count("0851", m, monitoring.Measure(i.ID), monitoring.OriginAll)
			if _, open := shown.Num.Value(); !open && own.Den >= 20 && (own.Num != other.Num || own.Den != other.Den) {
				pairs = append(pairs, fmt.Sprintf("%d af %d", own.Num, own.Den), fmt.Sprintf(";%d;%d;", own.Num, own.Den))
			}
		}
	}
	if len(pairs) < 10 {
		w.T.Fatalf("only %d counts are hidden: the test looks for nothing", len(pairs))
	}
	return pairs
}

// counted finds a count in a page.
var counted = regexp.MustCompile(`\d+ af \d+`)

// TestWhoMayAskWhatOfTheMonitoring asks everything of everybody: what comes of it, what must not stand there, that a
// refusal changes nothing, and which line each look at counts leaves in the log.
func TestWhoMayAskWhatOfTheMonitoring(t *testing.T) {
	w := monitored(t)
	secrets, held := secrets(w), guest(w)
	for _, r := range monitoringRights {
		t.Run(r.route+" "+r.path, func(t *testing.T) {
			var form url.Values
			if r.form != nil {
				form = r.form(w)
			}
			method, _, _ := strings.Cut(r.route, " ")
			var came []string
			_, last := looksAfter(w, 0)
			for _, who := range seats {
				before := written(w)
				v := held
				if who != "gaest" {
					v = w.Browser(person.ID(who))
				}
				a := v.Send(method, r.path, "application/x-www-form-urlencoded", form.Encode())
				came = append(came, wordOf(a))
				a.Says(t, a.Status, nil, secrets[who])
				if a.Status >= http.StatusBadRequest && who != "star" && counted.MatchString(a.Body) {
					t.Errorf("%q is refused and told a count: %s", who, counted.FindString(a.Body))
				}
				if a.Status >= http.StatusBadRequest && written(w) != before {
					t.Errorf("%q is refused, and something was written", who)
				}
			}
			if got := strings.Join(came, " "); got != r.seats {
				t.Errorf("\n got %s\nwant %s\n for %q", got, r.seats, seats)
			}
			looks, _ := looksAfter(w, last)
			var lines []string
			for _, who := range seats {
				if looks[who] != "" {
					lines = append(lines, who+": "+looks[who])
				}
			}
			if got := strings.Join(lines, ", "); got != r.looks {
				t.Errorf("logged\n     %s\nwant %s", got, r.looks)
			}
		})
	}
	everyLookHasWords(w)
}

// everyLookHasWords reads the log as those see it who watch it.
func everyLookHasWords(w *webtest.World) {
	w.T.Helper()
	page := w.Get("admin", "/opslag?format=csv").Body
	rows, err := w.App.Desk.Accesses(context.Background(), person.SystemActor("test"), view.LogQuery{Limit: 1000})
	if err != nil {
		w.T.Fatal(err)
	}
	texts := catalogue.Danish
	for _, a := range rows {
		what, _ := a.Page()
		switch key := "accesses.page." + what; {
		case what == "test":
		case !texts.Has(key):
			w.T.Errorf("a look at %q has no Danish words", what)
		case !strings.Contains(page, texts.T(key)):
			w.T.Errorf("a look at %q is not in the log", what)
		}
	}
	if !strings.Contains(page, "hentet som fil") {
		w.T.Error("the log does not tell a file from a page")
	}
}

// TestEveryRouteOfTheMonitoringHasItsRights fails for a route that nobody has thought about.
func TestEveryRouteOfTheMonitoringHasItsRights(t *testing.T) {
	handler, err := web.New(webtest.New(t).Options)
	router, ok := handler.(*echo.Echo)
	if err != nil || !ok {
		t.Fatalf("the product is no longer a router that tells its routes: %v", err)
	}
	asked, found := map[string]bool{}, 0
	for _, r := range monitoringRights {
		asked[r.route] = true
	}
	known := map[string]bool{}
	for _, r := range router.Routes() {
		route := r.Method + " " + r.Path
		known[route] = true
		if !strings.Contains(r.Name, "/web/monitor.") {
			continue
		}
		if found++; !asked[route] {
			t.Errorf("%s has no row in the table of rights", route)
		}
	}
	if found < 40 {
		t.Errorf("only %d routes are the monitoring's: their handlers are no longer told by their names", found)
	}
	for route := range asked {
		if !known[route] {
			t.Errorf("%s has a row and is not a route", route)
		}
	}
}

// with are the fields of a form; revised adds the revision in which the case stands, frozen freezes what the page shows.
func with(values ...string) func(*webtest.World) url.Values {
	return func(*webtest.World) url.Values { return webtest.Form(values...) }
}

func revised(values ...string) func(*webtest.World) url.Values {
	return func(w *webtest.World) url.Values {
		return webtest.Form(append(values, "base_revision", revision(w))...)
	}
}

func frozen(w *webtest.World) url.Values {
	sent := w.Get("star", april).Form(w.T, april+"/frys")
	sent.Set("reason", "Der kom mere")
	return sent
}

// monitoringRights are asked in this order: what is written in one row is there in the next.
var monitoringRights = []right{
	{"GET /", "/", "to to to to to to ok in in", "", nil},
	{"GET /min-dag", "/min-dag", "no no no ok ok ok no in in", "", nil},
	{"GET /kommune/:code/ark", "/kommune/0851/ark", "no no un ok un ok no in in", "", nil},
	{"GET /forloeb/:journey", webtest.Path, "ok ok un ok un ok no in in", "", nil},
	{"GET /overblik", "/overblik", "no no no ok ok ok no in in", "", nil},
	{"GET /beskeder", "/beskeder", "ok ok ok ok ok ok ok in in", "", nil},
	{"GET /opslag", "/opslag", "no no no no no ok ok in in", "", nil},
	{"GET /opslag", "/opslag?format=csv", "no no no no no ok ok in in", "", nil},
	{"GET /tal", "/tal", "ok ok ok to to to to in in", "leder: own_figures 0851, medarbejder: own_figures 0851, nabo: own_figures 0461", nil},
	{"GET /tal", "/tal?billede=udvikling-6&format=csv", "ok ok ok to to to to in in", "leder: own_figures_file 0851, medarbejder: own_figures_file 0851, nabo: own_figures_file 0461", nil},
	{"GET /tal", "/tal?billede=udvikling-6&format=xlsx", "ok ok ok to to to to in in", "leder: own_figures_file 0851, medarbejder: own_figures_file 0851, nabo: own_figures_file 0461", nil},
	{"GET /indikatorer", "/indikatorer", "no no no ok ok ok no in in", "", nil},
	{"GET /indikatorer", "/indikatorer?format=csv", "no no no ok ok ok no in in", "", nil},
	{"GET /indikatorer/:indicator", "/indikatorer/6", "no no no ok ok ok no in in", "star: indicator all", nil},
	{"GET /indikatorer/:indicator", "/indikatorer/6?kommune=0851", "no no no ok un ok no in in", "star: indicator all", nil},
	{"GET /indikatorer/:indicator", "/indikatorer/6?kommune=0851&maaned=2026-04", "no no no ok un ok no in in", "star: indicator all", nil},
	{"GET /indikatorer/:indicator", "/indikatorer/6?format=csv", "no no no ok ok ok no in in", "star: indicator_file all", nil},
	{"GET /indikatorer/:indicator", "/indikatorer/6?format=xlsx&billede=udvikling&kommune=0851", "no no no ok un ok no in in", "star: indicator_file all", nil},
	{"GET /indikatorer/:indicator", "/indikatorer/6?pr=2026-06-30", "no no no no no ok no in in", "star: indicator all then", nil},
	{"GET /indikatorer/:indicator", "/indikatorer/9", "un un un un un un un in in", "", nil},
	{"GET /indikatorer/:indicator/svar", "/indikatorer/6/svar", "no no no ok ok ok no in in", "", nil},
	{"GET /indikatorer/:indicator/svar", "/indikatorer/6/svar?kommune=0851&maaned=2026-04", "no no no ok un ok no in in", "star: answer 0851 2026-04/2026-04", nil},
	{"GET /leverancer", "/leverancer", "to to to no no ok no in in", "", nil},
	{"GET /leverancer", "/leverancer?format=csv", "to to to no no ok no in in", "", nil},
	{"GET /leverancer", "/leverancer?format=xlsx", "to to to no no ok no in in", "", nil},
	{"GET /leverancer/indlaes", "/leverancer/indlaes", "no no no no no ok no in in", "star: records all", nil},
	{"GET /leverancer/indlaes/status", "/leverancer/indlaes/status", "no no no no no ok no in in", "", nil},
	{"GET /leverancer/indlaes/rapport", "/leverancer/indlaes/rapport", "no no no no no un no in in", "", nil},
	{"GET /leverancer/indlaes/rapport", "/leverancer/indlaes/rapport?format=csv", "no no no no no ok no in in", "star: report_file 0851", nil},
	{"GET /leverancer/indlaest/:number", "/leverancer/indlaest/1", "no no no no no ok no in in", "star: report 0851", nil},
	{"GET /leverancer/indlaest/:number", "/leverancer/indlaest/1?format=csv", "no no no no no ok no in in", "star: report_file 0851", nil},
	{"GET /leverancer/indlaest/:number", "/leverancer/indlaest/9", "no no no no no un no in in", "", nil},
	{"GET /leverancer/:code", "/leverancer/0851", "ok ok un no no ok no in in", "star: deliveries 0851 2023-08/2026-07", nil},
	{"GET /leverancer/:code", "/leverancer/0851?format=csv", "ok ok un no no ok no in in", "star: deliveries_file 0851 2023-08/2026-07", nil},
	{"GET /leverancer/:code", "/leverancer/9999", "un un un no no un no in in", "", nil},
	{"GET /leverancer/:code/:month", "/leverancer/0851/2026-04", "ok ok un no no ok no in in", "star: deliveries 0851 2026-04/2026-04", nil},
	{"GET /opgoerelser", "/opgoerelser", "ok ok ok ok ok ok no in in", "", nil},
	{"GET /opgoerelser/:month", april, "to to to ok ok ok no in in", "", nil},
	{"GET /opgoerelser/:month/:unit", april + "/0851", "ok ok un ok un ok no in in", "leder: statement 0851 2026-04/2026-04 then, medarbejder: statement 0851 2026-04/2026-04 then, star: statement 0851 2026-04/2026-04 then", nil},
	{"GET /opgoerelser/:month/:unit", april + "/0851?format=html", "ok ok un ok un ok no in in", "", nil},
	{"GET /opgoerelser/:month/:unit", april + "/0851?format=pdf", "503 503 un 503 un 503 no in in", "", nil},
	{"GET /opgoerelser/:month/:unit", april + "/0851?udgave=1", "ok ok un ok un ok no in in", "leder: statement 0851 2026-04/2026-04 then, medarbejder: statement 0851 2026-04/2026-04 then, star: statement 0851 2026-04/2026-04 then", nil},
	{"GET /opgoerelser/:month/:unit", april + "/0851?udgave=udkast", "no no un no un ok no in in", "star: statement 0851 2026-04/2026-04 then", nil},
	{"GET /opgoerelser/:month/:unit", april + "/landet", "ok ok ok ok ok ok no in in", "", nil},
	{"GET /opgoerelser/:month/:unit", april + "/landet?format=xlsx", "ok ok ok ok ok ok no in in", "", nil},
	{"GET /opgoerelser/:month/:unit", april + "/landet?udgave=udkast", "no no no no no ok no in in", "star: statement all 2026-04/2026-04 then", nil},
	{"GET /opgoerelser/:month/:unit/halvside", april + "/0851/halvside", "ok ok un ok un ok no in in", "", nil},
	{"GET /stoette", "/stoette", "ok no ok ok ok ok no in in", "star: support 0851 2026-01/2026-01", nil},
	{"GET /stoette", "/stoette?vis=aabne", "ok no ok ok ok ok no in in", "", nil},
	{"GET /stoette", "/stoette?format=csv", "ok no ok ok ok ok no in in", "star: support_file 0851 2026-01/2026-01", nil},
	{"GET /stoette/hvem-kan-vi-spoerge", "/stoette/hvem-kan-vi-spoerge", "no no no no no ok no in in", "star: whom all 2026-05/2026-05", nil},
	{"GET /stoette/hvem-kan-vi-spoerge", "/stoette/hvem-kan-vi-spoerge?format=csv", "no no no no no ok no in in", "star: whom_file all 2026-05/2026-05", nil},
	{"GET /stoette/nyt", "/stoette/nyt", "no no no no no ok no in in", "", nil},
	{"GET /stoette/:code", "/stoette/0851", "to no un to un to no in in", "", nil},
	{"GET /stoette/:code/forslag/:number", "/stoette/0851/forslag/2", "no no un no un ok no in in", "star: support 0851 2026-01/2026-01", nil},
	{"GET /stoette/:code/forslag/:number", "/stoette/0851/forslag/9", "no no un no un un no in in", "", nil},
	{"GET /stoette/:code/:number", "/stoette/0851/1", "ok no un ok un ok no in in", "star: support 0851 2026-04/2026-04", nil},
	{"GET /stoette/:code/:number", "/stoette/0851/9", "un no un un un un no in in", "", nil},
	{"GET /begivenheder/ny", "/begivenheder/ny", "no no no no no ok no in in", "", nil},
	{"GET /begivenheder/:event", "/begivenheder/HAENDELSE1", "no no no no no ok no in in", "", nil},
	{"GET /begivenheder/:event", "/begivenheder/FINDESIKKE", "no no no no no un no in in", "", nil},
	{"POST /begivenheder", "/begivenheder", "no no no no no to no in in", "", with("title", "En dato", "cause", "law", "from", "2026-05")},
	{"POST /begivenheder/:event", "/begivenheder/HAENDELSE1", "no no no no no to no in in", "", with("title", "En dato", "cause", "law", "from", "2026-05", "base_revision", "1")},
	{"POST /begivenheder/:event/tilbage", "/begivenheder/HAENDELSE1/tilbage", "no no no no no to no in in", "", with("reason", "Det skete ikke")},
	{"POST /leverancer/indlaes", "/leverancer/indlaes", "no no no no no bad no in in", "star: records all", nil},
	{"POST /leverancer/indlaes/gem", "/leverancer/indlaes/gem", "no no no no no late no in in", "star: records all", with("fil", "x")},
	{"POST /leverancer/indlaes/kasser", "/leverancer/indlaes/kasser", "no no no no no late no in in", "star: records all", with("fil", "x")},
	{"POST /opgoerelser/:month/frys", april + "/frys", "no no no no no to no in in", "", frozen},
	{"POST /opgoerelser/:month/frigiv", april + "/frigiv", "no no no no no no no in in", "", with("number", "2")},
	{"POST /opgoerelser/:month/kasser", april + "/kasser", "no no no no no to no in in", "", with("number", "2", "reason", "En fejl")},
	{"POST /opgoerelser/:month/:unit/kommentar", april + "/0851/kommentar", "no no no no no to no in in", "", with("text", "Godt gået", "base_revision", "1")},
	{"POST /opgoerelser/:month/:unit/kommentar", april + "/0851/kommentar", "no no no no no late no in in", "star: statement 0851 2026-04/2026-04 then", with("text", "For sent", "base_revision", "1")},
	{"POST /stoette/:code/:number/hypotese", "/stoette/0851/1/hypotese", "no no un no un to no in in", "", revised("guess", "chance")},
	{"POST /stoette/:code/:number/dialog", "/stoette/0851/1/dialog", "no no un no un to no in in", "", revised("on", "2026-08-10", "way", "call", "note", "Vi talte sammen")},
	{"POST /stoette/:code/:number/hjaelp", "/stoette/0851/1/hjaelp", "no no un no un to no in in", "", revised("kinds", "sparring", "text", "Sparring i juni")},
	{"POST /stoette/:code/:number/aftale", "/stoette/0851/1/aftale", "no no un no un to no in in", "", revised("text", "Tre møder", "on", "2026-08-10")},
	{"POST /stoette/:code/:number/opfoelgning", "/stoette/0851/1/opfoelgning", "no no un no un to no in in", "", revised("on", "2026-12-01")},
	{"POST /stoette/:code/:number/overtag", "/stoette/0851/1/overtag", "no no un no un to no in in", "", revised()},
	{"POST /stoette/:code/:number/hypotese", "/stoette/0851/1/hypotese", "no no un no un late no in in", "star: support 0851 2026-04/2026-04", with("guess", "chance", "base_revision", "1")},
	{"POST /stoette/:code/forslag/:number/saml", "/stoette/0851/forslag/2/saml", "no no un no un to no in in", "", with("into", "1")},
	{"POST /stoette/:code/forslag/:number/aabn", "/stoette/0851/forslag/2/aabn", "no no un no un late no in in", "star: support 0851 2026-01/2026-01", with("reason", "x")},
	{"POST /stoette/:code/forslag/:number/laeg-vaek", "/stoette/0851/forslag/2/laeg-vaek", "no no un no un late no in in", "star: support 0851 2026-01/2026-01", with("reason", "x")},
	{"POST /stoette/nyt", "/stoette/nyt", "no no un no un to no in in", "", with("municipality", "0851", "subjects", "8", "reason", "De beder om det")},
	{"POST /stoette/:code/:number/flet", "/stoette/0851/2/flet", "no no un no un to no in in", "", with("into", "1", "base_revision", "2")},
	{"GET /stoette/:code/:number", "/stoette/0851/2", "un no un un un to no in in", "", nil},
	{"POST /stoette/:code/:number/resultat", "/stoette/0851/1/resultat", "no no un no un to no in in", "", revised("outcome", "explained")},
}
