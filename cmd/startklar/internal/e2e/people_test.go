package e2e

import (
	"net/http"
	"strings"
	"testing"
)

// The consultants of the demo, by name.
const (
	consultant1 = "Proceskonsulent 1 (Nordjylland og Midtjylland)"
	consultant2 = "Proceskonsulent 2 (Midtjylland og Syddanmark)"
	consultant4 = "Proceskonsulent 4 (Sjælland og Hovedstaden)"
	consultant5 = "Proceskonsulent 5 (Hovedstaden)"
)

// TestHandoverAndDeputy hands two municipalities from one consultant to another, and lets a deputy act: access
// follows at once, and the history says who did what on whose behalf.
func TestHandoverAndDeputy(t *testing.T) {
	t.Parallel()
	s := newStory(t, true)
	old := s.signIn(consultant1)
	if status := old.open(aalborg); status != http.StatusOK {
		t.Fatalf("the consultant before the handover: %d", status)
	}

	admin := s.signIn("Systemadministrator")
	admin.open("/ny-overdragelse")
	admin.follow(consultant1)
	const note = "Ring til lederen først."
	ask[bool](admin, `document.querySelectorAll("input[name=municipalities]").forEach(box => box.checked = box.value === "0851") ?? true`)
	admin.pick("Til", consultant2)
	admin.fill("Overdragelsesnotat", note)
	admin.follow("Overdrag")
	admin.see("Kommunerne er overdraget.", note)
	admin.miss("Det er åbent i dag")

	if status := old.open(aalborg); status != http.StatusNotFound {
		t.Errorf("the consultant who gave the municipality up gets %d", status)
	}
	old.expect("status of 404")
	next := s.signIn(consultant2)
	next.open("/beskeder")
	next.follow("Du har overtaget 1 kommune")
	next.follow("Gå til det, beskeden handler om")
	next.see(note, "Det er åbent i dag", "Aalborg")
	if status := next.open(aalborg); status != http.StatusOK {
		t.Errorf("the consultant who took over gets %d", status)
	}

	// In the demo consultant 4 is away, and 5 stands in.
	deputy := s.signIn(consultant5)
	deputy.open("/mig")
	behalf := ask[string](deputy, `[...document.querySelectorAll("button")].find(b => b.innerText.startsWith("Handl på vegne af")).innerText`)
	deputy.follow(behalf)
	deputy.see("Du handler på vegne af " + consultant4)
	deputy.open("/beskeder/skriv")
	option := ask[string](deputy, `[...document.querySelector("#to").options].find(o => o.value.startsWith("MunicipalLeader")).text`)
	deputy.pick("Til", option)
	deputy.fill("Emne", "Fra en stedfortræder")
	deputy.fill("Besked", "Jeg passer kommunen, til min kollega er tilbage.")
	deputy.follow("Send")
	deputy.see("Beskeden er sendt.")
	deputy.follow("Tilbage til dig selv")
	deputy.miss("Du handler på vegne af")

	admin.open("/historik?slags=message")
	if text := admin.text(); !strings.Contains(text, consultant5) || !strings.Contains(text, "på vegne af "+consultant4) {
		t.Errorf("the history does not say on whose behalf:\n%s", text)
	}
	for _, p := range []tab{admin, old, next, deputy} {
		p.noComplaints()
	}
}
