package tour_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/demo"
	"startklar/cmd/startklar/internal/tour"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/templates/catalogue"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// The tokens of the links that are given out in a house, each to one kind of page.
const (
	unopenedLink, guestLink, answeredLink = "token-1", "token-2", "token-3"
	steeringLink                          = "token-4"
	pollLink, comingLink                  = "token-5", "token-6"
)

// behindLinks are the pages and files that only a link opens.
var behindLinks = []struct {
	name, method, path, file string
}{
	{name: "a guest's letter", method: http.MethodGet, path: "/bidrag/" + unopenedLink},
	{name: "a guest's question", method: http.MethodGet, path: "/bidrag/" + guestLink},
	{name: "a guest's answer", method: http.MethodGet, path: "/bidrag/" + answeredLink},
	{name: "a member's letter", method: http.MethodGet, path: "/styregruppe/" + steeringLink},
	{name: "a member's sheet", method: http.MethodPost, path: "/styregruppe/" + steeringLink},
	{name: "a poll's letter", method: http.MethodGet, path: "/datoer/" + pollLink},
	{name: "a poll", method: http.MethodGet, path: "/datoer/" + pollLink + "/moede"},
	{name: "a meeting", method: http.MethodGet, path: "/datoer/" + comingLink + "/moede"},
	{name: "a meeting as a calendar", method: http.MethodGet, path: "/datoer/" + comingLink + "/moede.ics", file: "ics"},
}

// giveLinks gives out one link to every kind of page. Text is what people write where they may leave it out
// (in capitals in a second place: the hostile door knows a command's texts apart by what they say).
func giveLinks(ctx context.Context, door demo.Doer, text string) error {
	const code municipality.Code = "0851"
	in := workflow.Target{Journey: "0851.flere-skal-med-2.1"}
	leader := person.Actor{ID: "leder-0851", Name: "Leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{code}}
	officer := person.Actor{ID: "star-1", Name: "Medarbejder i STAR", Role: person.NationalOfficer}
	guest := func(id string) person.Actor {
		return person.Actor{ID: person.ID("link:" + id), Name: "Kollega", Role: person.Guest, Municipalities: leader.Municipalities, Link: id}
	}
	ask := func(id, token string) workflow.AskColleague {
		return workflow.AskColleague{
			Target: in, ID: journey.RequestID(id), Item: "readiness", Question: "A.a.1", Email: id + "@example.dk", Link: workflow.LinkHash(link.Hash(token)),
			Due: today.AddDays(9), Note: text,
		}
	}
	meet := func(id meeting.ID) meeting.Plan {
		return meeting.Plan{
			Target: meeting.Target{Meeting: id}, Kind: meeting.Seminar, Host: officer.ID, HostRole: officer.Role, Details: meeting.Details{Title: "Seminar", Text: text},
			Where: meeting.Where{Place: strings.ToUpper(text)}, Invitees: []meeting.Invitee{{Municipality: code}},
		}
	}
	opens := func(id meeting.ID, token string) meeting.MakeLink {
		return meeting.MakeLink{Target: meeting.Target{Meeting: id}, Link: token, Hash: link.Hash(token), Municipality: code, Until: today.AddDays(20)}
	}
	on := func(days int) meeting.Slot {
		return meeting.Slot{On: calendar.Danish().AddWorkingDays(today, days), Start: "06:00", End: "06:45"}
	}
	poll, coming := meeting.Target{Meeting: "poll-by-link"}, meeting.Target{Meeting: "meeting-by-link"}
	for _, r := range []journal.Request{
		{Actor: leader, Command: ask("unopened", unopenedLink)},
		{Actor: leader, Command: ask("opened", guestLink)},
		{Actor: guest("opened"), Command: workflow.OpenRequest{Target: in, Request: "opened"}},
		{Actor: leader, Command: ask("answered", answeredLink)},
		{Actor: guest("answered"), Command: workflow.OpenRequest{Target: in, Request: "answered"}},
		{Actor: guest("answered"), Command: workflow.ProposeAnswer{Target: in, Item: "readiness", Field: "A.a.1", ID: "answered.svar", Request: "answered", Text: "Et svar."}},
		{Actor: leader, Command: workflow.InviteAdministration{
			Target: in, Invitation: "linked", Administration: "Sekretariatet", Hash: link.Hash(steeringLink), Until: today.AddDays(20),
		}},
		{Actor: officer, Command: meet(poll.Meeting)},
		{Actor: officer, Command: meeting.ProposeSlots{Target: poll, Slots: []meeting.Slot{on(20), on(21)}, ClosesOn: today.AddDays(9)}},
		{Actor: officer, Command: opens(poll.Meeting, pollLink)},
		{Actor: officer, Command: meet(coming.Meeting)},
		{Actor: officer, Command: meeting.Book{Target: coming, Slot: on(22)}},
		{Actor: officer, Command: opens(coming.Meeting, comingLink)},
	} {
		if _, err := door.Do(ctx, r); err != nil {
			return fmt.Errorf("%s: %w", r.Command.CommandName(), err)
		}
	}
	return nil
}

// TestPagesBehindLinks looks at what only a link opens: with as little text as there can be, and with hostile texts as
// long as they may be.
func TestPagesBehindLinks(t *testing.T) {
	for name, door := range map[string]func() (*house, error){"little": furnished, "hostile": haunted} {
		h := enter(t, door)
		for _, b := range behindLinks {
			for _, lang := range catalogue.Langs() {
				t.Run(name+"/"+b.name+"/"+string(lang), func(t *testing.T) {
					a := h.send(t, b.method, "", lang, b.path)
					if a.status != http.StatusOK {
						t.Fatalf("status %d", a.status)
					}
					if text := a.wordless(); text != "" {
						t.Errorf("a text is missing: %.80s", text)
					}
					if name == "hostile" && !strings.Contains(a.body, "canary") {
						t.Error("no hostile text is there: the test looks at nothing")
					}
					if b.file != "" {
						files[b.file](t, a)
						return
					}
					whole(t, stop{Stop: tour.Stop{Name: b.name}, address: b.path}, a)
					harmless(t, a)
				})
			}
		}
	}
}
