package e2e

import (
	"fmt"
	"strings"
	"time"

	"startklar/domain/calendar"
)

func at(code string) string { return "/forloeb/" + code + ".flere-skal-med-2.1" }

// acts are what a browser does on a stop of the tour before it is looked at, by the stop's name.
var acts = map[string]func(p tab){
	"sign-in refused":                   func(p tab) { p.arrive(p.click(`document.querySelector("form:has(#kommune) button")`)) },
	"question split":                    func(p tab) { p.arrive(p.click(`document.querySelector("button[name=opdel]")`)) },
	"question conflict":                 conflictInPlace,
	"question conflict without scripts": conflictPage,
	"question refused":                  refusedInPlace,
	"session ran out":                   sessionDialog,
	"check refused":                     func(p tab) { p.arrive(p.click(`document.querySelector(".sk-declare button")`)) },
	"form refused":                      refusedForm,
	"approval refused":                  func(p tab) { p.arrive(p.click(`document.querySelector("form[action$='/godkend'] button")`)) },
	"meeting moves deadlines":           bookPreview,
	"deadline moves":                    deadlinePreview,
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
	p.clickOn(`[...document.querySelectorAll("details:not([open])")].find((d) => d.querySelector("#moede-on")).querySelector("summary")`)
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
