package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAConsultantWritesToThree filters the list, keeps the selection, writes to three of its municipalities with a
// first line of its own for one, takes it back, and sends it again; a leader reads it. On a narrow screen the same
// list is cards.
func TestAConsultantWritesToThree(t *testing.T) {
	t.Parallel()
	demo := serveDemo(t)
	p := newTab(t, demo.base)
	p.open("/log-ind")
	p.follow(p.holding("Proceskonsulent 1"))
	p.see("Min dag", "Venter på kommunerne", "De næste workshops")

	p.follow("Mine kommuner")
	p.pick("Trin", "Forberedelse")
	p.pick("Sortér efter", "Nærmeste frist")
	p.follow("Vis")
	if path := p.path(); !strings.Contains(path, "trin=preparation") || !strings.Contains(path, "sort=frist") {
		t.Errorf("the filter is not in the address: %s", path)
	}
	p.press("Gem visningen, eller vælg, hvad du begynder med")
	p.fill("Navn på visningen", "Forberedelse efter frist")
	p.choose("Begynd med denne visning")
	p.follow("Gem visningen")
	p.see("Visningen er gemt.")
	p.open("/kommuner")
	if path := p.path(); !strings.Contains(path, "trin=preparation") {
		t.Errorf("the list does not begin with the saved view: %s", path)
	}

	places := ask[[]string](p, `all("input[name=kommune]").slice(0, 3).map((el) => el.closest("tr").querySelector("th a").textContent)`)
	if len(places) != 3 {
		t.Fatalf("boxes for %q", places)
	}
	for _, place := range places {
		p.choose("Vælg " + place)
	}
	p.in(".sk-cases__choose").follow("Skriv til de valgte")
	p.see("Til 3 kommuner")
	p.fill("Emne", "Jeres næste skridt")
	p.fill("Besked", "Ring til mig i denne uge.")
	p.follow("Se, hvad hver kommune får")
	p.fill("Første linje til "+places[0], "Kære begge to")
	p.follow("Vis igen med rettelserne")
	if got := p.value("Første linje til " + places[1]); got != "Kære ledelse i "+places[1] {
		t.Errorf("the second line is %q", got)
	}
	p.follow("Send til 3 kommuner")
	p.see("Sendt til 3 kommuner", "Kære begge to", "Du kan fortryde")
	p.follow("Fortryd, træk beskeden tilbage")
	p.see("Beskeden er trukket tilbage")
	p.follow("Ret og send igen")
	p.fill("Besked", "Ring til mig i næste uge.")
	p.follow("Se, hvad hver kommune får")
	p.follow("Send til 3 kommuner")
	p.see("Sendt til 3 kommuner", "Ring til mig i næste uge.", "Kære begge to")

	reader := newTab(t, demo.base)
	reader.open("/log-ind")
	reader.pick("Kommune", places[0])
	reader.follow("Gå ind")
	reader.open("/beskeder")
	reader.follow(reader.holding("Jeres næste skridt"))
	reader.see("Kære begge to", "Ring til mig i næste uge.")
	reader.miss(places[1], "i denne uge")

	p.do(chromedp.EmulateViewport(narrow, tall))
	p.open("/kommuner?vis=alle")
	if wide := ask[bool](p, `document.documentElement.scrollWidth > innerWidth`); wide {
		t.Error("the list scrolls sideways on a narrow screen")
	}
	p.see("Filtrér og sortér", "Vælg alle")
}

// holding is the name of the first button or link whose words hold these.
func (p tab) holding(words string) string {
	p.t.Helper()
	return ask[string](p, `all("a, button").map((el) => without(el, ".sk-hear, .sk-count")).find((name) => name.includes(`+quote(words)+`))`)
}
