package journeys_test

import (
	"net/http"
	"net/url"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/journey"
	"startklar/workflow"
)

func TestTheLeadershipSignsWhatItHasSeen(t *testing.T) {
	w := webtest.AtWork(t)
	w.As("leder").Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"Der kan godkendes, når dette er meldt klar:", "A. Samarbejde i kommunen", "0 af 10 afklaret"}, []string{"Godkend svarene"})
	w.Write("medarbejder", "readiness", "A.a.1", "Det fælles mål.")
	settle(w, "A.a.2", journey.ForWorkshop)
	path := webtest.Path + "/signoff/godkend"
	v := w.As("leder")
	shown := v.Get(webtest.Path + "/signoff")
	shown.Says(t, http.StatusOK, []string{
		"Det fælles mål.", "1 spørgsmål tages op på workshoppen", "Svarene er skrevet af: Projektleder i Aalborg.", "Du godkender som: Leder i Aalborg.",
		"Jeg har læst svarene i de tre spor", "Gå til erklæringen",
	}, []string{"Ændret siden sidste godkendelse"})
	w.As("star").Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"Ikke delt endnu", "Du kan ikke selv godkende her"}, []string{"Det fælles mål.", "Godkend svarene"})
	w.As("konsulent").Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"Det fælles mål."}, []string{"Godkend svarene"})
	w.As("medarbejder").Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"Det fælles mål.", "Du kan ikke selv godkende her. Det kan: Leder i kommunen."}, []string{"Godkend svarene"})

	form, number := shown.Form(t, path), w.State().Number
	v.Post(path, form).Says(t, http.StatusUnprocessableEntity, []string{"Sæt kryds ved erklæringen", "Det fælles mål."}, nil)
	form.Set("declared", "1")
	w.As("medarbejder").Post(path, form).Says(t, http.StatusForbidden, nil, nil)
	if w.State().Number != number {
		t.Error("something changed")
	}
	if p := v.Post(path, form); p.Status != http.StatusSeeOther || p.Location != webtest.Path+"/signoff" {
		t.Fatalf("%d to %s", p.Status, p.Location)
	}
	signed := v.Get(webtest.Path + "/signoff")
	signed.Says(t, http.StatusOK, []string{
		"Godkendt, udgave 1", "Leder i Aalborg", "12.3.2026 kl. 14.32", w.State().Item("signoff").Signature.Digest, "Den godkendte udgave 1", "Det fælles mål.", "Svarene er godkendt",
	}, []string{"Godkend svarene"})
	w.As("star").Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"Det fælles mål.", "Godkendt, udgave 1"}, nil)
	v.Post(path, url.Values{"client_key": {"later"}, "declared": {"1"}, "digest": {"x"}}).Says(t, http.StatusConflict, []string{"Ledelsens godkendelse er ikke åben lige nu"}, nil)
}

// settle makes every question clear but one, and declares every track.
func settle(w *webtest.World, but journey.FieldID, standing journey.Standing) {
	w.T.Helper()
	for _, section := range w.State().Item("readiness").Def.Sections {
		for _, f := range section.Fields() {
			if f.ID == but {
				w.Stand(f.ID, standing)
			} else {
				w.Stand(f.ID, journey.Clear)
			}
		}
		declare(w, section.ID)
	}
}

// reopen opens the checklist again, lets somebody change it, and declares it ready.
func reopen(w *webtest.World, change func()) {
	w.T.Helper()
	w.Do("leder", workflow.ReopenItem{Target: webtest.Target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny afdelingsleder"})
	change()
	declare(w, "A")
}

func TestWhatChangedSinceTheSignerSawItIsShown(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "A.a.1", "Teksten, som lederen så.")
	settle(w, "", "")
	v, path := w.As("leder"), webtest.Path+"/signoff/godkend"
	form := v.Get(webtest.Path+"/signoff").Form(t, path)
	form.Set("declared", "1")
	reopen(w, func() { w.Write("medarbejder", "readiness", "A.a.1", "Ændret bag lederens ryg.") })
	number := w.State().Number
	p := v.Post(path, form)
	p.Says(t, http.StatusConflict, []string{"Svarene er ændret, siden du åbnede siden", "Ændret, mens du læste", "Teksten, som lederen så.", "Ændret bag lederens ryg."}, nil)
	if w.State().Number != number {
		t.Error("something changed")
	}
	form = p.Form(t, path)
	form.Set("declared", "1")
	if p := v.Post(path, form); p.Status != http.StatusSeeOther {
		t.Errorf("status %d", p.Status)
	}
}

func TestAnApprovalThatIsNotReadyIsRefused(t *testing.T) {
	w := webtest.AtWork(t)
	settle(w, "", "")
	v, path := w.As("leder"), webtest.Path+"/signoff/godkend"
	form := v.Get(webtest.Path+"/signoff").Form(t, path)
	form.Set("declared", "1")
	w.Do("leder", workflow.ReopenItem{Target: webtest.Target(), Item: "readiness", Reason: "Ny afdelingsleder"})
	number := w.State().Number
	v.Post(path, form).Says(t, http.StatusConflict, []string{"Forberedelsestjekliste er ikke klar til godkendelse endnu", "A. Samarbejde i kommunen"}, []string{"Godkend svarene"})
	if w.State().Number != number {
		t.Error("something changed")
	}
}

func TestAStaleSignatureIsConfirmedOrSignedAgain(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "A.a.1", "Første udgave.")
	settle(w, "", "")
	v, path := w.As("leder"), webtest.Path+"/signoff/godkend"
	form := v.Get(webtest.Path+"/signoff").Form(t, path)
	form.Set("declared", "1")
	v.Post(path, form)

	w.Do("leder", workflow.ReopenItem{Target: webtest.Target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny afdelingsleder"})
	v.Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{
		"Svar er åbnet igen efter godkendelsen", "Forberedelsestjekliste blev åbnet igen 12.3.2026 med begrundelsen »Ny afdelingsleder«", "Godkendelsen gælder stadig den udgave", "Den godkendte udgave 1",
	}, []string{"Godkend svarene"})
	declare(w, "A")
	v.Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"Svarene står, som da de blev godkendt", "Der er ikke ændret noget siden udgave 1."}, []string{"Godkend svarene"})

	reopen(w, func() {
		w.Write("leder", "readiness", "A.a.1", "Anden udgave.")
		w.Stand("A.a.2", journey.ForWorkshop)
	})
	changed := v.Get(webtest.Path + "/signoff")
	changed.Says(t, http.StatusOK, []string{
		"Svarene er ikke de samme som dem, der blev godkendt", "2 svar er ændret siden udgave 1.", "Første udgave.", "Anden udgave.", "Status er ændret fra Afklaret til Tages op på workshoppen.", "Godkend svarene",
	}, nil)
	form = changed.Form(t, path)
	form.Set("declared", "1")
	if p := v.Post(path, form); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	v.Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"Godkendt, udgave 2", "Anden udgave."}, []string{"Svar er åbnet igen"})
}
