package report

import (
	"context"
	"os"
	"time"

	"github.com/chromedp/chromedp"
)

// Press prints many pages of one making with one browser, each in a tab of its own that no other can look into. It is
// safe for concurrent use; Close ends the browser.
type Press struct {
	timeout time.Duration
	browser context.Context
	folder  string
	end     func()
}

// Press starts a browser for many pages. The timeout of the printer bounds each page. It returns Unavailable if the
// browser does not start.
func (p *Printer) Press(ctx context.Context) (*Press, error) {
	folder, err := os.MkdirTemp("", "startklar-print-")
	if err != nil {
		return nil, unprinted(err)
	}
	allocator, kill := chromedp.NewExecAllocator(ctx, p.options(folder)...)
	browser, _ := chromedp.NewContext(allocator, chromedp.WithErrorf(quiet), chromedp.WithLogf(quiet))
	press := &Press{timeout: p.timeout, browser: browser, folder: folder}
	press.end = func() {
		ending, giveUp := context.WithTimeout(browser, endWithin)
		_ = chromedp.Cancel(ending)
		giveUp()
		kill() // the process, where it has not ended
		_ = os.RemoveAll(folder)
	}
	if err := prepare(browser, "<!DOCTYPE html>"); err != nil {
		press.Close()
		return nil, unprinted(err)
	}
	return press, nil
}

// Close ends the browser.
func (p *Press) Close() { p.end() }

// PDF prints a page as [Printer.PDF] does.
func (p *Press) PDF(ctx context.Context, html string) ([]byte, error) {
	tab, _ := chromedp.NewContext(p.browser, chromedp.WithNewBrowserContext())
	limited, stop := context.WithTimeout(tab, p.timeout)
	defer stop()
	stopped := context.AfterFunc(ctx, stop)
	defer stopped()
	defer func() {
		ending, giveUp := context.WithTimeout(tab, endWithin)
		defer giveUp()
		_ = chromedp.Cancel(ending)
	}()
	if err := prepare(limited, html); err != nil {
		return nil, unprinted(err)
	}
	file, err := printTab(limited)
	if err != nil {
		return nil, unprinted(err)
	}
	return file, nil
}
