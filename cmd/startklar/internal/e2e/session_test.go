package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// TestSessionThatRanOutKeepsTheText loses the session while somebody writes: a dialog leads to the sign-in in
// another tab, and the text is saved afterwards from the page on which it was written.
func TestSessionThatRanOutKeepsTheText(t *testing.T) {
	t.Parallel()
	s := newStory(t, true)
	p := s.signIn("Leder i Aalborg")
	p.open(aalborg + "/readiness/svar/C.7")
	p.forget()
	p.expect("status of 401")
	const text = "Skrevet, efter at sessionen var udløbet."
	p.fill("Jeres svar", text)
	p.in("dialog").see("Du er blevet logget ud", "Din tekst står stadig på siden.")

	other := p.in("dialog").opens("Log ind i en ny fane")
	other.follow("Leder i Aalborg")
	other.see("Hvordan følger I op på arbejdspladsen")

	p.in("dialog").press("Jeg er logget ind, gem nu")
	p.until(`!document.querySelector("dialog[open]")`)
	p.seeLike(`Gemt \d\d\.\d\d`)
	s.standsInField(p, text)
	p.reload()
	s.standsInField(p, text)
}

// opens presses what opens another tab, and returns that tab.
func (p tab) opens(name string) tab {
	p.t.Helper()
	opened := chromedp.WaitNewTarget(p.ctx, func(*target.Info) bool { return true })
	p.press(name)
	select {
	case id := <-opened:
		other := openTab(p.ctx, p.t, p.base, chromedp.WithTargetID(id))
		other.until(`document.readyState === "complete"`)
		return other
	case <-time.After(patience):
		p.t.Fatalf("no tab was opened by %q", name)
		return p
	}
}

// TestSessionThatRanOutKeepsTheTextWithoutScripts gets a page that holds the text, and sends it from there.
func TestSessionThatRanOutKeepsTheTextWithoutScripts(t *testing.T) {
	t.Parallel()
	s := newStory(t, false)
	p := s.signIn("Leder i Aalborg")
	p.open(aalborg + "/readiness/svar/C.7")
	p.forget()
	p.expect("status of 401")
	const text = "Skrevet, efter at sessionen var udløbet."
	p.fill("Jeres svar", text)
	p.follow("Gem")
	p.see("Det, du skrev, er ikke gemt.")
	if got := p.value("Din tekst: C.7"); got != text {
		t.Errorf("the page that keeps the text holds %q", got)
	}

	other := p.beside().withoutScripts()
	other.open("/log-ind")
	other.follow("Leder i Aalborg")

	p.follow("Send igen")
	p.open(aalborg + "/readiness/svar/C.7")
	s.standsInField(p, text)
}

// TestFormRemembersItsChoices fills the form about the steering group, which has choices in and beside rows.
func TestFormRemembersItsChoices(t *testing.T) {
	t.Parallel()
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			s := newStory(t, scripts)
			here := s.site.beginner()
			p := s.signInByPlace(here.Name, "Leder")
			p.open(at(here.Municipality) + "/steering_group")
			p.fill("Forvaltning, række 1", "Beskæftigelse")
			p.fill("Funktion, række 1", "Chef")
			p.pick("Niveau, række 1", "Direktion")
			p.in("#afsnit-people").follow("Gem")
			p.see("Det er gemt.")
			p.choose("Hver sjette uge")
			p.in("#afsnit-work").follow("Gem")
			p.see("Det er gemt.")
			s.site.kill()
			group := s.site.journey(here.Municipality)["steering_group"]
			s.storedRows(group, "members", []map[string]string{{"administration": "Beskæftigelse", "role": "Chef", "level": "director"}})
			if got := group.answer("meeting_frequency").Text; got != "six_weeks" {
				t.Errorf("the choice is stored as %q", got)
			}
		})
	}
}
