package web_test

import (
	"net/http"
	"testing"

	"startklar/workflow"
)

func TestWhatTheRoomCapturedIsNotWrittenTwice(t *testing.T) {
	h := newWorkshop(t)
	h.does(adviser, h.agreement("device-000001"))
	h.does(adviser, workflow.ParkPoint{Room: h.room(), ID: "device-000002", Text: putAside})
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: "workshop_agreements", Reason: "aftalt"})
	h.writes(leader, "workshop_agreements", "actions", `[{"action":"vores egen handling","by":"2026-05-01","owner":"Leder"}]`)
	v, form := h.as(leader), h.path("/workshop_agreements")
	page := v.get(form)
	page.says(t, http.StatusOK, []string{"Det er allerede skrevet på workshoppen", "Hent 2 punkter fra workshoppen"}, nil)
	press := page.form(t, form+"/hent-aftaler")
	for range 2 { // an impatient press changes nothing more
		if p := v.post(form+"/hent-aftaler", press); p.status != http.StatusSeeOther {
			t.Fatalf("status %d: %s", p.status, p.text)
		}
	}
	rows, err := workflow.ParseRows(h.text("workshop_agreements", "actions"))
	if err != nil || len(rows) != 2 || rows[0]["action"] != "vores egen handling" || rows[1]["action"] != agreed || rows[1]["owner"] != "Teamleder" || rows[1]["by"] != "2026-04-15" {
		t.Errorf("the actions are %v, %v", rows, err)
	}
	if rows, err = workflow.ParseRows(h.text("workshop_agreements", "parked")); err != nil || len(rows) != 1 || rows[0]["point"] != putAside {
		t.Errorf("parked is %v, %v", rows, err)
	}
	v.get(form).says(t, http.StatusOK, []string{agreed}, []string{"Hent 2 punkter"})
	h.as(officer).get(form).says(t, http.StatusOK, nil, []string{"Hent 2 punkter"})
}
