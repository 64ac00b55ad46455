package parts

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"startklar/templates"
	"startklar/templates/catalogue"
)

// The policy that the server sends; see package web.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /violation"

func TestSpecimenIsAccessible(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("..", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		unavailable(t, "axe-core: run `npm ci` in templates/")
	}
	if missing := templates.MissingVendor(); len(missing) > 0 {
		unavailable(t, "the design system: run `node copy-vendor.mjs` in templates/")
	}
	ctx, desk := browser(t), newDesk(t)
	for _, lang := range catalogue.Langs() {
		for _, width := range []int64{1440, 390} {
			t.Run(fmt.Sprintf("%s at %d px", lang, width), func(t *testing.T) {
				do(ctx, t, chromedp.EmulateViewport(width, 900), chromedp.Navigate(desk.URL+"/"+string(lang)))
				do(ctx, t, chromedp.Evaluate[chromedp.Void](string(axe)))
				found := run(ctx, t, chromedp.Evaluate[verdict](axeRun, chromedp.EvalAwaitPromise))
				if found.Passed < 20 {
					t.Errorf("only %d rules were checked", found.Passed)
				}
				for _, violation := range found.Violations {
					t.Error(violation)
				}
			})
		}
	}
}

// A verdict is what axe found.
type verdict struct {
	Passed     int      `json:"passed"`
	Violations []string `json:"violations"`
}

const axeRun = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((r) => ({
	passed: r.passes.length,
	violations: r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html + " " + n.failureSummary).join("\n")),
}))`

func TestSpecimenReflows(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	do(ctx, t, chromedp.EmulateViewport(320, 900), chromedp.Navigate(desk.URL+"/da"))
	if width := run(ctx, t, chromedp.Evaluate[int]("document.documentElement.scrollWidth")); width > 320 {
		t.Errorf("the page is %d px wide on a screen of 320", width)
	}
}

func TestAutosaveStoresWhatIsWritten(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	desk.answer(200, reply{"revision": 5, "saved_label": "Gemt 14.33"}, reply{"revision": 6, "saved_label": "Gemt 14.34"})
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	write(ctx, t, "Første udkast")
	waitFor(ctx, t, `line() === "Gemt 14.33"`)
	write(ctx, t, "Andet udkast")
	waitFor(ctx, t, `line() === "Gemt 14.34" && revision() === "6"`)

	sent := desk.received()
	want := []draft{{Field: "tekst", Text: "Første udkast", BaseRevision: 4}, {Field: "tekst", Text: "Andet udkast", BaseRevision: 5}}
	if sent[0].ClientKey == "" || sent[0].ClientKey == sent[1].ClientKey {
		t.Errorf("the keys %q and %q must differ", sent[0].ClientKey, sent[1].ClientKey)
	}
	if diff := cmp.Diff(want, withoutKeys(sent)); diff != "" {
		t.Error(diff)
	}
	waitFor(ctx, t, `copies() === 0`)
	desk.noViolation(t)
}

func TestAutosaveRepeatsAFailedSaveWithTheSameKey(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	desk.answer(503, reply{})
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	write(ctx, t, "Uden forbindelse")
	waitFor(ctx, t, `line() === "Ikke gemt" && !document.querySelector("[data-save-retry]").hidden && copies() === 1`)
	desk.answer(200, reply{"revision": 5, "saved_label": "Gemt 14.35"})
	do(ctx, t, chromedp.Click(chromedp.CSS("[data-save-retry]")))
	waitFor(ctx, t, `line() === "Gemt 14.35" && copies() === 0`)
	if sent := desk.received(); sent[0] != sent[1] {
		t.Errorf("the repetition differs: %+v, %+v", sent[0], sent[1])
	}
}

func TestAutosaveSavesWhenThePageIsLeft(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	desk.answer(200, reply{"revision": 5, "saved_label": "Gemt 14.35"})
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	write(ctx, t, "Skrevet i sidste øjeblik")
	do(ctx, t, chromedp.Navigate(desk.URL+"/en"))
	for range 100 {
		if sent := desk.received(); len(sent) > 0 {
			if sent[0].Text != "Skrevet i sidste øjeblik" {
				t.Errorf("saved %q", sent[0].Text)
			}
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("nothing was saved")
}

func TestAutosaveOffersAnUnsavedTextAfterACrash(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	desk.answer(503, reply{}, reply{}, reply{})
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	write(ctx, t, "Skrevet før strømmen gik")
	waitFor(ctx, t, `line() === "Ikke gemt"`)
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	waitFor(ctx, t, `document.querySelector("[data-slot=text]")?.textContent === "Skrevet før strømmen gik"`)
	desk.answer(200, reply{"revision": 5, "saved_label": "Gemt 14.36"})
	do(ctx, t, chromedp.Click(chromedp.CSS("[data-do=restore]")))
	waitFor(ctx, t, `line() === "Gemt 14.36" && field().value === "Skrevet før strømmen gik"`)
}

func TestAutosaveShowsBothTextsOfAConflict(t *testing.T) {
	theirs := reply{"message": "Bo Lund var først.", "revision": 9, "text": "Kollegaens", "by": "Bo Lund", "at_label": "i dag 14.32"}
	for choice, want := range map[string]draft{
		KeepMine: {Field: "tekst", Text: "Min", BaseRevision: 9},
		Merge:    {Field: "tekst", Text: "Min\n\nKollegaens", BaseRevision: 9},
	} {
		t.Run(choice, func(t *testing.T) {
			ctx, desk := browser(t), newDesk(t)
			desk.answer(409, theirs)
			do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
			write(ctx, t, "Min")
			waitFor(ctx, t, `slot("mine") === "Min" && slot("theirs") === "Kollegaens" && slot("by") === "Bo Lund"`)
			desk.answer(200, reply{"revision": 10, "saved_label": "Gemt 14.37"})
			do(ctx, t, chromedp.Click(chromedp.CSS("[data-do="+choice+"]")))
			do(ctx, t, chromedp.Evaluate[chromedp.Void](`field().blur()`))
			waitFor(ctx, t, `line() === "Gemt 14.37" && !document.querySelector(".sk-autosave .sk-conflict")`)
			if diff := cmp.Diff(want, withoutKeys(desk.received())[1]); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run(UseTheirs, func(t *testing.T) {
		ctx, desk := browser(t), newDesk(t)
		desk.answer(409, theirs)
		do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
		write(ctx, t, "Min")
		waitFor(ctx, t, `slot("theirs") === "Kollegaens"`)
		do(ctx, t, chromedp.Click(chromedp.CSS("[data-do=theirs]")))
		waitFor(ctx, t, `field().value === "Kollegaens" && revision() === "9" && copies() === 0`)
	})
}

func TestAutosaveShowsARefusalAtTheField(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	desk.answer(422, reply{"message": "Fjern det, der ligner et personnummer"})
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	write(ctx, t, "Noget, der ikke må gemmes")
	waitFor(ctx, t, `document.getElementById("tekst-error")?.textContent === "Fejl: Fjern det, der ligner et personnummer"
		&& field().getAttribute("aria-invalid") === "true" && field().getAttribute("aria-describedby").includes("tekst-error")`)
	waitFor(ctx, t, `field().value === "Noget, der ikke må gemmes" && copies() === 0`)
	desk.answer(200, reply{"revision": 5, "saved_label": "Gemt 14.38"})
	write(ctx, t, "Noget andet")
	waitFor(ctx, t, `line() === "Gemt 14.38" && !document.getElementById("tekst-error") && !field().hasAttribute("aria-invalid")`)
}

func TestAutosaveKeepsTheTextWhenTheSessionRanOut(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	desk.answer(401, reply{"message": "Log ind"})
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	write(ctx, t, "Skrevet for sent")
	waitFor(ctx, t, `document.querySelector("dialog")?.open && field().value === "Skrevet for sent"`)
	desk.answer(200, reply{"revision": 5, "saved_label": "Gemt 14.39"})
	do(ctx, t, chromedp.Click(chromedp.CSS("dialog [data-do=retry]")))
	waitFor(ctx, t, `!document.querySelector("dialog")?.open && line() === "Gemt 14.39"`)
}

func TestAFormIsSentOnce(t *testing.T) {
	ctx, desk := browser(t), newDesk(t)
	do(ctx, t, chromedp.Navigate(desk.URL+"/da"))
	sent := run(ctx, t, chromedp.Evaluate[int](`(() => {
		const form = document.querySelector("form[action='/specimen']");
		let sent = 0;
		addEventListener("submit", (e) => { if (!e.defaultPrevented) sent += 1; e.preventDefault(); });
		const button = form.querySelector("button");
		button.click(); button.click();
		return sent;
	})()`))
	if sent != 1 {
		t.Errorf("two quick clicks sent the form %d times", sent)
	}
}

// --- the browser

func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		unavailable(t, "Chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx
}

// unavailable skips where a tool is missing, and fails where it has to be there.
func unavailable(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal("missing: " + what)
	}
	t.Skip("missing: " + what)
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func run[T any](ctx context.Context, t *testing.T, action chromedp.Action[T]) T {
	t.Helper()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// reading are the names that the conditions of waitFor use.
const reading = `
	globalThis.field = () => document.getElementById("tekst");
	globalThis.line = () => document.querySelector("[data-save-text]").textContent;
	globalThis.revision = () => field().form.elements.base_revision.value;
	globalThis.slot = (name) => document.querySelector(".sk-autosave .sk-conflict [data-slot=" + name + "]")?.textContent;
	globalThis.copies = () => Object.keys(localStorage).filter((k) => k.startsWith("startklar:draft:")).length;
`

func waitFor(ctx context.Context, t *testing.T, condition string) {
	t.Helper()
	do(ctx, t, chromedp.Evaluate[chromedp.Void](reading))
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		if run(ctx, t, chromedp.Evaluate[bool]("!!("+condition+")")) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	state := run(ctx, t, chromedp.Evaluate[string](`line() + " | " + field().value + " | " + revision()`))
	t.Fatalf("never came: %s\nthe page says: %s", condition, state)
}

func write(ctx context.Context, t *testing.T, text string) {
	t.Helper()
	encoded, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	do(ctx, t, chromedp.Evaluate[chromedp.Void](reading), chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		`field().focus(); field().value = %s; field().dispatchEvent(new Event("input", {bubbles: true}))`, encoded)))
}

// --- the server

type reply map[string]any

type draft struct {
	ClientKey    string `json:"client_key"`
	Field        string `json:"field"`
	Text         string `json:"text"`
	BaseRevision int    `json:"base_revision"`
}

func withoutKeys(sent []draft) []draft {
	bare := make([]draft, len(sent))
	for i, d := range sent {
		bare[i] = d
		bare[i].ClientKey = ""
	}
	return bare
}

// desk serves the specimen, gives prepared answers to drafts and remembers them.
type desk struct {
	*httptest.Server
	mu         sync.Mutex
	answers    []prepared
	drafts     []draft
	violations []string
}

type prepared struct {
	status int
	body   reply
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	pages := make(map[string][]byte)
	for _, lang := range catalogue.Langs() {
		pages[string(lang)] = specimen(t, lang)
	}
	d := &desk{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{lang}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", contentPolicy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(pages[r.PathValue("lang")])
	})
	mux.HandleFunc("GET /assets/{name...}", func(w http.ResponseWriter, r *http.Request) {
		content, err := templates.Asset(r.PathValue("name"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("name"))))
		_, _ = w.Write(content)
	})
	mux.HandleFunc("POST /api/svar/kladde", d.take)
	mux.HandleFunc("POST /violation", func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		d.mu.Lock()
		defer d.mu.Unlock()
		d.violations = append(d.violations, string(body))
	})
	d.Server = httptest.NewServer(mux)
	t.Cleanup(d.Close)
	return d
}

func (d *desk) take(w http.ResponseWriter, r *http.Request) {
	var got draft
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		http.Error(w, "not a draft", http.StatusBadRequest)
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drafts = append(d.drafts, got)
	next := prepared{status: http.StatusServiceUnavailable}
	if len(d.answers) > 0 {
		next, d.answers = d.answers[0], d.answers[1:]
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(next.status)
	_ = json.NewEncoder(w).Encode(next.body)
}

// answer prepares the next answers, all with one status, in place of older ones.
func (d *desk) answer(status int, bodies ...reply) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answers = nil
	for _, body := range bodies {
		d.answers = append(d.answers, prepared{status, body})
	}
}

func (d *desk) received() []draft {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]draft(nil), d.drafts...)
}

func (d *desk) noViolation(t *testing.T) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, violation := range d.violations {
		t.Errorf("against the content policy: %s", violation)
	}
}
