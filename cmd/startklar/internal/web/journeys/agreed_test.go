package journeys_test

import (
	"net/http"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/workflow"
)

func TestWhatTheRoomCapturedIsNotWrittenTwice(t *testing.T) {
	w := newWorkshop(t)
	w.Do("konsulent", agreement("device-000001"))
	w.Do("konsulent", workflow.ParkPoint{Room: room(), ID: "device-000002", Text: putAside})
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "workshop_agreements", Reason: "aftalt"})
	w.Write("leder", "workshop_agreements", "actions", `[{"action":"vores egen handling","by":"2026-05-01","owner":"Leder"}]`)
	v, form := w.As("leder"), webtest.Path+"/workshop_agreements"
	page := v.Get(form)
	page.Says(t, http.StatusOK, []string{"Det er allerede skrevet på workshoppen", "Hent 2 punkter fra workshoppen"}, nil)
	press := page.Form(t, form+"/hent-aftaler")
	for range 2 { // an impatient press changes nothing more
		if p := v.Post(form+"/hent-aftaler", press); p.Status != http.StatusSeeOther {
			t.Fatalf("status %d: %s", p.Status, p.Text)
		}
	}
	rows, err := workflow.ParseRows(w.Text("workshop_agreements", "actions"))
	if err != nil || len(rows) != 2 || rows[0]["action"] != "vores egen handling" || rows[1]["action"] != agreed || rows[1]["owner"] != "Teamleder" || rows[1]["by"] != "2026-04-15" {
		t.Errorf("the actions are %v, %v", rows, err)
	}
	if rows, err = workflow.ParseRows(w.Text("workshop_agreements", "parked")); err != nil || len(rows) != 1 || rows[0]["point"] != putAside {
		t.Errorf("parked is %v, %v", rows, err)
	}
	v.Get(form).Says(t, http.StatusOK, []string{agreed}, []string{"Hent 2 punkter"})
	w.As("star").Get(form).Says(t, http.StatusOK, nil, []string{"Hent 2 punkter"})
}
