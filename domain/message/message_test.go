package message_test

import (
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

var (
	leader     = person.Actor{ID: "leader-0851", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	consultant = person.Actor{ID: "consultant", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851", "0813"}}
	officer    = person.Actor{ID: "officer", Role: person.NationalOfficer}
	other      = person.Actor{ID: "leader-0101", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0101"}}
	guest      = person.Actor{ID: "link:1", Role: person.Guest, Municipalities: []municipality.Code{"0851"}}
)

var noon = time.Date(2019, 9, 10, 12, 0, 0, 0, time.UTC)

// desk is one message's stream.
type desk struct {
	*testing.T
	state any
}

// try gives a command and keeps what it caused.
func (d *desk) try(actor person.Actor, c domain.Command, at time.Time) error {
	d.Helper()
	s := message.Subject{}
	if err := s.Authorize(actor, d.state, c); err != nil {
		return err
	}
	events, err := s.Decide(actor, d.state, c, at)
	if err != nil {
		return err
	}
	for _, e := range events {
		e.Actor, e.At, e.Kind = string(actor.ID), at, e.Body.EventKind()
		if d.state, err = s.Evolve(d.state, e); err != nil {
			d.Fatal(err)
		}
	}
	return nil
}

func (d *desk) message() message.Message { return d.state.(message.Message) }

func letter(to ...message.Audience) message.Post {
	return message.Post{ID: "m1", To: to, Subject: "Workshop", Text: "Vi ses den 3."}
}

func TestWhoMayWriteToWhom(t *testing.T) {
	leaders := message.ToRole(person.MunicipalLeader, "0851")
	consultants := message.ToRole(person.ProcessConsultant, "0851")
	agency := message.Audience{Role: person.NationalOfficer}
	for _, c := range []struct {
		name string
		by   person.Actor
		to   message.Audience
		want domain.Code
	}{
		{"a leader to their consultant", leader, consultants, ""},
		{"a leader to their colleagues", leader, leaders, ""},
		{"a leader to another municipality", other, leaders, domain.Permission},
		{"a leader to the agency", leader, agency, domain.Permission},
		{"a leader to anybody by name", leader, message.To("officer"), domain.Permission},
		{"a consultant to a municipality of theirs", consultant, leaders, ""},
		{"a consultant to another's", consultant, message.ToRole(person.MunicipalLeader, "0101"), domain.Permission},
		{"a consultant to the agency", consultant, agency, ""},
		{"the agency to a municipality", officer, leaders, ""},
		{"a guest to anybody", guest, consultants, domain.Permission},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &desk{T: t, state: message.Message{}}
			if got := domain.CodeOf(d.try(c.by, letter(c.to), noon)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhoMayAnswerWhom(t *testing.T) {
	agency := message.Audience{Role: person.NationalOfficer}
	for _, c := range []struct {
		name string
		by   person.Actor
		to   message.Audience
		want domain.Code
	}{
		{"a leader to their consultant", leader, message.ToRole(person.ProcessConsultant, "0851"), ""},
		{"a leader to the agency", leader, agency, ""},
		{"a leader to an officer by name", leader, message.Audience{Person: "officer", Role: person.NationalOfficer}, domain.Permission},
		{"a leader to another municipality", other, message.ToRole(person.MunicipalLeader, "0851"), domain.Permission},
		{"a guest to the agency", guest, agency, domain.Permission},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &desk{T: t, state: message.Message{}}
			answer := letter(c.to)
			answer.About.Stream = message.Message{ID: "m0"}.Stream()
			if got := domain.CodeOf(d.try(c.by, answer, noon)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAMessageReachesWhoHasTheRoleWhenItIsRead(t *testing.T) {
	d := &desk{T: t, state: message.Message{}}
	if err := d.try(consultant, letter(message.ToRole(person.MunicipalLeader, "0851")), noon); err != nil {
		t.Fatal(err)
	}
	successor := person.Actor{ID: "new-leader", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	for actor, want := range map[*person.Actor]domain.Code{&successor: "", &other: domain.Private, &officer: domain.Private} {
		if got := domain.CodeOf(d.try(*actor, message.MarkRead{ID: "m1"}, noon)); got != want {
			t.Errorf("%s marks it read: %q, want %q", actor.ID, got, want)
		}
	}
	if err := d.try(successor, message.MarkRead{ID: "m1"}, noon); err != nil {
		t.Fatal(err)
	}
	if got := d.message().ReadBy; len(got) != 1 || got[0] != successor.ID {
		t.Errorf("read by %v, want the successor once", got)
	}
}

func TestAMessageCanBeTakenBackByItsSenderForAWhile(t *testing.T) {
	for _, c := range []struct {
		name  string
		by    person.Actor
		after time.Duration
		want  domain.Code
	}{
		{"in time", consultant, message.UndoTime, ""},
		{"too late", consultant, message.UndoTime + time.Second, domain.Conflict},
		{"by its reader", leader, time.Minute, domain.Private},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &desk{T: t, state: message.Message{}}
			if err := d.try(consultant, letter(message.ToRole(person.MunicipalLeader, "0851")), noon); err != nil {
				t.Fatal(err)
			}
			if got := domain.CodeOf(d.try(c.by, message.Withdraw{ID: "m1"}, noon.Add(c.after))); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			if taken := !d.message().WithdrawnAt.IsZero(); taken != (c.want == "") {
				t.Errorf("withdrawn: %v", taken)
			}
		})
	}
}

func TestAMessageNeedsAReaderAndWords(t *testing.T) {
	to := message.ToRole(person.MunicipalLeader, "0851")
	for name, c := range map[string]message.Post{
		"nobody":       letter(),
		"no subject":   {ID: "m1", To: []message.Audience{to}, Text: "x"},
		"no text":      {ID: "m1", To: []message.Audience{to}, Subject: "x", Text: " \n"},
		"too long":     {ID: "m1", To: []message.Audience{to}, Subject: "x", Text: strings.Repeat("æ", message.MaxText+1)},
		"long line":    {ID: "m1", To: []message.Audience{{Role: person.MunicipalLeader, Municipality: "0851", Line: strings.Repeat("æ", message.MaxLine+1)}}, Subject: "x", Text: "x"},
		"no id":        {To: []message.Audience{to}, Subject: "x", Text: "x"},
		"unknown role": {ID: "m1", To: []message.Audience{{Role: "Mayor"}}, Subject: "x", Text: "x"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &desk{T: t, state: message.Message{}}
			if got := domain.CodeOf(d.try(officer, c, noon)); got != domain.Invalid {
				t.Errorf("got %q, want invalid", got)
			}
		})
	}
}

func TestAnErasedMessageKeepsItsSenderAndItsPlace(t *testing.T) {
	state, err := message.Subject{}.Evolve(message.Message{}, domain.Event{Subject: "m1", Actor: "consultant", At: noon, Kind: "message_posted"})
	if err != nil {
		t.Fatal(err)
	}
	if m := state.(message.Message); m.ID != "m1" || m.From != "consultant" || m.Text != "" {
		t.Errorf("got %+v", m)
	}
}
