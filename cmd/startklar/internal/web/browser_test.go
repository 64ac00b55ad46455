package web_test

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/person"
	"startklar/templates"
	"startklar/workflow"

	"github.com/chromedp/chromedp"
)

// TestScreensAreAccessible looks at the screens as a browser shows them: with axe, and on a screen of 320 px.
func TestScreensAreAccessible(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "templates", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		unavailable(t, "axe-core: run `npm ci` in templates/")
	}
	if missing := templates.MissingVendor(); len(missing) > 0 {
		unavailable(t, "the design system: run `node copy-vendor.mjs` in templates/")
	}
	w := webtest.New(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("leder", workflow.SaveAnswer{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", Text: "Et første udkast."})
	ctx := browser(t)
	for who, paths := range map[person.ID][]string{
		"leder": {
			"/log-ind", webtest.Path, webtest.Path + "/historik", webtest.Path + "/workshop_preparation", webtest.Path + "/starter_pack",
			webtest.Path + "/readiness", webtest.Path + "/readiness/svar/A.a.1", webtest.Path + "/readiness/tjek", webtest.Path + "/plan", "/hjaelp",
		},
		"konsulent": {webtest.Path + "/startup_workshop", webtest.Path + "/regional_seminar"},
		"star":      {"/overblik", "/overblik?gruppe=region&sent=1", webtest.Path + "/starter_pack"},
	} {
		site := httptest.NewServer(w.Browser(who).Handler())
		t.Cleanup(site.Close)
		for _, path := range paths {
			t.Run(string(who)+path, func(t *testing.T) {
				accessible(ctx, t, site.URL+path, string(axe))
				reflows(ctx, t, site.URL+path)
			})
		}
	}
}

const axeRun = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((r) =>
	r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html + " " + n.failureSummary).join("\n")))`

func accessible(ctx context.Context, t *testing.T, address, axe string) {
	t.Helper()
	step(ctx, t, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(address), chromedp.Evaluate[chromedp.Void](axe))
	violations, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](axeRun, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Error(v)
	}
}

func reflows(ctx context.Context, t *testing.T, address string) {
	t.Helper()
	step(ctx, t, chromedp.EmulateViewport(320, 900), chromedp.Navigate(address))
	width, err := chromedp.Run(ctx, chromedp.Evaluate[int]("document.documentElement.scrollWidth"))
	if err != nil {
		t.Fatal(err)
	}
	if width > 320 {
		t.Errorf("%d px wide on a screen of 320", width)
	}
}

func step(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		unavailable(t, "Chromium")
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

func unavailable(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal("missing: " + what)
	}
	t.Skip("missing: " + what)
}
