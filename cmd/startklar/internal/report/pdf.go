package report

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"

	"startklar/domain"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browsers are the names under which Chromium is installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// Printer prints pages as PDF by a browser that it starts for each and ends afterwards: what one document left
// behind, another never sees. It is safe for concurrent use.
type Printer struct {
	path    string
	places  chan struct{}
	timeout time.Duration
}

// FindPrinter looks for Chromium on this machine; nil where there is none. Atonce is how many pages may be
// printed at the same time, at least 1; timeout is the longest that one may take.
func FindPrinter(atOnce int, timeout time.Duration) *Printer {
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return &Printer{path: path, places: make(chan struct{}, max(atOnce, 1)), timeout: timeout}
		}
	}
	return nil
}

// PDF prints a page that is given whole: styles and pictures stand in it. The browser runs no script, has no
// network and opens no address; a link in the page stays a link. The PDF is tagged, has an outline of its
// headings, and the language of the page. It returns Unavailable where the printing was interrupted, took too
// long, or failed.
func (p *Printer) PDF(ctx context.Context, html string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, p.timeout)
	defer stop()
	select {
	case p.places <- struct{}{}:
		defer func() { <-p.places }()
	case <-ctx.Done():
		return nil, unprinted(ctx.Err())
	}
	folder, err := os.MkdirTemp("", "startklar-print-")
	if err != nil {
		return nil, unprinted(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file, err := p.print(ctx, folder, html)
	if err != nil {
		return nil, unprinted(err)
	}
	return file, nil
}

func unprinted(err error) error {
	return &domain.Error{Code: domain.Unavailable, Key: "pdf_failed", Err: err}
}

// options start a browser that reaches nothing: every name resolves to nowhere.
func (p *Printer) options(folder string) []chromedp.ExecAllocatorOption {
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(p.path), chromedp.UserDataDir(folder), chromedp.DisableGPU, chromedp.UserAgent("Startklar"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.Flag("proxy-server", "127.0.0.1:9"),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium refuses to run as root otherwise
	}
	return options
}

// endWithin is how long a browser may take to end by itself.
const endWithin = 3 * time.Second

// print starts a browser, prints and ends it, also where the printing failed or took too long.
func (p *Printer) print(ctx context.Context, folder, html string) ([]byte, error) {
	browser, end := chromedp.NewExecAllocator(ctx, p.options(folder)...)
	defer end() // kills the process where it has not ended
	tab, _ := chromedp.NewContext(browser, chromedp.WithErrorf(quiet), chromedp.WithLogf(quiet))
	defer func() {
		ending, giveUp := context.WithTimeout(tab, endWithin)
		defer giveUp()
		_ = chromedp.Cancel(ending)
	}()
	if err := prepare(tab, html); err != nil {
		return nil, err
	}
	return printTab(tab)
}

// printTab prints what stands in a tab: tagged, with an outline, in the size that the page asks for.
func printTab(tab context.Context) ([]byte, error) {
	yes := true
	printed, err := chromedp.Call(tab, page.PrintToPDF, page.PrintToPDFParams{
		PreferCSSPageSize: &yes, PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes,
	})
	if err != nil {
		return nil, fmt.Errorf("print: %w", err)
	}
	return printed.Data, nil
}

// quiet drops what the driver says by itself: what matters comes back as an error.
func quiet(string, ...any) {}

// prepare puts the page into an empty tab without scripts and without network.
func prepare(tab context.Context, html string) error {
	if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		return fmt.Errorf("no scripts: %w", err)
	}
	if _, err := chromedp.Call(tab, network.Enable, network.EnableParams{}); err != nil {
		return fmt.Errorf("network: %w", err)
	}
	offline := network.OverrideNetworkStateParams{Offline: true}
	if _, err := chromedp.Call(tab, network.OverrideNetworkState, offline); err != nil {
		return fmt.Errorf("no network: %w", err)
	}
	frames, err := chromedp.Call(tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	content := page.SetDocumentContentParams{FrameID: frames.FrameTree.Frame.ID, HTML: html}
	if _, err := chromedp.Call(tab, page.SetDocumentContent, content); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	return nil
}
