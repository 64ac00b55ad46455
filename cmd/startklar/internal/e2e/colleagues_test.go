package e2e

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestColleagueAnswersByLink has a leader ask somebody without sign-in: the guest presses the button, writes, sends,
// and the leader makes it the answer.
func TestColleagueAnswersByLink(t *testing.T) {
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t, scripts)
			leader := s.signIn("Leder i Aalborg")
			leader.open(aalborg + "/readiness/svar/C.8")
			leader.follow("Bed en kollega om hjælp")
			leader.see("Bed en kollega", "C.8")
			leader.fill("Eller e-mailadresse", "oekonomi@example.dk")
			leader.fill("Besked til kollegaen", "Du kender reglerne bedst.")
			leader.follow("Bed om hjælp")
			leader.see("Send linket til din kollega")
			link, err := url.Parse(leader.value("Link til kollegaen"))
			if err != nil || !strings.HasPrefix(link.Path, "/bidrag/") {
				t.Fatalf("the link is %q: %v", link, err)
			}

			guest := s.tab()
			guest.open(link.Path)
			guest.see("Leder i Aalborg beder om din hjælp")
			guest.miss("C.8", "Du kender reglerne bedst.")
			leader.open(aalborg + "/kolleger")
			leader.see("oekonomi@example.dk", "Ikke åbnet endnu")
			guest.follow("Åbn")
			guest.see("C.8", "Du kender reglerne bedst.", "Hvorfor spørger vi?")
			guest.miss("C.7", "Tjekliste", "Projektplan")
			const text = "Vi holder øje med beløbsgrænserne hver måned."
			guest.fill("Dit svar", text)
			if scripts {
				guest.seeLike(`Gemt \d\d\.\d\d`)
				guest.reload()
				if got := guest.value("Dit svar"); got != text {
					t.Fatalf("after a reload stands %q", got)
				}
			}
			guest.follow("Send svaret")
			guest.see("Tak! Dit svar er sendt til Leder i Aalborg", text)

			leader.open("/beskeder")
			leader.see("Et svar er kommet tilbage fra en kollega")
			leader.open(aalborg + "/readiness/svar/C.8")
			leader.see("Et forslag fra oekonomi@example.dk venter på jer")
			leader.follow("Se forslaget")
			leader.see(text, "Jeres svar nu")
			if strings.Contains(leader.text(), "Erstat vores svar") {
				leader.follow("Erstat vores svar")
			} else {
				leader.follow("Brug som svar")
			}
			leader.see("Forslaget er nu en del af jeres svar.", "efter forslag fra oekonomi@example.dk")
			if got := s.site.journey("0851")["readiness"].answer("C.8").Text; got != text {
				t.Errorf("the answer is %q", got)
			}
		})
	}
}

// TestStaleItemIsReadAndConfirmed reopens an answer on which a signature rests: the leader reads what changed, by whom
// and why, and finds that the rest stands.
func TestStaleItemIsReadAndConfirmed(t *testing.T) {
	t.Parallel()
	s := newStory(t, true)
	place := s.site.reopened()
	p := s.signInByPlace(place.Name, "Leder")
	p.see("Ændret, siden det blev gjort færdigt", "er skrevet om af")
	p.open(at(place.Municipality) + "/signoff")
	p.see("Hvad er ændret, siden det blev gjort færdigt?", "åbnede »Forberedelsestjekliste« igen", "Begrundelse:", "Skrevet om af", "bygger på")
	if n := ask[int](p, `all("#aendret .sk-changes > li").length`); n < 1 {
		t.Errorf("%d changes are shown", n)
	}

	other := s.site.find("in which something else is to be looked at again", func(items map[string]toldItem) bool {
		return items["readiness"].Stale && items["readiness"].State == "Completed"
	})
	p = s.signInByPlace(other.Name, "Leder")
	p.see("Ændret, siden det blev gjort færdigt")
	p.open(at(other.Municipality) + "/readiness")
	p.see("Hvad er ændret, siden det blev gjort færdigt?", "Holder det stadig, så vælg")
	p.follow("Bekræft")
	if s.site.journey(other.Municipality)["readiness"].Stale {
		t.Error("the checklist is still to be looked at")
	}
}

// TestAReopenedAnswerTurnsTheSignatureStale opens the signed checklist again and writes an answer anew: what depended on
// it stands and is to be looked at, and a leader finds that the preparation of the workshop holds.
func TestAReopenedAnswerTurnsTheSignatureStale(t *testing.T) {
	t.Parallel()
	s := newStory(t, true)
	place := s.site.find("that has signed its checklist", func(items map[string]toldItem) bool {
		return items["signoff"].State == "Completed" && !items["signoff"].Stale && items["workshop_preparation"].State == "Completed"
	})
	p := s.signInByPlace(place.Name, "Leder")
	p.open(at(place.Municipality) + "/readiness")
	p.clickOn(`document.querySelector("form[action$='/genaabn']").closest("details").querySelector("summary")`)
	again := p.in("form[action$='/genaabn']")
	again.fill("Begrundelse", "Der er kommet en ny teamleder")
	again.follow("Åbn igen")
	p.open(at(place.Municipality) + "/readiness/svar/A.a.1")
	p.fill("Jeres svar", "Den nye teamleder samler målene.")
	p.follow("Gem")
	p.open(at(place.Municipality) + "/signoff")
	p.see("Hvad er ændret, siden det blev gjort færdigt?", "Der er kommet en ny teamleder", "Den nye teamleder samler målene.")
	p.open(at(place.Municipality) + "/workshop_preparation")
	p.see("Hvad er ændret, siden det blev gjort færdigt?", "Der er kommet en ny teamleder")
	p.follow("Bekræft")
	items := s.site.journey(place.Municipality)
	if prepared := items["workshop_preparation"]; prepared.Stale || prepared.State != "Completed" {
		t.Errorf("what was confirmed is %+v", prepared)
	}
	if signed := items["signoff"]; !signed.Stale || signed.State != "Completed" {
		t.Errorf("the sign-off is %+v, want it to stand and to be looked at", signed)
	}
}

// wordHTML is what Word puts on the clipboard, shortened: its head with styles, a heading, a paragraph over two lines of
// source, its own kind of list, a table and things that are no text.
const wordHTML = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=DA style='tab-interval:65.2pt'><!--StartFragment-->
<h2>Samarbejde<o:p></o:p></h2>
<p class=MsoNormal>Vi mødes hver
mandag &amp; følger <b>lønnede&nbsp;timer</b>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Jobcentret<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Virksomhedsteamet<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Først dette<o:p></o:p></p>
<ul><li>Fra en hjemmeside<ul><li>indrykket</li></ul></li><li>og <i>mere</i></li></ul>
<ol start=3><li><p>tre</p></li><li>fire</li></ol>
<table><tr><td>Mål</td><td>15 %</td></tr></table>
<p style='display:none'>skjult</p><script>document.title = "ramt"</script><img src=x onerror="document.title='ramt'">
<p>Linje et<br>linje to</p><!--EndFragment--></body></html>`

// wordText is how it stands in the answer.
const wordText = "Samarbejde\n\nVi mødes hver mandag & følger lønnede timer.\n\n– Jobcentret\n  – Virksomhedsteamet\n1. Først dette\n" +
	"– Fra en hjemmeside\n  – indrykket\n– og mere\n3. tre\n4. fire\n\nMål · 15 %\n\nLinje et\nlinje to"

// TestPasteFromWordKeepsParagraphsAndLists pastes through the browser's own clipboard, and finds the text saved.
func TestPasteFromWordKeepsParagraphsAndLists(t *testing.T) {
	t.Parallel()
	s := newStory(t, true)
	p := s.signIn("Leder i Aalborg")
	p.open(aalborg + "/readiness/svar/C.7")
	p.fill("Jeres svar", "")
	ask[bool](p, `(() => {
		const data = new DataTransfer();
		data.setData("text/html", `+quote(wordHTML)+`);
		data.setData("text/plain", "alt i én klump");
		const area = field("Jeres svar");
		area.focus();
		const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
		if (area.dispatchEvent(event)) throw new Error("the browser's own pasting goes on");
		return true;
	})()`)
	if got := p.value("Jeres svar"); got != wordText {
		t.Errorf("pasted:\n%s\nwant:\n%s", got, wordText)
	}
	p.seeLike(`Gemt \d\d\.\d\d`)
	if title, _ := chromedp.Run(p.ctx, chromedp.Title()); strings.Contains(title, "ramt") {
		t.Error("something of what was pasted ran")
	}
	p.reload()
	if got := p.value("Jeres svar"); got != wordText {
		t.Errorf("saved:\n%s", got)
	}
}
