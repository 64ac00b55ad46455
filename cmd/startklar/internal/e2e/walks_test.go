package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"startklar/domain/calendar"
)

// roleWalk is everything that one person looks at.
type roleWalk struct {
	// who is a name that stands on the demo door, or who it is at a place.
	who string
	// place makes it the leader there.
	place string
	stops []stop
}

// stop is one page.
type stop struct {
	name, path string
	// status is what the page is answered with; 0 for not looked at.
	status int
	// then does on the page what makes it the one to look at.
	then func(p tab)
}

func at(code string) string { return "/forloeb/" + code + ".flere-skal-med-2.1" }

// walks are the pages of the product, by who sees them.
func walks(s site) []roleWalk {
	reopened, signer, paused := s.reopened(), s.signer(), s.paused()
	return []roleWalk{
		{who: "nobody", stops: openStops()},
		{who: "Leder i Aalborg", stops: leaderStops()},
		{who: "leader on Læsø, signed", place: "Læsø", stops: signedStops()},
		{who: "leader in Randers, finished", place: "Randers", stops: finishedStops()},
		{who: "leader with something reopened", place: reopened.Name, stops: reopenedStops(reopened.Municipality)},
		{who: "leader about to sign", place: signer.Name, stops: []stop{
			{"approval", at(signer.Municipality) + "/signoff", http.StatusOK, nil},
			{"approval refused", at(signer.Municipality) + "/signoff", http.StatusOK, func(p tab) { p.arrive(p.click(`document.querySelector("form[action$='/godkend'] button")`)) }},
		}},
		{who: "leader who paused", place: paused.Name, stops: []stop{
			{"journey paused", "/", http.StatusOK, nil},
			{"checklist paused", at(paused.Municipality) + "/readiness", http.StatusOK, nil},
		}},
		{who: "Proceskonsulent 1 (Nordjylland og Midtjylland)", stops: consultantStops()},
		{who: "Medarbejder 1 i STAR", stops: nationalStops()},
		{who: "Systemadministrator", stops: []stop{
			{"role without content", "/", http.StatusOK, nil},
			{"forbidden", "/overblik", http.StatusForbidden, nil},
		}},
	}
}

func openStops() []stop {
	return []stop{
		{"sign-in", "/log-ind", http.StatusOK, nil},
		{"sign-in refused", "/log-ind", http.StatusOK, func(p tab) { p.arrive(p.click(`document.querySelector("form:has(#kommune) button")`)) }},
		{"accessibility", "/tilgaengelighed", http.StatusOK, nil},
		{"privacy", "/persondata", http.StatusOK, nil},
		{"help", "/hjaelp", http.StatusOK, nil},
	}
}

func leaderStops() []stop {
	question := aalborg + "/readiness/svar/"
	return []stop{
		{"journey", "/", http.StatusOK, nil},
		{"checklist", aalborg + "/readiness", http.StatusOK, nil},
		{"checklist mine", aalborg + "/readiness?vis=mine", http.StatusOK, nil},
		{"checklist for the workshop", aalborg + "/readiness?vis=workshop", http.StatusOK, nil},
		{"question", question + "A.a.1", http.StatusOK, nil},
		{"question with prompts", question + "A.a.3", http.StatusOK, nil},
		{"question split", question + "C.4", http.StatusOK, func(p tab) { p.arrive(p.click(`document.querySelector("button[name=opdel]")`)) }},
		{"question conflict", question + "B.1", http.StatusOK, conflictInPlace},
		{"question conflict without scripts", question + "B.2", http.StatusOK, conflictPage},
		{"question refused", question + "B.3", http.StatusOK, refusedInPlace},
		{"session ran out", question + "C.5", http.StatusOK, sessionDialog},
		{"check", aalborg + "/readiness/tjek", http.StatusOK, nil},
		{"check of a track", aalborg + "/readiness/tjek?afsnit=C", http.StatusOK, nil},
		{"check refused", aalborg + "/readiness/tjek?afsnit=C", http.StatusOK, func(p tab) { p.arrive(p.click(`document.querySelector(".sk-declare button")`)) }},
		{"approval waiting", aalborg + "/signoff", http.StatusOK, nil},
		{"form", aalborg + "/plan", http.StatusOK, nil},
		{"form refused", aalborg + "/plan", http.StatusOK, refusedForm},
		{"form finished", aalborg + "/steering_group", http.StatusOK, nil},
		{"plan to read", "/projektplan/0851.flere-skal-med-2.1", http.StatusOK, nil},
		{"preparation sheet", aalborg + "/forberedelsesark", http.StatusOK, nil},
		{"steering group", aalborg + "/styregruppe", http.StatusOK, nil},
		{"agenda item", aalborg + "/dagsordenspunkt", http.StatusOK, nil},
		{"link that is dead", "/styregruppe/aaaa", http.StatusNotFound, nil},
		{"task waiting", aalborg + "/workshop_preparation", http.StatusOK, nil},
		{"meeting waiting", aalborg + "/startup_workshop", http.StatusOK, nil},
		{"delivery", aalborg + "/starter_pack", http.StatusOK, nil},
		{"milestone", aalborg + "/finished", http.StatusOK, nil},
		{"history", aalborg + "/historik", http.StatusOK, nil},
		{"history filtered", aalborg + "/historik?slags=frister", http.StatusOK, nil},
		{"not found", at("0101"), http.StatusNotFound, nil},
	}
}

func signedStops() []stop {
	return []stop{
		{"approval signed", at("0825") + "/signoff", http.StatusOK, nil},
		{"question locked", at("0825") + "/readiness/svar/A.a.1", http.StatusOK, nil},
		{"checklist finished", at("0825") + "/readiness", http.StatusOK, nil},
		{"check finished", at("0825") + "/readiness/tjek", http.StatusOK, nil},
	}
}

func finishedStops() []stop {
	return []stop{
		{"journey finished", "/", http.StatusOK, nil},
		{"meeting held", at("0730") + "/startup_workshop", http.StatusOK, nil},
		{"delivery in use", at("0730") + "/starter_pack", http.StatusOK, nil},
	}
}

func reopenedStops(code string) []stop {
	return []stop{
		{"journey reopened", "/", http.StatusOK, nil},
		{"checklist reopened", at(code) + "/readiness", http.StatusOK, nil},
		{"approval outdated", at(code) + "/signoff", http.StatusOK, nil},
	}
}

func consultantStops() []stop {
	const ready = "0741"
	return []stop{
		{"overview of a consultant", "/overblik", http.StatusOK, nil},
		{"journey seen by the consultant", aalborg, http.StatusOK, nil},
		{"question not shared", aalborg + "/readiness/svar/A.a.1", http.StatusOK, nil},
		{"meeting to book", at(ready) + "/startup_workshop", http.StatusOK, nil},
		{"meeting moves deadlines", at(ready) + "/startup_workshop", http.StatusOK, bookPreview},
		{"deadline moves", aalborg + "/plan", http.StatusOK, deadlinePreview},
	}
}

func nationalStops() []stop {
	return []stop{
		{"overview", "/overblik", http.StatusOK, nil},
		{"overview late", "/overblik?sent=1&sort=due", http.StatusOK, nil},
		{"overview by region", "/overblik?gruppe=region", http.StatusOK, nil},
		{"overview empty", "/overblik?region=Nordjylland&konsulent=proceskonsulent-5", http.StatusOK, nil},
		{"journey terminated", at("0492"), http.StatusOK, nil},
		{"history seen by STAR", aalborg + "/historik", http.StatusOK, nil},
	}
}

// conflictInPlace lets somebody else write first, and writes.
func conflictInPlace(p tab) {
	p.t.Helper()
	p.colleagueWrites()
	p.typeAnswer("En anden tekst end kollegaens.")
	p.until(`document.querySelector(".sk-autosave .sk-conflict")`)
}

// conflictPage does the same where no script runs; afterwards axe needs them.
func conflictPage(p tab) {
	p.t.Helper()
	p.scripts(false)
	defer p.scripts(true)
	p.reload()
	p.colleagueWrites()
	p.typeAnswer("En anden tekst end kollegaens.")
	p.arrive(p.click(`document.querySelector(".sk-columns .sk-actions button:last-of-type")`))
	p.until(`document.querySelector("form .sk-conflict")`)
}

// colleagueWrites lets the project manager in Aalborg save another text in the question of the page.
func (p tab) colleagueWrites() {
	p.t.Helper()
	other := newTab(p.t, p.base)
	other.open("/log-ind")
	other.pick("Kommune", "Aalborg")
	other.choose("Medarbejder i kommunen")
	other.follow("Gå ind")
	other.open(p.path())
	other.typeAnswer("Kollegaens tekst, gemt imens.")
	other.until(`document.querySelector("[data-save]").dataset.state === "saved"`)
}

// typeAnswer writes in the first field of the page, whatever it is called.
func (p tab) typeAnswer(text string) {
	p.t.Helper()
	p.clickOn(`document.querySelector(".sk-autosave textarea")`)
	p.do(p.write(text))
}

// refusedInPlace writes what may not be stored.
func refusedInPlace(p tab) {
	p.t.Helper()
	p.typeAnswer(" " + strings.Repeat("01", 3) + "-" + fmt.Sprint(1234) + " ") // made here, so that none stands in any file
	p.until(`document.querySelector(".sk-autosave .sk-error[data-autosave]")`)
}

// sessionDialog loses the session while something is being written, and gets it back for the pages to come.
func sessionDialog(p tab) {
	p.t.Helper()
	cookies := p.cookies()
	p.forget()
	p.typeAnswer("Skrevet for sent.")
	p.until(`document.querySelector("dialog[open]")`)
	p.bring(cookies)
}

// refusedForm declares a section of the plan with words where a number belongs.
func refusedForm(p tab) {
	p.t.Helper()
	p.set(`document.getElementById("f.capacity_brokers")`, "mange")
	p.arrive(p.click(`document.querySelector("#afsnit-capacity .sk-actions button:last-of-type")`))
	p.until(`document.querySelector(".sk-errors")`)
}

// bookPreview asks what a booking would move.
func bookPreview(p tab) {
	p.t.Helper()
	day := calendar.Danish().AddWorkingDays(calendar.DateOf(time.Now()), 25)
	p.set(`document.getElementById("moede-on")`, day.String())
	p.set(`document.getElementById("moede-start")`, "09:00")
	p.set(`document.getElementById("moede-end")`, "12:00")
	p.arrive(p.click(`document.querySelector("form[action$='/moede'] button")`))
}

// deadlinePreview asks what another deadline would move.
func deadlinePreview(p tab) {
	p.t.Helper()
	p.clickOn(`[...document.querySelectorAll("details")].find((d) => d.querySelector("#frist-on")).querySelector("summary")`)
	day := calendar.Danish().AddWorkingDays(calendar.DateOf(time.Now()), 40)
	p.set(`document.getElementById("frist-on")`, day.String())
	p.set(`document.getElementById("frist-reason")`, "Planen venter på budgettet.")
	p.arrive(p.click(`document.querySelector("form[action$='/frist'] button")`))
}
