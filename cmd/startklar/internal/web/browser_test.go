package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"startklar/domain/journey"
	"startklar/templates"
	"startklar/workflow"
)

// window is a browser of somebody's own.
type window struct {
	t   *testing.T
	h   *hall
	ctx context.Context
}

// opens starts a browser and signs somebody in.
func (h *hall) opens(who string) *window {
	h.t.Helper()
	w := &window{t: h.t, h: h, ctx: newBrowser(h.t)}
	w.enter(who)
	return w
}

// enter signs in by the demo door.
func (w *window) enter(who string) {
	w.t.Helper()
	w.do(chromedp.Navigate(w.h.server.URL + "/hjaelp"))
	w.js(fmt.Sprintf(`fetch("/log-ind", {method: "POST", redirect: "manual", headers: {"Content-Type": "application/x-www-form-urlencoded"}, body: "person=%s"}).then(() => { document.title = "inde" })`, who))
	w.waits(`document.title === "inde"`)
}

func (w *window) goes(path string) {
	w.t.Helper()
	w.do(chromedp.Navigate(w.h.server.URL + w.h.path(path)))
}

func (w *window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, steps...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *window) js(script string) {
	w.t.Helper()
	w.do(chromedp.Evaluate[chromedp.Void](script))
}

// waits for a condition of the page; a() is the field of the first question.
func (w *window) waits(condition string) {
	w.t.Helper()
	for range 200 {
		ok, err := chromedp.Run(w.ctx, chromedp.Evaluate[bool](`(() => { const a = (id) => document.getElementById("f." + (id ?? "A.a.1")); return !!(`+condition+`) })()`))
		if err != nil {
			w.t.Fatal(err)
		}
		if ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	text, _ := chromedp.Run(w.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	w.t.Fatalf("never came: %s\n%s", condition, text)
}

// types writes into a field as a person does.
func (w *window) types(field, text string) {
	w.t.Helper()
	encoded, _ := json.Marshal(text)
	w.js(fmt.Sprintf(`(() => { const f = document.getElementById("f.%s"); f.focus(); f.value = %s; f.dispatchEvent(new Event("input", {bubbles: true})) })()`, field, encoded))
}

// picture keeps a picture of the page where STARTKLAR_PICTURES names a folder.
func (w *window) picture(name string) {
	w.t.Helper()
	folder := os.Getenv("STARTKLAR_PICTURES")
	if folder == "" {
		return
	}
	for _, width := range []int64{1440, 390} {
		w.do(chromedp.EmulateViewport(width, 1200))
		shot, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			w.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d.png", name, width)), shot, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}

const savedLine = `document.querySelector("[data-save-text]").textContent.startsWith("Gemt")`

func TestWhatIsWrittenIsSavedByItself(t *testing.T) {
	h := newHall(t)
	w := h.opens("leder")
	w.goes(questionA1)
	w.types("A.a.1", "Skrevet uden at trykke på noget.")
	w.waits(savedLine)
	w.picture("autosave")
	if got := h.text("readiness", "A.a.1"); got != "Skrevet uden at trykke på noget." {
		t.Errorf("stored %q", got)
	}
	w.types("A.a.1", "Og så trykket gem.")
	w.js(`document.querySelector("input[name=standing][value=clear]").click(); document.querySelector("button[value=naeste]").click()`)
	w.waits(`location.pathname.endsWith("/svar/A.a.2")`)
	if got := h.text("readiness", "A.a.1"); got != "Og så trykket gem." {
		t.Errorf("stored %q", got)
	}
	if got := h.state().StandingOf("readiness", "A.a.1"); got != journey.Clear {
		t.Errorf("standing %s", got)
	}
}

func TestTwoPeopleInTheSameAnswer(t *testing.T) {
	h := newHall(t)
	one, other := h.opens("leder"), h.opens("projektleder")
	one.goes(questionA1)
	other.goes(questionA1)
	one.types("A.a.1", "Lederens tekst.")
	one.waits(savedLine)
	other.types("A.a.1", "Projektlederens tekst.")
	other.waits(`document.querySelector(".sk-conflict [data-slot=theirs]")?.textContent === "Lederens tekst." && a().value === "Projektlederens tekst."`)
	other.picture("conflict")
	if got := h.text("readiness", "A.a.1"); got != "Lederens tekst." {
		t.Errorf("stored %q", got)
	}
	other.js(`document.querySelector(".sk-conflict [data-do=merge]").click()`)
	other.waits(`a().value.includes("Lederens tekst.") && a().value.includes("Projektlederens tekst.")`)
	other.js(`document.getElementById("f.A.a.1").blur()`)
	other.waits(savedLine)
	if got := h.text("readiness", "A.a.1"); got != "Projektlederens tekst.\n\nLederens tekst." {
		t.Errorf("stored %q", got)
	}
}

func TestASessionThatRanOutIsRenewedInADialog(t *testing.T) {
	h := newHall(t)
	w := h.opens("leder")
	w.goes(questionA1)
	w.js(`fetch("/log-ud", {method: "POST", redirect: "manual"}).then(() => { document.title = "ude" })`)
	w.waits(`document.title === "ude"`)
	w.types("A.a.1", "Skrevet, efter at sessionen løb ud.")
	w.waits(`document.querySelector("dialog")?.open && a().value === "Skrevet, efter at sessionen løb ud."`)
	w.picture("session")
	w.js(`fetch("/log-ind", {method: "POST", redirect: "manual", headers: {"Content-Type": "application/x-www-form-urlencoded"}, body: "person=leder"}).then(() => document.querySelector("dialog [data-do=retry]").click())`)
	w.waits(`!document.querySelector("dialog")?.open && ` + savedLine)
	if got := h.text("readiness", "A.a.1"); got != "Skrevet, efter at sessionen løb ud." {
		t.Errorf("stored %q", got)
	}
}

// A track that was declared ready meanwhile has no text to choose between: the words stay in the field.
func TestWordsForALockedFieldStayInIt(t *testing.T) {
	h := newHall(t)
	w := h.opens("leder")
	w.goes(questionA1)
	h.declare("A")
	w.types("A.a.1", "For sent, men ikke tabt.")
	w.waits(`document.getElementById("f.A.a.1-error")?.textContent.includes("meldt klar") && a().value === "For sent, men ikke tabt." && !document.querySelector(".sk-conflict")`)
	w.waits(`Object.keys(localStorage).some((k) => k.startsWith("startklar:draft:"))`)
}

func TestAFormsFieldsSaveThemselvesEach(t *testing.T) {
	h := newHall(t)
	w := h.opens("leder")
	w.goes("/plan")
	w.types("strategy_cv", "Alle får et CV.")
	w.types("capacity_brokers", "12")
	w.waits(`[...document.querySelectorAll("[data-save-text]")].filter((l) => l.textContent.startsWith("Gemt")).length === 2`)
	w.js(`(() => { const f = document.getElementById("f.goals.0.goal"); f.value = "Flere timer"; f.dispatchEvent(new Event("input", {bubbles: true})); document.querySelector("button[value=organisation]").click() })()`)
	w.waits(`location.hash === "#afsnit-organisation" && document.body.innerText.includes("Det er gemt.")`)
	for field, want := range map[journey.FieldID]string{"strategy_cv": "Alle får et CV.", "capacity_brokers": "12", "goals": `[{"goal":"Flere timer"}]`} {
		if got := h.text(plan, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}

func TestAnswerScreensAreAccessibleAndReflow(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "templates", "node_modules", "axe-core", "axe.min.js"))
	if err != nil || len(templates.MissingVendor()) > 0 {
		missing(t, "axe-core and the design system: run `npm ci` in templates/ and copy what is vendored")
	}
	h := newHall(t)
	h.does(leader, workflow.SplitQuestion{Target: h.target(), Item: "readiness", Question: "A.a.3", Split: true})
	h.writes(leader, "readiness", "A.a.1", "Et svar.")
	w := h.opens("leder")
	look := func(path string) {
		t.Run(path, func(t *testing.T) {
			for _, width := range []int64{1440, 320} {
				w.do(chromedp.EmulateViewport(width, 900))
				w.goes(path)
				w.js(string(axe))
				found, err := chromedp.Run(w.ctx, chromedp.Evaluate[[]string](`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html + " " + n.failureSummary).join("\n")))`, chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				for _, violation := range found {
					t.Errorf("%d px: %s", width, violation)
				}
			}
			wide, err := chromedp.Run(w.ctx, chromedp.Evaluate[int]("document.documentElement.scrollWidth"))
			if err != nil || wide > 320 {
				t.Errorf("%d px wide on a screen of 320: %v", wide, err)
			}
		})
	}
	for _, path := range []string{"/readiness", "/readiness?vis=mine", questionA1, "/readiness/svar/A.a.3", "/readiness/tjek?afsnit=A", "/plan", "/signoff"} {
		look(path)
	}
	h.settle("A.a.2", journey.ForWorkshop)
	look("/signoff")
	look(questionA1)
	look("/readiness/tjek")
}

// --- the browser

func newBrowser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		missing(t, "Chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	return ctx
}

// missing skips where a tool is not there, and fails where it has to be.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal("missing: " + what)
	}
	t.Skip("missing: " + what)
}
