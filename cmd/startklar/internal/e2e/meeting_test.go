package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/emersion/go-ical"

	"startklar/domain/calendar"
)

// get fetches a page or file as text.
func (c *client) get(t *testing.T, path string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := c.http.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", path, response.Status, err)
	}
	return string(text)
}

// visitor signs somebody in without a browser.
func (s site) visitor(person string) *client {
	s.t.Helper()
	c := newClient(s.base)
	if err := c.signIn(s.t.Context(), person); err != nil {
		s.t.Fatal(err)
	}
	return c
}

// person signs somebody in, in a browser of their own.
func (s site) person(id string) tab {
	s.t.Helper()
	p := newTab(s.t, s.base)
	site, err := url.Parse(s.base)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range s.visitor(id).http.Jar.Cookies(site) {
		p.bring([]*network.Cookie{{Name: c.Name, Value: c.Value, HTTPOnly: true, SameSite: network.CookieSameSiteLax}})
	}
	return p
}

// A consultant asks for dates, the municipality answers by a link without signing in, the consultant books, and the
// leader has it in the calendar.
func TestADateIsFoundByLinkAndBooked(t *testing.T) {
	s := serveDemo(t)
	host := s.person("proceskonsulent-1")
	host.open("/moeder/nyt?slags=workshop&forloeb=" + url.QueryEscape(aalborgID) + "&trin=startup_workshop")
	host.fill("Titel", "Workshop med dato")
	host.fill("Sted", "Rådhuset")
	host.follow("Opret mødet")
	at := host.path()
	host.follow("Spørg om datoer")
	first := calendar.Danish().AddWorkingDays(calendar.DateOf(time.Now()), 30)
	days := []calendar.Date{first, calendar.Danish().AddWorkingDays(first, 1), calendar.Danish().AddWorkingDays(first, 2)}
	for n, day := range days {
		host.fill(fmt.Sprintf("Dato, forslag %d", n+1), day.String())
		host.fill(fmt.Sprintf("Starttidspunkt, forslag %d", n+1), "09:00")
		host.fill(fmt.Sprintf("Sluttidspunkt, forslag %d", n+1), "12:00")
	}
	host.follow("Send datoerne")
	host.see("Ingen har svaret endnu")
	host.follow("Lav link")
	host.see("Det vises kun denne ene gang")
	link, err := url.Parse(host.value("Kopiér linket"))
	if err != nil {
		t.Fatal(err)
	}

	guest := newTab(t, s.base).withoutScripts()
	guest.open(link.Path)
	guest.follow("Åbn")
	guest.fill("Hvem er du?", "Teamleder")
	if n := ask[int](guest, unseen); n > 0 {
		t.Errorf("%d of the dates' radio buttons cannot be seen", n)
	}
	for n, choice := range []string{"no", "yes", "if_needed"} {
		guest.clickOn(fmt.Sprintf("document.querySelector(%q)", fmt.Sprintf("input[name='slot.%d'][value='%s']", n, choice)))
	}
	guest.follow("Send svar")
	guest.see("Tak for svaret")

	host.open(at)
	host.see("1 af 1 kommune har svaret", "Ingen har sagt nej")
	host.arrive(host.click(`document.querySelectorAll("form[action$='/book'] button")[1]`))
	if host.path() != at { // another meeting of the same day is asked about
		host.follow("Book alligevel")
	}
	host.see("I kalenderen")

	leader := s.person("leder-0851")
	leader.open("/moeder")
	leader.follow("Workshop med dato")
	leader.see("Kommer I?", "Læg i kalenderen (.ics)")
	file := s.visitor("leder-0851").get(t, at+"/moede.ics")
	cal, err := ical.NewDecoder(bytes.NewReader([]byte(file))).Decode()
	if err != nil {
		t.Fatal(err)
	}
	begin, err := cal.Events()[0].DateTimeStart(nil)
	if want := days[1].Start().Add(9 * time.Hour); err != nil || !begin.Equal(want) {
		t.Errorf("the file begins %v, want %v (%v)", begin, want, err)
	}
}

// aalborgID is the journey of the tests.
const aalborgID = "0851.flere-skal-med-2.1"

// A seminar for fourteen municipalities fills up: two wait, one cancels, the first in the line moves up. Those who
// came have done the step, and the notes reach those who did not.
func TestASeminarForFourteenWithAWaitingList(t *testing.T) {
	s := serveDemo(t)
	host := s.person("proceskonsulent-1")
	host.open("/moeder/nyt?slags=seminar")
	codes := ask[[]string](host, `(() => {
		const boxes = [...document.querySelectorAll("input[name=forloeb]")].filter((b) => !b.value.startsWith("region:")).slice(0, 14);
		boxes.forEach((b) => b.click());
		return boxes.map((b) => b.value.slice(0, 4));
	})()`)
	if len(codes) != 14 {
		t.Fatalf("%d municipalities to invite", len(codes))
	}
	slices.Sort(codes)
	host.fill("Titel", "Seminar for fjorten")
	host.fill("Antal pladser", "24")
	host.follow("Opret mødet")
	at := host.path()
	host.press("Book en dato, I har aftalt")
	host.fill("Dato", calendar.DateOf(time.Now()).String())
	host.fill("Begynder", "00:00")
	host.fill("Slutter", "00:30")
	host.follow("Book mødet")
	if host.path() != at { // a weekend, or another meeting of the day
		host.follow("Book alligevel")
	}
	leaders := map[string]*client{}
	for _, code := range codes {
		leaders[code] = s.visitor("leder-" + code)
		form := url.Values{"municipality": {code}, "partstat": {"ACCEPTED"}, "persons": {"2"}}
		response, err := leaders[code].post(t.Context(), at+"/svar", "application/x-www-form-urlencoded", form.Encode())
		if err != nil || response.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s registers: %v, %v", code, response, err)
		}
		response.Body.Close()
	}
	host.open(at)
	host.see("24 af 24 pladser er taget. 2 kommuner står på venteliste.")

	first, next, stays := codes[0], codes[12], codes[13]
	if page := leaders[next].get(t, at); !strings.Contains(page, "nummer 1 på ventelisten") {
		t.Errorf("%s does not wait first", next)
	}
	leaver := s.person("leder-" + first)
	leaver.open(at)
	leaver.choose("Kommer ikke")
	leaver.follow("Send svar")
	leaver.see("Svaret er gemt")
	if page := leaders[next].get(t, at); !strings.Contains(page, "I kommer med 2 personer") {
		t.Errorf("%s has not moved up", next)
	}
	if inbox := leaders[next].get(t, "/beskeder"); !strings.Contains(inbox, "I har fået plads: Seminar for fjorten") {
		t.Errorf("%s was not told", next)
	}

	host.open(at + "/fremmoede")
	host.follow("Gem fremmøde")
	host.see("Fremmødet er gemt")
	host.fill("Noter", "Vi lærte tre ting af hinanden.")
	host.follow("Send noterne")
	host.see("Noterne er sendt")

	for _, code := range codes {
		page := leaders[code].get(t, at)
		came := code != first && code != stays
		if missed := strings.Contains(page, "I var ikke med denne gang"); missed == came {
			t.Errorf("%s: missed is %v", code, missed)
		}
		if !strings.Contains(page, "Vi lærte tre ting af hinanden.") {
			t.Errorf("%s does not read the notes", code)
		}
		if state := s.seminarState(leaders[code], page); came != strings.Contains(state, "Gennemført") {
			t.Errorf("%s: the step says %.200q, came is %v", code, state, came)
		}
	}
	if inbox := leaders[stays].get(t, "/beskeder"); !strings.Contains(inbox, "Noter fra Seminar for fjorten") {
		t.Errorf("%s was not told of the notes", stays)
	}
}

// seminarState is what the step says that a meeting's page leads to, from its status on.
func (s site) seminarState(c *client, page string) string {
	s.t.Helper()
	before, _, found := strings.Cut(page, "Trinnet i jeres forløb")
	if !found {
		s.t.Fatal("the page leads to no step")
	}
	path, _, _ := strings.Cut(before[strings.LastIndex(before, `href="`)+len(`href="`):], `"`)
	text := c.get(s.t, path)
	_, status, _ := strings.Cut(text, "sk-status")
	return status[:min(len(status), 300)]
}

// unseen counts the boxes and radio buttons that a person cannot see: the design system hides them all, and draws
// its own only beside a label that can be seen.
const unseen = `[...document.querySelectorAll("main input:is([type=radio], [type=checkbox])")].filter((e) => {
	const style = getComputedStyle(e), box = e.getBoundingClientRect();
	return style.opacity !== "1" || style.clipPath !== "none" || box.width < 20 || box.left < 0;
}).length`
