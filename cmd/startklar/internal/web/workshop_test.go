package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/person"
	"startklar/workflow"

	"github.com/PuerkitoBio/goquery"
)

const (
	meetingItem = "startup_workshop"
	// Texts that may not be everywhere.
	secretRemark = "internt: vi er uenige om lederen"
	prepared     = "Vi samler målene på én tavle."
	agreed       = "Ringer til ti virksomheder"
	putAside     = "it-adgange"
)

// newWorkshop is a journey whose workshop is open by exception on a checklist that is marked for it, with a private
// comment on the first question.
func newWorkshop(t *testing.T) *hall {
	h := newHall(t)
	h.writes(member, "readiness", "A.a.1", prepared)
	h.stands("A.a.1", journey.ForWorkshop)
	h.stands("B.1", journey.ForWorkshop)
	h.does(leader, workflow.WriteComment{Target: h.target(), Item: "readiness", Field: "A.a.1", Comment: secretRemark, Private: true})
	h.settleMarked()
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: meetingItem, Reason: "aftalt"})
	h.does(adviser, workflow.BookMeeting{Target: h.target(), Item: meetingItem, On: calendar.NewDate(2026, 3, 12), Start: "09:00", End: "12:00"})
	return h
}

// settleMarked declares the sections with their gaps, which shares the answers with the consultant.
func (h *hall) settleMarked() {
	h.t.Helper()
	i := h.state().Item("readiness")
	for _, section := range i.Def.Sections {
		h.does(leader, workflow.DeclareSection{Target: h.target(), Item: "readiness", Section: section.ID, Gaps: h.state().Gaps(i, section)})
	}
}

func (h *hall) room() workflow.Room { return workflow.Room{Target: h.target(), Item: meetingItem} }

func (h *hall) roomPath(rest string) string {
	return "/rum/" + string(h.journey) + "/" + meetingItem + rest
}

func (h *hall) agreement(id string) workflow.MakeAgreement {
	return workflow.MakeAgreement{
		Room: h.room(), ID: id, Point: workflow.Point{Item: "readiness", Question: "A.a.1"}, What: agreed, Who: "Teamleder", On: calendar.NewDate(2026, 4, 15),
	}
}

// record is a capture as a device sends it.
func record(changes map[string]any) string {
	fields := map[string]any{
		"id": "device-000001", "kind": "agreement", "point": "readiness/A.a.1", "what": agreed, "who": "Teamleder", "on": "2026-04-15",
	}
	for name, value := range changes {
		fields[name] = value
	}
	text, _ := json.Marshal(fields)
	return string(text)
}

// ownerOf reads whom the room was made for, as the script does.
func ownerOf(t *testing.T, p page) string {
	t.Helper()
	return p.doc.Find("#rum").AttrOr("data-owner", "")
}

func (v *visitor) send1(path, body string) page {
	return v.send(http.MethodPost, path, "application/json", body)
}

func TestTheRoomHoldsWhatWasPreparedAndNoPrivateWord(t *testing.T) {
	h := newWorkshop(t)
	h.does(adviser, h.agreement("device-000001"))
	h.does(adviser, workflow.ParkPoint{Room: h.room(), ID: "device-000002", Text: putAside})
	v := h.as(adviser)
	for _, path := range []string{"", "/vis", "/plakat", "/handlingsark"} {
		t.Run("fetched"+path, func(t *testing.T) {
			want := []string{agreed}
			if path == "" || path == "/vis" {
				want = append(want, prepared)
			}
			v.get(h.roomPath(path)).says(t, http.StatusOK, want, []string{secretRemark})
		})
	}
	for name, c := range map[string]struct {
		who    person.Actor
		path   string
		status int
	}{
		"a leader":                {leader, h.roomPath(""), http.StatusForbidden},
		"a leader's projector":    {leader, h.roomPath("/vis"), http.StatusForbidden},
		"a leader's agenda":       {leader, h.path("/" + meetingItem + "/workshop"), http.StatusForbidden},
		"another municipality":    {neighbour, h.roomPath(""), http.StatusNotFound},
		"a poster for a leader":   {leader, h.roomPath("/plakat"), http.StatusOK},
		"a meeting that is none":  {adviser, "/rum/" + string(h.journey) + "/midway_seminar", http.StatusNotFound},
		"STAR's room":             {officer, h.roomPath(""), http.StatusOK},
		"minutes of another":      {neighbour, h.path("/" + meetingItem + "/referat"), http.StatusNotFound},
		"a checklist is no place": {adviser, "/rum/" + string(h.journey) + "/readiness", http.StatusNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			h.as(c.who).get(c.path).says(t, c.status, nil, []string{secretRemark})
		})
	}
	h.as(officer).get(h.roomPath("")).says(t, http.StatusOK, []string{"Kommunen har ikke delt svaret endnu."}, []string{prepared, agreed, putAside, secretRemark})
}

func TestADeviceSendsARecordAsOftenAsItLikes(t *testing.T) {
	h := newWorkshop(t)
	v := h.as(adviser)
	owner := ownerOf(t, v.get(h.roomPath("")))
	body := record(map[string]any{"owner": owner})
	for range 3 {
		v.send1(h.roomPath("/send"), body).says(t, http.StatusOK, []string{"device-000001"}, nil)
	}
	if got := h.state().AgreementsInForce(); len(got) != 1 || got[0].Text().What != agreed {
		t.Fatalf("%d agreements", len(got))
	}
	// An answer that was lost with the session: the client key of another person does not know it, the id does.
	other := h.as(officer)
	theirs := strings.Replace(body, owner, ownerOf(t, other.get(h.roomPath(""))), 1)
	other.send1(h.roomPath("/send"), theirs).says(t, http.StatusOK, nil, nil)
	if got := len(h.state().AgreementsInForce()); got != 1 {
		t.Errorf("%d agreements", got)
	}
}

func TestWhatIsRefusedComesBackWithWords(t *testing.T) {
	h := newWorkshop(t)
	h.does(adviser, h.agreement("device-000009"))
	h.does(adviser, workflow.ChangeAgreement{Room: h.room(), Agreement: "device-000009", What: "Besøger ti virksomheder", Who: "Leder", On: calendar.NewDate(2026, 5, 1), Base: 1})
	v := h.as(adviser)
	owner := ownerOf(t, v.get(h.roomPath("")))
	for name, c := range map[string]struct {
		changes   map[string]any
		status    int
		want      []string
		forbidden []string
	}{
		"somebody else's":   {map[string]any{"owner": "other"}, http.StatusForbidden, []string{"Log ind som den samme"}, nil},
		"personal number":   {map[string]any{"what": "Sag " + cpr()}, http.StatusUnprocessableEntity, []string{"personnummer", `"field":"what"`}, []string{cpr()}},
		"no date":           {map[string]any{"on": ""}, http.StatusUnprocessableEntity, []string{`"field":"on"`}, nil},
		"no such kind":      {map[string]any{"kind": "rumour"}, http.StatusUnprocessableEntity, nil, nil},
		"changed meanwhile": {map[string]any{"kind": "change", "agreement": "device-000009", "base": 1}, http.StatusConflict, []string{"ændret imens", "Besøger ti virksomheder", `"base":2`}, nil},
		"withdrawn unknown": {map[string]any{"kind": "withdraw", "agreement": "device-xxxxxx", "reason": "r"}, http.StatusNotFound, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if _, given := c.changes["owner"]; !given {
				c.changes["owner"] = owner
			}
			before := h.state().Number
			v.send1(h.roomPath("/send"), record(c.changes)).says(t, c.status, c.want, c.forbidden)
			if h.state().Number != before {
				t.Error("something came of it")
			}
		})
	}
	stranger := h.stranger()
	stranger.send1(h.roomPath("/send"), record(nil)).says(t, http.StatusUnauthorized, nil, nil)
}

func TestTheRoomWorksWithoutScripts(t *testing.T) {
	h := newWorkshop(t)
	v := h.as(adviser)
	agenda := h.path("/" + meetingItem + "/workshop")
	form := v.get(agenda).form(t, agenda)
	if got := len(form["point"]); got != 4 {
		t.Fatalf("preselected: %v", form["point"])
	}
	form.Set("op", "down:1")
	moved := v.post(agenda, form)
	moved.says(t, http.StatusOK, []string{"Lav dagsorden"}, nil)
	form = moved.form(t, agenda)
	if form["point"][1] != "question:readiness/B.1" {
		t.Errorf("moved down: %v", form["point"])
	}
	form.Set("op", "save")
	form["minutes"][1] = "0"
	v.post(agenda, form).says(t, http.StatusUnprocessableEntity, []string{"Skriv minutter fra 1 til 240"}, nil)
	form["minutes"][1] = "45"
	if p := v.post(agenda, form); p.status != http.StatusSeeOther {
		t.Fatalf("saved with %d", p.status)
	}
	v.get(agenda).says(t, http.StatusOK, []string{"I alt 100 af mødets 180 minutter"}, nil)

	write := h.roomPath("/skriv")
	base := url.Values{"point": {"readiness/A.a.1"}, "kind": {"agreement"}, "id": {"form-key-000001"}}
	base["what"], base["who"], base["on"] = []string{agreed}, []string{""}, []string{"2026-04-15"}
	v.post(write, base).says(t, http.StatusUnprocessableEntity, []string{agreed, "Skriv, hvad I aftalte"}, nil)
	base.Set("who", "Teamleder")
	for range 2 {
		if p := v.post(write, base); p.status != http.StatusSeeOther {
			t.Fatalf("agreed with %d", p.status)
		}
	}
	v.get(h.roomPath("")).says(t, http.StatusOK, []string{agreed, "Teamleder, senest onsdag den 15. april 2026"}, nil)
	if got := len(h.state().AgreementsInForce()); got != 1 {
		t.Errorf("%d agreements", got)
	}
}

// main are the labels of a page's main actions, but for those that stand folded.
func (p page) main() (labels []string) {
	p.doc.Find(".button-primary").Each(func(_ int, b *goquery.Selection) {
		if b.ParentsFiltered("details").Length() == 0 {
			labels = append(labels, strings.TrimSpace(b.Text()))
		}
	})
	return labels
}

func TestAWorkshopHasOneMainActionAtATime(t *testing.T) {
	h := newHall(t)
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: meetingItem, Reason: "aftalt"})
	step := h.path("/" + meetingItem)
	expect := func(want string) {
		t.Helper()
		for _, who := range []person.Actor{adviser, officer} {
			if got := h.as(who).get(step).main(); len(got) != 1 || got[0] != want {
				t.Errorf("%s: the main actions are %q, want %q alone", who.ID, got, want)
			}
		}
	}
	expect("Planlæg mødet")
	h.does(adviser, workflow.BookMeeting{Target: h.target(), Item: meetingItem, On: calendar.NewDate(2026, 3, 12), Start: "09:00", End: "12:00"})
	expect("Lav dagsorden")
	h.does(adviser, h.agreement("device-000001"))
	h.does(adviser, workflow.SendMinutes{Room: h.room()})
	expect("Lav dagsorden")
}

func TestMinutesAreReadByThoseWhoMay(t *testing.T) {
	h := newWorkshop(t)
	h.does(adviser, h.agreement("device-000001"))
	h.does(adviser, workflow.ParkPoint{Room: h.room(), ID: "device-000002", Text: putAside})
	h.does(adviser, workflow.SendMinutes{Room: h.room()})
	minutes, agreements := h.path("/"+meetingItem+"/referat"), h.path("/"+meetingItem+"/aftaler")
	for _, who := range []person.Actor{leader, member, adviser} {
		h.as(who).get(minutes).says(t, http.StatusOK, []string{agreed, putAside, "Sendt, der kan gøres indsigelse"}, []string{secretRemark})
	}
	for _, path := range []string{minutes, agreements, h.path(""), h.path("/historik"), h.roomPath("/plakat")} {
		h.as(officer).get(path).says(t, http.StatusOK, nil, []string{agreed, putAside})
	}
	h.as(officer).get(minutes).says(t, http.StatusOK, []string{"STAR ser antal og datoer", "Vises, når referatet er bekræftet"}, nil)
	h.as(member).get(minutes).says(t, http.StatusOK, nil, []string{"Bekræft referatet"})
	h.as(leader).get(h.path("")).says(t, http.StatusOK, []string{"Referatet fra workshoppen er klar"}, nil)
	if p := h.as(member).post(minutes+"/bekraeft", url.Values{"edition": {"1"}}); p.status != http.StatusForbidden {
		t.Errorf("a member confirms: %d", p.status)
	}
	if p := h.as(leader).post(minutes+"/bekraeft", url.Values{"edition": {"1"}}); p.status != http.StatusSeeOther {
		t.Fatalf("the leader confirms: %d", p.status)
	}
	h.as(officer).get(minutes).says(t, http.StatusOK, []string{agreed, putAside}, nil)
}

func TestAgreementsAreAnswered(t *testing.T) {
	h := newWorkshop(t)
	h.does(adviser, h.agreement("device-000001"))
	h.does(adviser, workflow.SendMinutes{Room: h.room()})
	path := h.path("/" + meetingItem + "/aftaler")
	put := url.Values{"answer": {"put_off"}, "base": {"0"}, "on": {"2026-03-01"}}
	h.as(member).post(path+"/device-000001", put).says(t, http.StatusUnprocessableEntity, []string{"2026-03-01"}, nil)
	put.Set("on", "2026-06-01")
	if p := h.as(member).post(path+"/device-000001", put); p.status != http.StatusSeeOther {
		t.Fatalf("put off: %d", p.status)
	}
	h.as(leader).get(path).says(t, http.StatusOK, []string{"Udskudt til 1.6.2026"}, nil)
	h.as(officer).get(path).says(t, http.StatusOK, nil, []string{"Ny dato"})
	h.clock.Add((40 * 24 * time.Hour).Microseconds())
	h.does(person.SystemActor("test"), workflow.OpenCheck{Room: h.room(), Round: 1})
	h.as(member).get(h.path("")).says(t, http.StatusOK, []string{fmt.Sprintf("%d aftale fra workshoppen venter på svar", 1)}, nil)
}

// The minutes of a workshop that has a meeting of its own say that it was held; before its day they do not.
func TestMinutesSayThatTheMeetingTookPlace(t *testing.T) {
	for name, c := range map[string]struct {
		ahead int
		want  journey.State
	}{"on its day": {0, journey.Completed}, "before its day": {3, journey.Active}} {
		t.Run(name, func(t *testing.T) {
			h := newWorkshop(t)
			system, at := person.SystemActor("test"), meeting.Target{Meeting: "workshop-1"}
			h.does(system, meeting.Plan{
				Target: at, Kind: meeting.Workshop, Host: adviser.ID, HostRole: adviser.Role, Details: meeting.Details{Title: "Opstartsworkshop"},
				Invitees: []meeting.Invitee{{Municipality: "0851", Journey: h.journey, Item: meetingItem}},
			})
			today := calendar.DateOf(time.UnixMicro(h.clock.Load()))
			h.does(system, meeting.Book{Target: at, Slot: meeting.Slot{On: today.AddDays(c.ahead), Start: "08:00", End: "11:00"}})
			h.does(adviser, h.agreement("device-000001"))
			h.does(adviser, workflow.SendMinutes{Room: h.room()})
			if got := h.state().Item(meetingItem).State; got != c.want {
				t.Errorf("the step is %s, want %s", got, c.want)
			}
		})
	}
}
