package tour_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/tour"
	"startklar/templates/catalogue"

	"github.com/PuerkitoBio/goquery"
)

// byLink is why a page is not on the tour that only a link opens: its token is shown once, to the one who made it.
const byLink = "opened by a link whose token is shown once: links_test.go gives links out and looks at what they open"

// uploaded is why a file is not on the tour: the demo's documents are written in the product.
const uploaded = "a file that somebody uploaded: the demo's documents are written in the product, and the handler's tests upload one"

// aside are the routes that the tour does not lead to, with the reason.
var aside = map[string]string{
	"GET /":                                         "leads on to where the person's work is, which is on the tour",
	"GET /assets/*":                                 "style sheet, scripts and pictures: every page asks for them",
	"GET /sprog/:lang":                              "remembers the language and leads back",
	"GET /klar":                                     "one word for a load balancer",
	"GET /kommune/:code":                            "leads on to the municipality's journey",
	"GET /stoette/:code":                            "leads on to the case opened last",
	"GET /projektplan":                              "leads on to one's own plan",
	"GET /tjekliste":                                "leads on to one's own checklist",
	"GET /rum/arbejder.js":                          "a script: the room asks for it",
	"GET /bidrag/:token":                            byLink,
	"GET /styregruppe/:token":                       byLink,
	"GET /datoer/:token":                            byLink,
	"GET /datoer/:token/moede":                      byLink,
	"GET /datoer/:token/moede.ics":                  byLink,
	"GET /startpakke/:document/kladde/fil":          uploaded,
	"GET /startpakke/:document/version/:number/fil": uploaded,
	"GET /forloeb/:journey/:item/dokument/:document/fil": uploaded,
	"GET /leverancer/indlaes/status":                     "JSON, for the page that waits for a file",
	"GET /leverancer/indlaes/rapport":                    "a file that was tried, which nobody in the demo has",
	"GET /leverancer/indlaest/:number":                   "a file that was taken in on the page, which nobody in the demo has",
	"POST /log-ind":                                      "the demo door, through which every test comes",
	"POST /forloeb/:journey/:item/kladde":                "autosave: posted by a script, as JSON, and tested by the browser's story",
	"POST /rum/:journey/:item/send":                      "posted by a device, as JSON, when it is back on the network",
	"POST /bidrag/:token":                                byLink,
	"POST /bidrag/:token/kladde":                         byLink,
	"POST /bidrag/:token/svar/:field":                    byLink,
	"POST /styregruppe/:token":                           byLink,
	"POST /styregruppe/:token/svar":                      byLink,
	"POST /datoer/:token/aaben":                          byLink,
	"POST /datoer/:token/svar":                           byLink,
	"POST /datoer/:token/datosvar":                       byLink,
}

// TestEveryRouteIsOnTheTour compares the router's own table with the list, so that no page is forgotten.
func TestEveryRouteIsOnTheTour(t *testing.T) {
	h := enter(t, furnished)
	led := map[string]bool{}
	for _, s := range h.all(t) {
		if s.File != "" || s.Status == 0 {
			led["GET "+h.route(http.MethodGet, s.address)] = true
		}
	}
	for _, route := range h.routes() {
		if strings.HasPrefix(route, "GET ") && !led[route] && aside[route] == "" {
			t.Errorf("%s: no stop of the tour leads there, and nothing says why", route)
		}
	}
	for _, route := range append(keysOf(aside), keysOf(elsewhere)...) {
		if !slices.Contains(h.routes(), route) {
			t.Errorf("%s is excepted and does not exist", route)
		}
	}
}

// routes are the router's, without the ones that it makes up for groups.
func (h *house) routes() []string {
	var all []string
	for _, r := range h.handler.Routes() {
		if r.Method == http.MethodGet || r.Method == http.MethodPost {
			all = append(all, r.Method+" "+r.Path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// route is the pattern that serves an address.
func (h *house) route(method, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	c := h.handler.NewContext(nil, nil)
	h.handler.Router().Find(method, u.EscapedPath(), c)
	return c.Path()
}

// TestEveryWriteStartsFromAPage looks at where the forms of all pages go: a write that no form leads to is one
// that nobody can reach.
func TestEveryWriteStartsFromAPage(t *testing.T) {
	h := enter(t, furnished)
	led := map[string]bool{}
	for _, s := range h.all(t) {
		if s.File != "" {
			continue
		}
		h.get(t, s.who, catalogue.Danish, s.address).page(t).Find("form, button[formaction]").Each(func(_ int, f *goquery.Selection) {
			for _, name := range []string{"action", "formaction"} {
				if to := f.AttrOr(name, ""); strings.HasPrefix(to, "/") {
					led["POST "+h.route(http.MethodPost, to)] = true
				}
			}
		})
	}
	for _, route := range h.routes() {
		if strings.HasPrefix(route, "POST ") && !led[route] && aside[route] == "" && elsewhere[route] == "" {
			t.Errorf("%s: no form on the tour leads there, and nothing says why", route)
		}
	}
}

// elsewhere are the writes whose form stands on a page in a state that the demo has nobody in.
var elsewhere = map[string]string{
	"POST /forloeb/:journey/:item/hent-aftaler":                          "the plan of a municipality whose workshop has agreements to bring over",
	"POST /beskeder/:message/svar":                                       "a message that somebody wrote to the viewer",
	"POST /beskeder/:message/tilbage":                                    "a message of one's own, for ten minutes",
	"POST /kommuner/besked/:message/fortryd":                             "a message of one's own, for ten minutes",
	"POST /kommuner/besked/send":                                         "the preview of a message, which is posted to",
	"POST /drift/efterproev":                                             "the upkeep of a service that has a verifier, which a test's does not",
	"POST /forloeb/:journey/:item/bekraeft":                              "a stale step of a viewer who may confirm it",
	"POST /forloeb/:journey/:item/stil-igen":                             "the midway review of a journey that far on",
	"POST /forloeb/:journey/:item/moede/aflys":                           "a meeting that was booked on the step itself; the demo's are meetings",
	"POST /forloeb/:journey/:item/referat/send":                          "the day of a workshop, before its minutes are sent",
	"POST /forloeb/:journey/:item/svar/:field/bilag/:number/fjern":       "evidence of one's own",
	"POST /forloeb/:journey/:item/svar/:field/kommentar/:number/tilbage": "a comment of one's own",
	"POST /forloeb/:journey/:item/team/:team":                            "a delivery with teams",
	"POST /forloeb/:journey/:item/team/:team/fjern":                      "a delivery with teams",
	"POST /forloeb/:journey/kolleger/:request/mind":                      "a request that is open",
	"POST /forloeb/:journey/kolleger/:request/nyt-link":                  "a request that is open",
	"POST /forloeb/:journey/kolleger/:request/tilbage":                   "a request that is open",
	"POST /forloeb/:journey/forslag/:proposal":                           "a proposal that waits",
	"POST /forloeb/:journey/forslag/:proposal/nej":                       "a proposal that waits",
	"POST /mig/egen":                           "whoever acts for somebody",
	"POST /mig/paa-vegne-af/:person":           "a deputy of somebody who is away",
	"POST /mig/fravaer/slut":                   "somebody who is away",
	"POST /personer/:person/fravaer/slut":      "somebody who is away",
	"POST /moeder/:meeting/datosvar":           "a poll that is open",
	"POST /moeder/:meeting/link":               "a poll that is open",
	"POST /moeder/:meeting/link/:link/tilbage": "a poll with links",
	"POST /forloeb/:journey/styregruppe/traek": "administrations that were asked and may still answer",
	"POST /overdragelser":                      "the second step of planning a handover",
	"POST /leverancer/indlaes/gem":             "a file that was tried and waits",
	"POST /leverancer/indlaes/kasser":          "a file that was tried and waits",
	"POST /startpakke/:document/kladde/kasser": "a document with a draft",
	"POST /startpakke/:document/udgiv":         "a document with a draft",
	"POST /viden/notater/:journey/begynd":      "a selected municipality whose note is due and not begun",
}

// TestEveryPageIsWhole looks at what every page must have.
func TestEveryPageIsWhole(t *testing.T) {
	h := enter(t, furnished)
	for _, s := range h.all(t) {
		for _, lang := range catalogue.Langs() {
			t.Run(s.Name+"/"+string(lang), func(t *testing.T) {
				a := h.get(t, s.who, lang, s.address)
				if a.status != s.Answer() {
					t.Fatalf("%s as %q: status %d, want %d", s.address, s.who, a.status, s.Answer())
				}
				if text := a.wordless(); text != "" {
					t.Errorf("a text is missing: %.80s", text)
				}
				if s.File == "" {
					whole(t, s, a)
				}
			})
		}
	}
}

func whole(t *testing.T, s stop, a answer) {
	t.Helper()
	page := a.page(t)
	if n := page.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	if n := page.Find("[style], style, script:not([src])").Length(); n != 0 {
		t.Errorf("%d inline styles or scripts", n)
	}
	if n := page.Find("a[href='#indhold']").Length(); n != 1 && !s.Bare {
		t.Errorf("%d skip links", n)
	}
	if s.Answer() == http.StatusOK && page.Find("details.sk-audience").Length() != 1 && s.who != "" && !s.Bare {
		t.Error("the page does not say who can see it")
	}
	ids := map[string]bool{}
	page.Find("[id]").Each(func(_ int, el *goquery.Selection) {
		if id := el.AttrOr("id", ""); ids[id] {
			t.Errorf("the id %q stands twice", id)
		} else {
			ids[id] = true
		}
	})
	page.Find("form[method=post]").Each(func(_ int, f *goquery.Selection) {
		if to := f.AttrOr("action", ""); !keyless.MatchString(to) && f.Find("input[name=client_key]").AttrOr("value", "") == "" {
			t.Errorf("the form to %q has no client key: a double click would count twice", to)
		}
	})
}

// keyless are the forms of which a double click does no harm: what is written in a room has an id of its own, and a link
// may be opened twice.
var keyless = regexp.MustCompile(`^/log-(ind|ud)|^/beskeder/laest$|^/rum/.*/skriv$|^/datoer/[^/]+/aaben$|^/styregruppe/[^/]+$`)

// TestNamesOfStopsAreTheirOwn keeps pictures and findings apart.
func TestNamesOfStopsAreTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range tour.Walks(today) {
		for _, s := range w.Stops {
			if seen[s.Name] {
				t.Errorf("%q stands twice", s.Name)
			}
			seen[s.Name] = true
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d stops", len(seen))
	}
}
