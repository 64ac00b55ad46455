package journeys_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
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
func newWorkshop(t *testing.T) *webtest.World {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "A.a.1", prepared)
	w.Stand("A.a.1", journey.ForWorkshop)
	w.Stand("B.1", journey.ForWorkshop)
	w.Do("leder", workflow.WriteComment{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", Comment: secretRemark, Private: true})
	settleMarked(w)
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: meetingItem, Reason: "aftalt"})
	w.Do("konsulent", workflow.BookMeeting{Target: webtest.Target(), Item: meetingItem, On: calendar.NewDate(2026, 3, 12), Start: "09:00", End: "12:00"})
	return w
}

// settleMarked declares the sections with their gaps, which shares the answers with the consultant.
func settleMarked(w *webtest.World) {
	w.T.Helper()
	i := w.State().Item("readiness")
	for _, section := range i.Def.Sections {
		w.Do("leder", workflow.DeclareSection{Target: webtest.Target(), Item: "readiness", Section: section.ID, Gaps: w.State().Gaps(i, section)})
	}
}

func room() workflow.Room {
	return workflow.Room{Target: webtest.Target(), Item: meetingItem}
}

// roomPath is where the room stands.
const roomPath = "/rum/" + string(webtest.Aalborg) + "/" + meetingItem

func agreement(id string) workflow.MakeAgreement {
	return workflow.MakeAgreement{
		Room: room(), ID: id, Point: workflow.Point{Item: "readiness", Question: "A.a.1"}, What: agreed, Who: "Teamleder", On: calendar.NewDate(2026, 4, 15),
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
func ownerOf(t *testing.T, p webtest.Page) string {
	t.Helper()
	return p.Doc.Find("#rum").AttrOr("data-owner", "")
}

func sendJSON(v *webtest.Visitor, path, body string) webtest.Page {
	return v.Send(http.MethodPost, path, "application/json", body)
}

func TestTheRoomHoldsWhatWasPreparedAndNoPrivateWord(t *testing.T) {
	w := newWorkshop(t)
	w.Do("konsulent", agreement("device-000001"))
	w.Do("konsulent", workflow.ParkPoint{Room: room(), ID: "device-000002", Text: putAside})
	v := w.As("konsulent")
	for _, path := range []string{"", "/vis", "/plakat", "/handlingsark"} {
		t.Run("fetched"+path, func(t *testing.T) {
			want := []string{agreed}
			if path == "" || path == "/vis" {
				want = append(want, prepared)
			}
			v.Get(roomPath+path).Says(t, http.StatusOK, want, []string{secretRemark})
		})
	}
	for name, c := range map[string]struct {
		who    person.ID
		path   string
		status int
	}{
		"a leader":                {"leder", roomPath, http.StatusForbidden},
		"a leader's projector":    {"leder", roomPath + "/vis", http.StatusForbidden},
		"a leader's agenda":       {"leder", webtest.Path + "/" + meetingItem + "/workshop", http.StatusForbidden},
		"another municipality":    {"nabo", roomPath, http.StatusNotFound},
		"a poster for a leader":   {"leder", roomPath + "/plakat", http.StatusOK},
		"a meeting that is none":  {"konsulent", "/rum/" + string(webtest.Aalborg) + "/midway_seminar", http.StatusNotFound},
		"STAR's room":             {"star", roomPath, http.StatusOK},
		"minutes of another":      {"nabo", webtest.Path + "/" + meetingItem + "/referat", http.StatusNotFound},
		"a checklist is no place": {"konsulent", "/rum/" + string(webtest.Aalborg) + "/readiness", http.StatusNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			w.As(c.who).Get(c.path).Says(t, c.status, nil, []string{secretRemark})
		})
	}
	w.As("star").Get(roomPath).Says(t, http.StatusOK, []string{"Kommunen har ikke delt svaret endnu."}, []string{prepared, agreed, putAside, secretRemark})
}

func TestADeviceSendsARecordAsOftenAsItLikes(t *testing.T) {
	w := newWorkshop(t)
	v := w.As("konsulent")
	owner := ownerOf(t, v.Get(roomPath))
	body := record(map[string]any{"owner": owner})
	for range 3 {
		sendJSON(v, roomPath+"/send", body).Says(t, http.StatusOK, []string{"device-000001"}, nil)
	}
	if got := w.State().AgreementsInForce(); len(got) != 1 || got[0].Text().What != agreed {
		t.Fatalf("%d agreements", len(got))
	}
	// An answer that was lost with the session: the client key of another person does not know it, the id does.
	other := w.As("star")
	theirs := strings.Replace(body, owner, ownerOf(t, other.Get(roomPath)), 1)
	sendJSON(other, roomPath+"/send", theirs).Says(t, http.StatusOK, nil, nil)
	if got := len(w.State().AgreementsInForce()); got != 1 {
		t.Errorf("%d agreements", got)
	}
}

func TestWhatIsRefusedComesBackWithWords(t *testing.T) {
	w := newWorkshop(t)
	w.Do("konsulent", agreement("device-000009"))
	w.Do("konsulent", workflow.ChangeAgreement{Room: room(), Agreement: "device-000009", What: "Besøger ti virksomheder", Who: "Leder", On: calendar.NewDate(2026, 5, 1), Base: 1})
	v := w.As("konsulent")
	owner := ownerOf(t, v.Get(roomPath))
	for name, c := range map[string]struct {
		changes   map[string]any
		status    int
		want      []string
		forbidden []string
	}{
		"somebody else's":   {map[string]any{"owner": "other"}, http.StatusForbidden, []string{"Log ind som den samme"}, nil},
		"personal number":   {map[string]any{"what": "Sag " + webtest.PersonalNumber()}, http.StatusUnprocessableEntity, []string{"personnummer", `"field":"what"`}, []string{webtest.PersonalNumber()}},
		"no date":           {map[string]any{"on": ""}, http.StatusUnprocessableEntity, []string{`"field":"on"`}, nil},
		"no such kind":      {map[string]any{"kind": "rumour"}, http.StatusUnprocessableEntity, nil, nil},
		"changed meanwhile": {map[string]any{"kind": "change", "agreement": "device-000009", "base": 1}, http.StatusConflict, []string{"ændret imens", "Besøger ti virksomheder", `"base":2`}, nil},
		"withdrawn unknown": {map[string]any{"kind": "withdraw", "agreement": "device-xxxxxx", "reason": "r"}, http.StatusNotFound, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if _, given := c.changes["owner"]; !given {
				c.changes["owner"] = owner
			}
			before := w.State().Number
			sendJSON(v, roomPath+"/send", record(c.changes)).Says(t, c.status, c.want, c.forbidden)
			if w.State().Number != before {
				t.Error("something came of it")
			}
		})
	}
	stranger := w.Stranger()
	sendJSON(stranger, roomPath+"/send", record(nil)).Says(t, http.StatusUnauthorized, nil, nil)
}

func TestTheRoomWorksWithoutScripts(t *testing.T) {
	w := newWorkshop(t)
	v := w.As("konsulent")
	agenda := webtest.Path + "/" + meetingItem + "/workshop"
	form := v.Get(agenda).Form(t, agenda)
	if got := len(form["point"]); got != 4 {
		t.Fatalf("preselected: %v", form["point"])
	}
	form.Set("op", "down:1")
	moved := v.Post(agenda, form)
	moved.Says(t, http.StatusOK, []string{"Lav dagsorden"}, nil)
	form = moved.Form(t, agenda)
	if form["point"][1] != "question:readiness/B.1" {
		t.Errorf("moved down: %v", form["point"])
	}
	form.Set("op", "save")
	form["minutes"][1] = "0"
	v.Post(agenda, form).Says(t, http.StatusUnprocessableEntity, []string{"Skriv minutter fra 1 til 240"}, nil)
	form["minutes"][1] = "45"
	if p := v.Post(agenda, form); p.Status != http.StatusSeeOther {
		t.Fatalf("saved with %d", p.Status)
	}
	v.Get(agenda).Says(t, http.StatusOK, []string{"I alt 100 af mødets 180 minutter"}, nil)

	write := roomPath + "/skriv"
	base := url.Values{"point": {"readiness/A.a.1"}, "kind": {"agreement"}, "id": {"form-key-000001"}}
	base["what"], base["who"], base["on"] = []string{agreed}, []string{""}, []string{"2026-04-15"}
	v.Post(write, base).Says(t, http.StatusUnprocessableEntity, []string{agreed, "Skriv, hvad I aftalte"}, nil)
	base.Set("who", "Teamleder")
	for range 2 {
		if p := v.Post(write, base); p.Status != http.StatusSeeOther {
			t.Fatalf("agreed with %d", p.Status)
		}
	}
	v.Get(roomPath).Says(t, http.StatusOK, []string{agreed, "Teamleder, senest onsdag den 15. april 2026"}, nil)
	if got := len(w.State().AgreementsInForce()); got != 1 {
		t.Errorf("%d agreements", got)
	}
}

// mainActions are the labels of a page's main actions, but for those that stand folded.
func mainActions(p webtest.Page) (labels []string) {
	p.Doc.Find(".button-primary").Each(func(_ int, b *goquery.Selection) {
		if b.ParentsFiltered("details").Length() == 0 {
			labels = append(labels, strings.TrimSpace(b.Text()))
		}
	})
	return labels
}

func TestAWorkshopHasOneMainActionAtATime(t *testing.T) {
	w := webtest.AtWork(t)
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: meetingItem, Reason: "aftalt"})
	step := webtest.Path + "/" + meetingItem
	expect := func(want string) {
		t.Helper()
		for _, who := range []person.ID{"konsulent", "star"} {
			if got := mainActions(w.As(who).Get(step)); len(got) != 1 || got[0] != want {
				t.Errorf("%s: the main actions are %q, want %q alone", who, got, want)
			}
		}
	}
	expect("Planlæg mødet")
	w.Do("konsulent", workflow.BookMeeting{Target: webtest.Target(), Item: meetingItem, On: calendar.NewDate(2026, 3, 12), Start: "09:00", End: "12:00"})
	expect("Lav dagsorden")
	w.Do("konsulent", agreement("device-000001"))
	w.Do("konsulent", workflow.SendMinutes{Room: room()})
	expect("Lav dagsorden")
}

func TestMinutesAreReadByThoseWhoMay(t *testing.T) {
	w := newWorkshop(t)
	w.Do("konsulent", agreement("device-000001"))
	w.Do("konsulent", workflow.ParkPoint{Room: room(), ID: "device-000002", Text: putAside})
	w.Do("konsulent", workflow.SendMinutes{Room: room()})
	minutes, agreements := webtest.Path+"/"+meetingItem+"/referat", webtest.Path+"/"+meetingItem+"/aftaler"
	for _, who := range []person.ID{"leder", "medarbejder", "konsulent"} {
		w.As(who).Get(minutes).Says(t, http.StatusOK, []string{agreed, putAside, "Sendt, der kan gøres indsigelse"}, []string{secretRemark})
	}
	for _, path := range []string{minutes, agreements, webtest.Path, webtest.Path + "/historik", roomPath + "/plakat"} {
		w.As("star").Get(path).Says(t, http.StatusOK, nil, []string{agreed, putAside})
	}
	w.As("star").Get(minutes).Says(t, http.StatusOK, []string{"STAR ser antal og datoer", "Vises, når referatet er bekræftet"}, nil)
	w.As("medarbejder").Get(minutes).Says(t, http.StatusOK, nil, []string{"Bekræft referatet"})
	w.As("leder").Get(webtest.Path).Says(t, http.StatusOK, []string{"Referatet fra workshoppen er klar"}, nil)
	if p := w.As("medarbejder").Post(minutes+"/bekraeft", url.Values{"edition": {"1"}}); p.Status != http.StatusForbidden {
		t.Errorf("a member confirms: %d", p.Status)
	}
	if p := w.As("leder").Post(minutes+"/bekraeft", url.Values{"edition": {"1"}}); p.Status != http.StatusSeeOther {
		t.Fatalf("the leader confirms: %d", p.Status)
	}
	w.As("star").Get(minutes).Says(t, http.StatusOK, []string{agreed, putAside}, nil)
}

func TestAgreementsAreAnswered(t *testing.T) {
	w := newWorkshop(t)
	w.Do("konsulent", agreement("device-000001"))
	w.Do("konsulent", workflow.SendMinutes{Room: room()})
	path := webtest.Path + "/" + meetingItem + "/aftaler"
	put := url.Values{"answer": {"put_off"}, "base": {"0"}, "on": {"2026-03-01"}}
	w.As("medarbejder").Post(path+"/device-000001", put).Says(t, http.StatusUnprocessableEntity, []string{"2026-03-01"}, nil)
	put.Set("on", "2026-06-01")
	if p := w.As("medarbejder").Post(path+"/device-000001", put); p.Status != http.StatusSeeOther {
		t.Fatalf("put off: %d", p.Status)
	}
	w.As("leder").Get(path).Says(t, http.StatusOK, []string{"Udskudt til 1.6.2026"}, nil)
	w.As("star").Get(path).Says(t, http.StatusOK, nil, []string{"Ny dato"})
	w.Pass(40 * 24 * time.Hour)
	w.Do("", workflow.OpenCheck{Room: room(), Round: 1})
	w.As("medarbejder").Get(webtest.Path).Says(t, http.StatusOK, []string{fmt.Sprintf("%d aftale fra workshoppen venter på svar", 1)}, nil)
}

// The minutes of a workshop that has a meeting of its own say that it was held; before its day they do not.
func TestMinutesSayThatTheMeetingTookPlace(t *testing.T) {
	for name, c := range map[string]struct {
		ahead int
		want  journey.State
	}{"on its day": {0, journey.Completed}, "before its day": {3, journey.Active}} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t)
			at := meeting.Target{Meeting: "workshop-1"}
			w.Do("", meeting.Plan{
				Target: at, Kind: meeting.Workshop, Host: "konsulent", HostRole: person.ProcessConsultant, Details: meeting.Details{Title: "Opstartsworkshop"},
				Invitees: []meeting.Invitee{{Municipality: "0851", Journey: webtest.Aalborg, Item: meetingItem}},
			})
			today := calendar.DateOf(w.Now())
			w.Do("", meeting.Book{Target: at, Slot: meeting.Slot{On: today.AddDays(c.ahead), Start: "08:00", End: "11:00"}})
			w.Do("konsulent", agreement("device-000001"))
			w.Do("konsulent", workflow.SendMinutes{Room: room()})
			if got := w.State().Item(meetingItem).State; got != c.want {
				t.Errorf("the step is %s, want %s", got, c.want)
			}
		})
	}
}
