package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestAWorkshopHeldWithoutANetworkMergesOnce prepares a workshop, fetches it, loses network, server and browser,
// writes things down, loses the browser once more, and comes home: everything is there once, however often it
// is sent. Then the minutes go round.
func TestAWorkshopHeldWithoutANetworkMergesOnce(t *testing.T) {
	t.Parallel()
	s := serveDemo(t)
	place := s.booked()
	meeting := at(place.Municipality) + "/startup_workshop"
	room := strings.Replace(meeting, "/forloeb/", "/rum/", 1)
	consultant := s.consultantOf(t, room)

	b := newOwnBrowser(t, s.base)
	p := b.start()
	p.enter(consultant)
	prepareAgenda(p, meeting)
	p.open(room)
	p.see("Alt er sendt.")
	p.press("Hent workshoppen")
	p.until(`document.querySelector("#rum-fetched").dataset.fetched`)

	s.kill()
	b.kill()
	p = b.start()
	p.offline()
	p.open(room)
	p.see("Workshoprummet", "Alt er sendt.")
	point := question(p)
	agree(p, point, "Teamlederne ringer til ti virksomheder", "Teamleder i virksomhedsservice")
	agree(p, point, "Ydelse får en fast kontakt", "Leder i Ydelse")
	p.in("#" + point + " .sk-decide").press("Afklaret")
	p.see("Besluttet: Afklaret")
	p.in("#" + point).press("Skriv et forslag til kommunens svar")
	p.in("#"+point).fill("Forslag til svar", "Vi mødes hver anden uge og deler tavlen.")
	p.in("#" + point).press("Gem forslaget")
	p.see("Forslag: Vi mødes hver anden uge")
	park(p, "it-adgange til virksomhedsservice")
	park(p, "Sag om "+numberLikeAPerson())
	p.see("Venter på net", "6 venter på net. Alt er gemt på denne enhed.")
	p.take()

	b.kill()
	p = b.start()
	p.offline()
	p.open(room)
	p.see("6 venter på net", "Teamlederne ringer til ti virksomheder", "Ydelse får en fast kontakt", "it-adgange")

	again := s.again(t)
	p.online()
	p.enter(consultant)
	p.open(room)
	p.see("1 blev afvist og skal rettes.", "personnummer")
	p.in("#rum-afviste").press("Ret")
	p.in("#rum-afviste").fill("Tekst", "En sag til sparring")
	p.in("#rum-afviste").press("Gem rettelsen")
	p.until(`document.querySelector("#rum-afvist").hidden`)
	p.see("Alt er sendt.")
	p.until(`document.querySelectorAll(".sk-record--local").length === 0`)
	stood := counts(p)

	// Sent twice on purpose: what the device has confirmed, it sends again.
	resend(p)
	p.open(room)
	p.until(`document.querySelectorAll(".sk-record--local").length === 0`)
	p.see("Alt er sendt.")
	if now := counts(p); now != stood || stood != "agreements 2, parked 2, proposals 1" {
		t.Errorf("after sending twice: %s, before: %s", now, stood)
	}
	p.miss(numberLikeAPerson())
	p.noComplaints()

	minutesGoRound(t, again, p, place, meeting)
}

// minutesGoRound sends the minutes before the room empties; a leader objects, gets a new edition, and confirms.
func minutesGoRound(t *testing.T, s site, p tab, place toldStatus, meeting string) {
	p.open(meeting + "/referat")
	p.see("Ikke sendt", "Teamlederne ringer til ti virksomheder")
	p.follow("Send referatet")
	p.see("Referatet er sendt.", "Sendt, der kan gøres indsigelse")

	leader := newTab(t, s.base)
	leader.enter("leder-" + place.Municipality)
	leader.open(meeting + "/referat")
	leader.see("Siger I ikke noget, er referatet bekræftet.")
	leader.clickOn(`all(".sk-record summary")[0]`)
	leader.in(".sk-record details[open]").fill("Hvad er forkert?", "Vi sagde tyve virksomheder.")
	leader.in(".sk-record details[open]").follow("Send indsigelsen")
	leader.see("Indsigelsen er sendt til konsulenten.", "Der er en indsigelse")

	p.open(strings.Replace(meeting, "/forloeb/", "/rum/", 1))
	point := question(p)
	p.clickOn(`all("#` + point + ` .sk-record summary")[0]`)
	p.in("#"+point+" .sk-record details[open]").fill("Hvad", "Teamlederne ringer til tyve virksomheder")
	p.in("#" + point + " .sk-record details[open]").press("Gem rettelsen")
	p.until(`[...document.querySelectorAll(".sk-record:not(.sk-record--local)")].some((r) => r.textContent.includes("tyve virksomheder"))`)
	p.open(meeting + "/referat")
	p.fill("Hvad er rettet?", "Tallet er rettet til tyve.")
	p.follow("Send udgave 2")

	leader.open(meeting + "/referat")
	leader.see("Teamlederne ringer til tyve virksomheder", "Svar: Tallet er rettet til tyve.")
	leader.follow("Bekræft referatet")
	leader.see("Referatet er bekræftet.", "Bekræftet")
}

func prepareAgenda(p tab, meeting string) {
	p.open(meeting + "/workshop")
	p.see("Lav dagsorden", "Velkomst og dagens mål")
	if ask[int](p, `document.querySelectorAll(".sk-agenda__row").length`) < 4 {
		for range 2 {
			value := ask[string](p, `document.querySelector("#add").options[1].value`)
			p.set(`document.querySelector("#add")`, value)
			p.follow("Tilføj")
		}
	}
	p.follow("Gem dagsordenen")
	p.see("Dagsordenen er gemt.")
}

// question is the id of the first point that is a question.
func question(p tab) string {
	return ask[string](p, `[...document.querySelectorAll(".sk-point")].find((s) => s.dataset.point).id`)
}

// agree writes an agreement in one line by the keyboard alone.
func agree(p tab, point, what, who string) {
	p.t.Helper()
	form := `document.querySelector("#` + point + ` form[data-capture=agreement]")`
	ask[bool](p, `(`+form+`.elements.what.focus(), true)`)
	p.do(p.write(what), chromedp.KeyEvent("\t"), p.write(who), chromedp.KeyEvent("\t"))
	p.set(form+".elements.on", "2030-01-15")
	p.do(chromedp.KeyEvent("\r"))
	p.see(what)
	p.until(form + `.elements.what === document.activeElement`)
}

func park(p tab, text string) {
	p.t.Helper()
	p.fill("Hvad gemmer I til senere?", text)
	p.do(chromedp.KeyEvent("\r"))
	p.see(text)
}

// counts is what the server's page has of each kind.
func counts(p tab) string {
	p.t.Helper()
	return ask[string](p, `(() => {
		const of = (kind) => document.querySelectorAll("[data-records=" + kind + "] > .sk-record:not(.sk-record--local)").length;
		return "agreements " + of("agreement") + ", parked " + of("park") + ", proposals " + of("proposal");
	})()`)
}

// resend tells the device that nothing has been confirmed, and waits until it has sent everything again.
func resend(p tab) {
	p.t.Helper()
	ask[bool](p, `(indexedDB.open("startklar-rum").onsuccess = (e) => {
		const records = e.target.result.transaction("records", "readwrite").objectStore("records");
		records.getAll().onsuccess = (all) => {
			for (const r of all.target.result) records.put({...r, state: "saved", tried: 0});
			window.resendReady = all.target.result.length;
		};
	}, true)`)
	p.until(`window.resendReady === 6`)
	p.reload()
	p.see("Alt er sendt.")
}

// numberLikeAPerson is shaped like a personal number; it is made when the test runs.
func numberLikeAPerson() string { return fmt.Sprintf("%02d%02d%02d-%04d", 1, 1, 70, 1234) }

// consultantOf is the consultant who may run a room.
func (s site) consultantOf(t *testing.T, room string) string {
	t.Helper()
	for n := range 9 {
		id := fmt.Sprintf("proceskonsulent-%d", n+1)
		c := newClient(s.base)
		if c.signIn(t.Context(), id) != nil {
			break
		}
		response, err := c.http.Get(s.base + room)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			return id
		}
	}
	t.Fatal("nobody may run " + room)
	return ""
}

// again serves the same store at the same address: what a browser keeps belongs to it.
func (s site) again(t *testing.T) site {
	t.Helper()
	u, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	s.process = startAt(t, "sqlite:"+s.store, u.Host)
	return s
}

// ownBrowser is a browser with a profile of its own, which can be killed and started again.
type ownBrowser struct {
	t       *testing.T
	base    string
	profile string
	process *os.Process
	stop    context.CancelFunc
}

func newOwnBrowser(t *testing.T, base string) *ownBrowser {
	t.Helper()
	needBrowser(t)
	b := &ownBrowser{t: t, base: base, profile: t.TempDir()}
	t.Cleanup(b.kill)
	return b
}

// start opens the browser on its profile.
func (b *ownBrowser) start() tab {
	b.t.Helper()
	path, err := findChromium()
	if err != nil {
		b.t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.DisableGPU, chromedp.UserDataDir(b.profile), chromedp.Flag("lang", "da"),
		chromedp.Flag("disable-component-update", true), chromedp.ModifyCmdFunc(func(*exec.Cmd) {}),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	heard := &complaints{}
	ctx, _ = chromedp.NewContext(ctx, chromedp.WithListener(heard.hear))
	ctx, end := context.WithTimeout(ctx, 2*time.Minute)
	b.t.Cleanup(end)
	b.stop = stop
	p := tab{t: b.t, ctx: ctx, base: b.base, complaints: heard}
	p.do(chromedp.EmulateViewport(wide, tall))
	b.process = chromedp.FromContext(ctx).Browser.Process()
	for _, part := range []string{"net::ERR", "Failed to load resource", "status of 401", "status of 422", "status of 503"} {
		p.expect(part)
	}
	return p
}

// kill ends the browser as a power cut would.
func (b *ownBrowser) kill() {
	if b.process != nil {
		_ = b.process.Kill()
		_, _ = b.process.Wait()
		b.process = nil
		b.stop()
		_ = os.Remove(b.profile + "/SingletonLock")
	}
}

// enter goes through the demo door as a person, without looking for their button.
func (p tab) enter(person string) {
	p.t.Helper()
	p.open("/log-ind")
	body, _ := json.Marshal(url.Values{"person": {person}}.Encode())
	ask[bool](p, `(fetch("/log-ind", {method: "POST", headers: {"Content-Type": "application/x-www-form-urlencoded"}, body: `+string(body)+`}).then(() => window.entered = true), true)`)
	p.until("window.entered")
}

func (p tab) offline() { p.network(true) }
func (p tab) online()  { p.network(false) }

func (p tab) network(off bool) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		EmulateOfflineServiceWorker: &off, MatchedNetworkConditions: []*network.Conditions{{DownloadThroughput: -1, UploadThroughput: -1, Offline: off}},
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// booked has a workshop in the calendar.
func (s site) booked() toldStatus {
	s.t.Helper()
	return s.find("with a workshop booked", func(items map[string]toldItem) bool { return items["startup_workshop"].State == "Active" })
}
