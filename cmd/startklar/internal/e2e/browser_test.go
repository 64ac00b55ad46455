package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"startklar/templates"
)

// The widths at which pages are looked at: a screen on a desk, a tablet, a telephone, and the narrowest that WCAG asks
// for (1.4.10).
const (
	wide   = 1440
	medium = 768
	narrow = 390
	tight  = 320
	tall   = 900
)

// errUnavailable is a tool that this machine does not have.
var errUnavailable = errors.New("missing")

// chromium starts one browser for all tests of the package, with a user directory of its own.
var chromium = sync.OnceValues(func() (context.Context, error) { return startBrowser() })

// magnifier is another one, whose user has asked for letters of twice the size.
var magnifier = sync.OnceValues(func() (context.Context, error) {
	return startBrowser(chromedp.Flag("blink-settings", "defaultFontSize=32"))
})

func startBrowser(more ...chromedp.ExecAllocatorOption) (context.Context, error) {
	path, err := findChromium()
	if err != nil {
		return nil, err
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "da"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, _ := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	ctx, _ = chromedp.NewContext(ctx)
	stopping.Lock()
	defer stopping.Unlock()
	stopBrowsers = append(stopBrowsers, func() {
		ctx, stop := context.WithTimeout(ctx, 10*time.Second)
		defer stop()
		_ = chromedp.Cancel(ctx)
	})
	return ctx, chromedp.Do(ctx)
}

func findChromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w: Chromium, from the package chromium of Debian", errUnavailable)
}

// stopBrowsers end the browsers that tests have started.
var (
	stopping     sync.Mutex
	stopBrowsers []func()
)

// needBrowser skips where there is no browser, and fails where there has to be one.
func needBrowser(t *testing.T) context.Context {
	t.Helper()
	ctx, err := chromium()
	if err == nil && len(templates.MissingVendor()) > 0 {
		err = fmt.Errorf("%w: the design system, from `make assets`", errUnavailable)
	}
	unlessAvailable(t, err)
	return ctx
}

func unlessAvailable(t *testing.T, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, errUnavailable) && os.Getenv("CI") != "true":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}

// axeSource is the program that finds flaws in accessibility.
func axeSource(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "templates", "node_modules", "axe-core", "axe.min.js"))
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("%w: axe-core, from `make assets`", errUnavailable)
	}
	unlessAvailable(t, err)
	return string(source)
}

// tab is one page in a browser that nobody else uses: cookies and storage are its own.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
	*complaints
	// within limits what is looked for to a part of the page.
	within string
}

// newTab opens a tab for a site.
func newTab(t *testing.T, base string) tab {
	t.Helper()
	return openTab(needBrowser(t), t, base, chromedp.WithNewBrowserContext())
}

// beside opens another tab of the same person: it shares the cookies.
func (p tab) beside() tab {
	p.t.Helper()
	return openTab(p.ctx, p.t, p.base)
}

func openTab(parent context.Context, t *testing.T, base string, options ...chromedp.ContextOption) tab {
	t.Helper()
	heard := &complaints{}
	ctx, stop := chromedp.NewContext(parent, append(options, chromedp.WithListener(heard.hear))...)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	p := tab{t: t, ctx: ctx, base: base, complaints: heard}
	p.do(chromedp.EmulateViewport(wide, tall))
	go heard.answerDialogs(ctx)
	t.Cleanup(p.noComplaints)
	return p
}

// withoutScripts makes the tab one in which no script of a page runs.
func (p tab) withoutScripts() tab {
	p.t.Helper()
	p.scripts(false)
	return p
}

func (p tab) scripts(on bool) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		p.t.Fatal(err)
	}
}

func (p tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// complaints are what the browser said against the pages of a tab.
type complaints struct {
	mu   sync.Mutex
	said []string
	// expected are parts of complaints that belong to what is tested, such as the status of a refusal.
	expected []string
}

// hear notes errors on the console, scripts that failed, and what the content policy stopped.
func (c *complaints) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		c.note("exception: " + e.ExceptionDetails.Text + " " + describe(e.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			c.note("console: " + describe(e.Args...))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			c.note(fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *page.EventJavascriptDialogOpening:
		c.note("dialog: " + e.Message)
	}
}

func describe(objects ...*runtime.RemoteObject) string {
	var all []string
	for _, o := range objects {
		if o != nil {
			all = append(all, o.Description+string(o.Value))
		}
	}
	return strings.Join(all, " ")
}

func (c *complaints) note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, text)
}

// expect says that the pages to come may be complained of in this way.
func (c *complaints) expect(part string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.expected = append(c.expected, part)
}

// take returns the complaints that nobody expected, once.
func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	unexpected := slices.DeleteFunc(c.said, func(text string) bool {
		return slices.ContainsFunc(c.expected, func(part string) bool { return strings.Contains(text, part) })
	})
	c.said = nil
	return unexpected
}

func (p tab) noComplaints() {
	for _, text := range p.take() {
		p.t.Errorf("the browser complained: %s", text)
	}
}

// answerDialogs lets the tab go on when a page asks whether it may be left.
func (c *complaints) answerDialogs(ctx context.Context) {
	for _, err := range chromedp.Events(ctx, page.JavascriptDialogOpening) {
		if err != nil {
			return
		}
		_, _ = chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	}
}
