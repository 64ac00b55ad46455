package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"startklar/domain/journey"
	"startklar/workflow"
)

func TestTheLeadershipSignsWhatItHasSeen(t *testing.T) {
	h := newHall(t)
	h.as(leader).get(h.path("/signoff")).says(t, http.StatusOK, []string{"Der kan godkendes, når dette er meldt klar:", "A. Samarbejde i kommunen", "0 af 10 afklaret"}, []string{"Godkend svarene"})
	h.writes(member, "readiness", "A.a.1", "Det fælles mål.")
	h.settle("A.a.2", journey.ForWorkshop)
	path := h.path("/signoff/godkend")
	v := h.as(leader)
	shown := v.get(h.path("/signoff"))
	shown.says(t, http.StatusOK, []string{
		"Det fælles mål.", "1 spørgsmål tages op på workshoppen", "Svarene er skrevet af: Projektleder i Aalborg.", "Du godkender som: Leder i Aalborg.",
		"Jeg har læst svarene i de tre spor", "Gå til erklæringen",
	}, []string{"Ændret siden sidste godkendelse"})
	h.as(officer).get(h.path("/signoff")).says(t, http.StatusOK, []string{"Ikke delt endnu", "Du kan ikke selv godkende her"}, []string{"Det fælles mål.", "Godkend svarene"})
	h.as(adviser).get(h.path("/signoff")).says(t, http.StatusOK, []string{"Det fælles mål."}, []string{"Godkend svarene"})
	h.as(member).get(h.path("/signoff")).says(t, http.StatusOK, []string{"Det fælles mål.", "Du kan ikke selv godkende her. Det kan: Leder i kommunen."}, []string{"Godkend svarene"})

	form, number := shown.form(t, path), h.state().Number
	v.post(path, form).says(t, http.StatusUnprocessableEntity, []string{"Sæt kryds ved erklæringen", "Det fælles mål."}, nil)
	form.Set("declared", "1")
	h.as(member).post(path, form).says(t, http.StatusForbidden, nil, nil)
	if h.state().Number != number {
		t.Error("something changed")
	}
	if p := v.post(path, form); p.status != http.StatusSeeOther || p.location != h.path("/signoff") {
		t.Fatalf("%d to %s", p.status, p.location)
	}
	signed := v.get(h.path("/signoff"))
	signed.says(t, http.StatusOK, []string{
		"Godkendt, udgave 1", "Leder i Aalborg", "12.3.2026 kl. 14.32", h.state().Item("signoff").Signature.Digest, "Den godkendte udgave 1", "Det fælles mål.", "Svarene er godkendt",
	}, []string{"Godkend svarene"})
	h.as(officer).get(h.path("/signoff")).says(t, http.StatusOK, []string{"Det fælles mål.", "Godkendt, udgave 1"}, nil)
	v.post(path, url.Values{"client_key": {"later"}, "declared": {"1"}, "digest": {"x"}}).says(t, http.StatusConflict, []string{"Ledelsens godkendelse er ikke åben lige nu"}, nil)
}

// settle makes every question clear but one, and declares every track.
func (h *hall) settle(but journey.FieldID, standing journey.Standing) {
	h.t.Helper()
	for _, section := range h.state().Item("readiness").Def.Sections {
		for _, f := range section.Fields() {
			if f.ID == but {
				h.stands(f.ID, standing)
			} else {
				h.stands(f.ID, journey.Clear)
			}
		}
		h.declare(section.ID)
	}
}

// reopen opens the checklist again, lets somebody change it, and declares it ready.
func (h *hall) reopen(change func()) {
	h.t.Helper()
	h.does(leader, workflow.ReopenItem{Target: h.target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny afdelingsleder"})
	change()
	h.declare("A")
}

func TestWhatChangedSinceTheSignerSawItIsShown(t *testing.T) {
	h := newHall(t)
	h.writes(member, "readiness", "A.a.1", "Teksten, som lederen så.")
	h.settle("", "")
	v, path := h.as(leader), h.path("/signoff/godkend")
	form := v.get(h.path("/signoff")).form(t, path)
	form.Set("declared", "1")
	h.reopen(func() { h.writes(member, "readiness", "A.a.1", "Ændret bag lederens ryg.") })
	number := h.state().Number
	p := v.post(path, form)
	p.says(t, http.StatusConflict, []string{"Svarene er ændret, siden du åbnede siden", "Ændret, mens du læste", "Teksten, som lederen så.", "Ændret bag lederens ryg."}, nil)
	if h.state().Number != number {
		t.Error("something changed")
	}
	form = p.form(t, path)
	form.Set("declared", "1")
	if p := v.post(path, form); p.status != http.StatusSeeOther {
		t.Errorf("status %d", p.status)
	}
}

func TestAnApprovalThatIsNotReadyIsRefused(t *testing.T) {
	h := newHall(t)
	h.settle("", "")
	v, path := h.as(leader), h.path("/signoff/godkend")
	form := v.get(h.path("/signoff")).form(t, path)
	form.Set("declared", "1")
	h.does(leader, workflow.ReopenItem{Target: h.target(), Item: "readiness", Reason: "Ny afdelingsleder"})
	number := h.state().Number
	v.post(path, form).says(t, http.StatusConflict, []string{"Forberedelsestjekliste er ikke klar til godkendelse endnu", "A. Samarbejde i kommunen"}, []string{"Godkend svarene"})
	if h.state().Number != number {
		t.Error("something changed")
	}
}

func TestAStaleSignatureIsConfirmedOrSignedAgain(t *testing.T) {
	h := newHall(t)
	h.writes(member, "readiness", "A.a.1", "Første udgave.")
	h.settle("", "")
	v, path := h.as(leader), h.path("/signoff/godkend")
	form := v.get(h.path("/signoff")).form(t, path)
	form.Set("declared", "1")
	v.post(path, form)

	h.does(leader, workflow.ReopenItem{Target: h.target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny afdelingsleder"})
	v.get(h.path("/signoff")).says(t, http.StatusOK, []string{
		"Svar er åbnet igen efter godkendelsen", "Forberedelsestjekliste blev åbnet igen 12.3.2026 med begrundelsen »Ny afdelingsleder«", "Godkendelsen gælder stadig den udgave", "Den godkendte udgave 1",
	}, []string{"Godkend svarene"})
	h.declare("A")
	v.get(h.path("/signoff")).says(t, http.StatusOK, []string{"Svarene står, som da de blev godkendt", "Der er ikke ændret noget siden udgave 1."}, []string{"Godkend svarene"})

	h.reopen(func() {
		h.writes(leader, "readiness", "A.a.1", "Anden udgave.")
		h.stands("A.a.2", journey.ForWorkshop)
	})
	changed := v.get(h.path("/signoff"))
	changed.says(t, http.StatusOK, []string{
		"Svarene er ikke de samme som dem, der blev godkendt", "2 svar er ændret siden udgave 1.", "Første udgave.", "Anden udgave.", "Status er ændret fra Afklaret til Tages op på workshoppen.", "Godkend svarene",
	}, nil)
	form = changed.form(t, path)
	form.Set("declared", "1")
	if p := v.post(path, form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	v.get(h.path("/signoff")).says(t, http.StatusOK, []string{"Godkendt, udgave 2", "Anden udgave."}, []string{"Svar er åbnet igen"})
}
