package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long a page may take to show what it must.
const patience = 15 * time.Second

// eyes are what a person sees: elements by the words on them. A hidden part of a name, which only a screen
// reader says, may be left out.
const eyes = `(() => {
	const flat = (s) => s.replace(/\s+/g, " ").trim();
	const without = (el, hidden) => {
		const copy = el.cloneNode(true);
		for (const part of copy.querySelectorAll(hidden)) part.remove();
		return flat(copy.textContent);
	};
	const root = () => document.querySelector(within || "body") ?? document.createElement("div");
	const shown = (el) => el.checkVisibility({visibilityProperty: true}) && el.getClientRects().length > 0;
	const called = (el, name, hidden) => flat(el.textContent) === name || without(el, hidden) === name;
	const only = (found, name) => {
		if (found.length === 1) return found[0];
		throw new Error(found.length + " times on the page: " + name);
	};
	const all = (selector) => [...root().querySelectorAll(selector)].filter(shown);
	const button = (name) => only(all("a, button, summary").filter((el) => called(el, name, ".sk-hear, .sk-count")), name);
	const label = (name) => only(all("label").filter((el) => called(el, name, ".sk-optional")), name);
	const field = (name) => label(name).control;
	const aim = (el) => {
		el.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
		const box = el.getClientRects()[0];
		const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
		const hit = document.elementFromPoint(x, y);
		if (!hit || !(el.contains(hit) || hit.contains(el) || hit.closest("label")?.control === el)) {
			throw new Error("covered by " + hit?.outerHTML.slice(0, 200) + ": " + el.outerHTML.slice(0, 200));
		}
		return {x, y};
	};
	return (%s);
})()`

// ask lets the eyes find out something; %q values are written by quote.
func ask[T any](p tab, question string) T {
	p.t.Helper()
	answer, err := tryAsk[T](p, question)
	if err != nil {
		p.t.Fatalf("%s\n%v\n%s", question, err, p.where())
	}
	return answer
}

func tryAsk[T any](p tab, question string) (T, error) {
	source := strings.ReplaceAll(eyes, "within ||", quote(p.within)+" ||")
	return chromedp.Run(p.ctx, chromedp.Evaluate[T](fmt.Sprintf(source, question)))
}

func quote(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// in limits the tab to a part of the page.
func (p tab) in(selector string) tab {
	p.within = selector
	return p
}

// where describes the page for the log of a test that failed.
func (p tab) where() string {
	text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.title + "\n" + document.querySelector("main").innerText.replace(/\n\s*\n/g, "\n").slice(0, 2500)`))
	return text
}

// open goes to an address, and returns the status with which it was answered.
func (p tab) open(path string) int {
	p.t.Helper()
	response, err := chromedp.Run(p.ctx, chromedp.NavigateResponse(p.base+path))
	if err != nil {
		p.t.Fatalf("%s: %v", path, err)
	}
	return int(response.Status)
}

func (p tab) reload() {
	p.t.Helper()
	p.do(chromedp.Reload())
}

// path is the address of the page, without the site.
func (p tab) path() string {
	p.t.Helper()
	location, err := chromedp.Run(p.ctx, chromedp.Location())
	if err != nil {
		p.t.Fatal(err)
	}
	u, err := url.Parse(location)
	if err != nil {
		p.t.Fatal(err)
	}
	return u.RequestURI()
}

// press clicks on what bears a name.
func (p tab) press(name string) {
	p.t.Helper()
	p.clickOn("button(" + quote(name) + ")")
}

// follow clicks on what bears a name, and waits for the page that it leads to.
func (p tab) follow(name string) {
	p.t.Helper()
	p.arrive(p.click("button(" + quote(name) + ")"))
}

// arrive waits for the page that an action leads to.
func (p tab) arrive(action chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.WaitEvent(page.LoadEventFired, nil, action)); err != nil {
		p.t.Fatalf("no page came: %v\n%s", err, p.where())
	}
}

func (p tab) clickOn(element string) {
	p.t.Helper()
	p.do(p.click(element))
}

func (p tab) click(element string) chromedp.Action[chromedp.Void] {
	p.t.Helper()
	at := ask[struct{ X, Y float64 }](p, "aim("+element+")")
	return chromedp.MouseClickXY(at.X, at.Y)
}

// choose clicks on the label of a radio button or a box.
func (p tab) choose(label string) {
	p.t.Helper()
	p.clickOn("label(" + quote(label) + ")")
}

// fill writes a text in the field with a label, in place of what stands there.
func (p tab) fill(label, text string) {
	p.t.Helper()
	field := "field(" + quote(label) + ")"
	if kind := ask[string](p, field+".type"); kind == "date" || kind == "time" {
		p.set(field, text)
		return
	}
	p.clickOn(field)
	ask[bool](p, "(("+field+").select(), true)")
	if text == "" {
		p.do(chromedp.KeyEvent(kb.Delete))
		return
	}
	p.do(p.write(text))
}

// write types as a person with an input method would.
func (p tab) write(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(context.Context, *chromedp.Target) error {
		_, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

// set gives a value to a control whose look differs between browsers.
func (p tab) set(field, value string) {
	p.t.Helper()
	ask[bool](p, fmt.Sprintf(`((el) => { el.value = %s; for (const e of ["input", "change"]) el.dispatchEvent(new Event(e, {bubbles: true})); return true })(%s)`,
		quote(value), field))
}

// pick chooses an option by its words.
func (p tab) pick(label, option string) {
	p.t.Helper()
	value := ask[string](p, fmt.Sprintf(`only([...field(%[1]s).options].filter((o) => flat(o.textContent) === %[2]s), %[2]s).value`, quote(label), quote(option)))
	p.set("field("+quote(label)+")", value)
}

// value is what stands in the field with a label.
func (p tab) value(label string) string {
	p.t.Helper()
	return ask[string](p, "field("+quote(label)+").value")
}

// text is what a person can read.
func (p tab) text() string {
	p.t.Helper()
	return ask[string](p, `flat(root().innerText)`)
}

// see waits until the page shows all of the texts.
func (p tab) see(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.until(fmt.Sprintf("flat(root().innerText).includes(%s)", quote(text)))
	}
}

// seeLike waits until the page shows a text that fits a pattern.
func (p tab) seeLike(pattern string) {
	p.t.Helper()
	regexp.MustCompile(pattern)
	p.until(fmt.Sprintf("new RegExp(%s).test(flat(root().innerText))", quote(pattern)))
}

// miss makes sure that the page shows none of the texts.
func (p tab) miss(texts ...string) {
	p.t.Helper()
	shown := p.text()
	for _, text := range texts {
		if strings.Contains(shown, text) {
			p.t.Errorf("the page shows %q:\n%s", text, p.where())
		}
	}
}

// until polls a condition. A page on its way to another has no answer yet.
func (p tab) until(condition string) {
	p.t.Helper()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for began := time.Now(); time.Since(began) < patience; {
		if holds, err := tryAsk[bool](p, "!!("+condition+")"); err == nil && holds {
			return
		}
		select {
		case <-tick.C:
		case <-p.ctx.Done():
			p.t.Fatal(p.ctx.Err())
		}
	}
	p.t.Fatalf("never came: %s\n%s", condition, p.where())
}

// forget loses the cookies, as when a session runs out.
func (p tab) forget() {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		p.t.Fatal(err)
	}
}

// cookies are those of the tab's browser.
func (p tab) cookies() []*network.Cookie {
	p.t.Helper()
	got, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil {
		p.t.Fatal(err)
	}
	return got.Cookies
}

// bring puts cookies back.
func (p tab) bring(cookies []*network.Cookie) {
	p.t.Helper()
	for _, c := range cookies {
		_, err := chromedp.Call(p.ctx, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: p.base, HTTPOnly: &c.HTTPOnly, SameSite: c.SameSite})
		if err != nil {
			p.t.Fatal(err)
		}
	}
}
