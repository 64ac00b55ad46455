package e2e

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"

	"startklar/domain/calendar"
)

// TestAMonthFromItsFreezeToTheEndOfASupportCase walks what follows when a month's figures are in: STAR freezes the
// statement, a second person releases it, the leader reads it, and a proposal becomes a case that ends with an outcome.
func TestAMonthFromItsFreezeToTheEndOfASupportCase(t *testing.T) {
	t.Parallel()
	for name, scripts := range map[string]bool{"with scripts": true, "without scripts": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := monitoring{t: t, site: serveDemo(t), scripts: scripts, axe: axeSource(t)}
			m.freezeAndRelease()
			m.readByTheLeader()
			m.supportToItsEnd()
		})
	}
}

type monitoring struct {
	t       *testing.T
	site    site
	scripts bool
	axe     string
	// month is the one whose statement is released.
	month calendar.Month
}

func (m *monitoring) person(id string) tab {
	m.t.Helper()
	p := m.site.person(id)
	p.scripts(m.scripts)
	return p
}

// flawless has axe look at the page. It needs scripts of its own.
func (m *monitoring) flawless(p tab, name string) {
	m.t.Helper()
	if !m.scripts {
		return
	}
	i := &inspection{tab: p, axe: m.axe}
	i.accepted(name, wide)
	i.take() // axe writes styles of its own, which the content policy stops
}

// freezeAndRelease freezes the oldest month that nothing is kept of; who froze it cannot release it.
func (m *monitoring) freezeAndRelease() {
	m.t.Helper()
	first, second := m.person("star-1"), m.person("star-2")
	m.month = calendar.MonthOf(calendar.DateOf(time.Now())).Add(-7)
	month := "/opgoerelser/" + m.month.String()
	first.open(month)
	first.see("Frys måneden")
	m.flawless(first, "month to freeze")
	first.follow("Frys tallene")
	first.see("Tallene er frosset", "Du har selv frosset den")
	first.miss("Frigiv til kommunerne")

	second.open(month)
	second.see("Udgave 1 er frosset")
	m.flawless(second, "month to release")
	second.follow("Frigiv til kommunerne")
	second.see("Opgørelsen er frigivet")
}

// readByTheLeader finds the released statement among the leader's own.
func (m *monitoring) readByTheLeader() {
	m.t.Helper()
	leader := m.person("leder-0851")
	leader.open("/opgoerelser")
	name := calendar.FormatMonth(m.month, "da")
	leader.follow(strings.ToUpper(name[:1]) + name[1:])
	leader.see("Månedsopgørelse", "Aalborg, "+name, "1, frigivet", "Det har ændret sig", "Én ting at gøre", "Indikatorerne")
	leader.seeLike(`\d+ af \d+`)
	m.flawless(leader, "statement")
	if m.scripts {
		heard := leader.heard()
		heard.has(m.t, "heading", `Aalborg`)
		heard.has(m.t, "table", `^Indikatorerne$`)
		heard.has(m.t, "columnheader", `Landet|Hele landet`)
	}
}

// supportToItsEnd makes a case of the first proposal that a signal has made, gives it a hypothesis, and closes it.
func (m *monitoring) supportToItsEnd() {
	m.t.Helper()
	star := m.person("star-1")
	star.open("/stoette")
	href := ask[string](star, `[...document.querySelectorAll("main tbody tr")].filter((row) => /Langt fra|tre gange/.test(row.textContent))
		.flatMap((row) => [...row.querySelectorAll("a[href]")]).map((a) => a.getAttribute("href")).find((to) => /^\/stoette\/\d{4}\/forslag\/\d+$/.test(to)) ?? ""`)
	if href == "" {
		m.t.Fatalf("no proposal of a signal\n%s", star.where())
	}
	m.flawless(star, "proposals")
	star.open(href)
	star.see("Det hviler forslaget på", "Tag stilling")
	m.flawless(star, "proposal")
	star.in("main").follow("Åbn støtteforløb")
	star.see("Støtteforløbet er åbnet.", "Hypotese", "Skriv en hypotese")
	m.flawless(star, "case")

	star.in(`form[action$="/hypotese"]`).choose("Registrering") // the next step stands open
	star.in(`form[action$="/hypotese"]`).follow("Gem")
	star.see("Registrering")

	star.press("Luk støtteforløbet")
	star.in(`form[action$="/resultat"]`).choose("Forklaret")
	star.in(`form[action$="/resultat"]`).follow("Luk støtteforløbet")
	star.see("Lukket", "Forklaret")
	m.flawless(star, "closed case")
	star.open("/stoette?vis=lukkede")
	code := strings.Split(href, "/")[2]
	if !strings.Contains(ask[string](star, `document.querySelector("main").innerHTML`), "/stoette/"+code+"/") {
		m.t.Errorf("the case of %s is not among those closed\n%s", code, star.where())
	}
}

// TestPicturesAreHeard reads pages of figures as a screen reader is given them: sentence, picture, table and the
// numbers in it.
func TestPicturesAreHeard(t *testing.T) {
	t.Parallel()
	s := serveDemo(t)
	leader := s.person("leder-0851")
	leader.open("/tal")
	leader.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => { d.open = true })`))
	heard := leader.heard()
	heard.before(t, heard.has(t, "StaticText", `\d+ af \d+ .*lønnede timer`), heard.has(t, "figure", `\d+ af \d+`))
	heard.has(t, "image|img|graphics-document", `\d+ af \d+`)
	heard.has(t, "table", `^Lønnede timer: Aalborg`)
	heard.has(t, "columnheader", `^Landet$|^Hele landet$`)
	heard.has(t, "rowheader", `^`+calendar.FormatMonth(calendar.MonthOf(calendar.DateOf(time.Now())).Add(-4), "da"))
	heard.has(t, "figure", `kommune|Aalborg`)

	star := s.person("star-1")
	star.open("/indikatorer/6")
	star.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => { d.open = true })`))
	heard = star.heard()
	heard.has(t, "figure", `ligger uden for|uden for`)
	heard.has(t, "table", `.`)
	heard.has(t, "rowheader", `^Aalborg$`)
}

// spoken is one thing that a screen reader is given.
type spoken struct{ role, name string }

// heardPage is a page as it is heard, in order.
type heardPage []spoken

// heard dumps the tree of the page that assistive technology is given, without what is hidden from it.
func (p tab) heard() (all heardPage) {
	p.t.Helper()
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		p.t.Fatal(err)
	}
	text := func(v *accessibility.Value) (s string) {
		if v != nil {
			_ = json.Unmarshal(v.Value, &s)
		}
		return s
	}
	byID := map[accessibility.NodeID]*accessibility.Node{}
	for _, node := range tree.Nodes {
		byID[node.NodeID] = node
	}
	var hear func(*accessibility.Node)
	hear = func(node *accessibility.Node) {
		if node == nil {
			return
		}
		if !node.Ignored {
			all = append(all, spoken{text(node.Role), text(node.Name)})
		}
		for _, id := range node.ChildIDs {
			hear(byID[id])
		}
	}
	hear(tree.Nodes[0])
	return all
}

// has finds what has a role and a name, and returns where it stands.
func (h heardPage) has(t *testing.T, role, name string) int {
	t.Helper()
	roles, names := regexp.MustCompile("^("+role+")$"), regexp.MustCompile(name)
	var of []string
	for n, one := range h {
		if roles.MatchString(one.role) {
			if names.MatchString(one.name) {
				return n
			}
			of = append(of, one.name)
		}
	}
	t.Errorf("no %s is called %s, of %q", role, name, of)
	return -1
}

// before checks that one thing is heard before another.
func (heardPage) before(t *testing.T, first, second int) {
	t.Helper()
	if first < 0 || second < 0 || first > second {
		t.Errorf("heard in places %d and %d", first, second)
	}
}
