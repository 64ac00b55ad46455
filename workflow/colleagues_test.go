package workflow_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"

	"github.com/google/go-cmp/cmp"
)

// asked1 is the guest of the request "r1"; invited is somebody else's.
var (
	asked1  = person.Actor{ID: "link:r1", Role: person.Guest, Municipalities: []municipality.Code{home}}
	invited = person.Actor{ID: "link:r9", Role: person.Guest, Municipalities: []municipality.Code{home}}
)

// room is a checklist on which colleagues work.
const room = `
stages:
  - id: s
    title: S
    items:
      - id: list
        kind: checklist
        title: L
        role: [MunicipalLeader, MunicipalMember]
        sections:
          - {id: A, title: A, questions: [{id: a1, text: One, prompts: [{id: a1.1, text: Sub}]}, {id: a2, text: Two}]}
          - {id: B, title: B, questions: [{id: b1, text: Three}]}
      - {id: sign, kind: approval, title: N, role: MunicipalLeader, of: [list], after: [list]}
      - {id: later, kind: task, title: T, role: MunicipalLeader, after: [sign]}
`

func (tr *trial) ask(question journey.FieldID, section journey.SectionID) {
	tr.Helper()
	tr.do(leader, workflow.AskColleague{
		Target: tr.target(), ID: "r1", Item: "list", Question: question, Section: section, Email: "kollega@example.dk", Link: "hash-1",
		Due: tr.today().AddDays(7), Note: "Du kender det bedst",
	})
}

func (tr *trial) propose(by person.Actor, request journey.RequestID, id journey.ProposalID, text string) {
	tr.Helper()
	tr.do(by, workflow.ProposeAnswer{Target: tr.target(), Item: "list", Field: "a1", ID: id, Text: text, Request: request})
}

// sayEverything makes every event of colleagues happen on a question.
func sayEverything(tr *trial, item journey.InstanceID, question journey.FieldID) {
	at := tr.target()
	tr.do(leader, workflow.SetQuestionDue{Target: at, Item: item, Question: question, On: tr.today().AddDays(10)})
	tr.do(member, workflow.WriteComment{Target: at, Item: item, Field: question, Comment: "Skal vi spørge Borgerservice?"})
	first := tr.state.Comments[0].Number
	tr.do(leader, workflow.WriteComment{Target: at, Item: item, Field: question, Comment: "Ja, det gør vi", Private: true})
	tr.do(member, workflow.WithdrawComment{Target: at, Comment: first})
	tr.do(leader, workflow.AttachEvidence{Target: at, Item: item, Field: question, Label: "Referat", Address: "https://example.dk/referat"})
	tr.do(leader, workflow.RemoveEvidence{Target: at, Evidence: tr.state.Evidence[0].Number})
	tr.do(member, workflow.AttachEvidence{Target: at, Item: item, Field: question, Label: "Sag", Journal: "24/000123"})
	tr.do(leader, workflow.AskColleague{
		Target: at, ID: "r1", Item: item, Question: question, Email: "kollega@example.dk", Link: "hash-1", Due: tr.today().AddDays(7), Note: "Du ved det",
	})
	tr.do(asked1, workflow.OpenRequest{Target: at, Request: "r1"})
	tr.do(asked1, workflow.DraftProposal{Target: at, Request: "r1", Item: item, Field: question, Text: "Vi gø"})
	tr.do(asked1, workflow.ProposeAnswer{Target: at, Item: item, Field: question, ID: "p1", Text: "Vi gør det sådan", Request: "r1"})
	tr.do(leader, workflow.DeclineProposal{Target: at, Proposal: "r1.1", Word: "Tak – kan du skrive mere?"})
	tr.do(asked1, workflow.ProposeAnswer{Target: at, Item: item, Field: question, ID: "p2", Text: "Vi gør det sådan og sådan", Request: "r1"})
	tr.do(leader, workflow.AcceptProposal{Target: at, Proposal: "p2"})
	tr.do(leader, workflow.AskColleague{Target: at, ID: "r2", Item: item, Question: question, Person: member.ID, Due: tr.today()})
	tr.do(leader, workflow.RemindRequest{Target: at, Request: "r2"})
	tr.do(leader, workflow.WithdrawRequest{Target: at, Request: "r2"})
	tr.do(leader, workflow.RenewRequest{Target: at, Request: "r2", Due: tr.today().AddDays(3)})
}

// tellColleagues is a journey in which colleagues say everything to each other that they can.
func tellColleagues(t *testing.T, def *workflow.Definition) *journaltest.Store {
	t.Helper()
	tr := unstarted(t, def)
	store := journaltest.New()
	door, err := journal.Open(store, journal.Options{Clock: func() time.Time { return tr.now }}, tr.subject)
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	tr.also = func(actor person.Actor, c journal.Command) {
		t.Helper()
		if _, err := door.Do(context.Background(), journal.Request{Actor: actor, Command: c}); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
	tr.do(officer, workflow.StartJourney{Target: tr.target(), Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday})
	tr.complete(leader, "begin")
	tr.do(leader, workflow.ShareSection{Target: tr.target(), Item: "list", Section: "A", Shared: true})
	sayEverything(tr, "list", "A1")
	tr.later(1)
	tr.do(leader, workflow.ShareSection{Target: tr.target(), Item: "list", Section: "B", Shared: true})
	tr.do(leader, workflow.ShareSection{Target: tr.target(), Item: "list", Section: "B"})
	return store
}

// saidIn is what colleagues have said, one line each.
func saidIn(s workflow.State) (lines []string) {
	for _, c := range s.Comments {
		lines = append(lines, fmt.Sprintf("comment %d %s/%s %s %q private %v withdrawn %s", c.Number, c.Item, c.Field, c.By, c.Text, c.Private, stamp(c.WithdrawnAt)))
	}
	for _, e := range s.Evidence {
		lines = append(lines, fmt.Sprintf("evidence %d %s/%s %s %q %s%s", e.Number, e.Item, e.Field, e.By, e.Label, e.Address, e.Journal))
	}
	for _, r := range s.Requests {
		lines = append(lines, fmt.Sprintf("request %s %s/%s%s to %s%s %s due %s %q by %s opened %s reminded %s answered %s withdrawn %s", r.ID, r.Item, r.Question, r.Section,
			r.Person, r.Email, r.Link, r.Due, r.Note, r.By, stamp(r.OpenedAt), stamp(r.RemindedAt), stamp(r.AnsweredAt), stamp(r.WithdrawnAt)))
	}
	for _, p := range s.Proposals {
		lines = append(lines, fmt.Sprintf("proposal %s %s/%s of %s %s %s %q %d by %s decided %s %s %q", p.ID, p.Item, p.Field, p.Request, p.Source, p.State, p.Text, p.Revision,
			p.By, p.DecidedBy, stamp(p.DecidedAt), p.Word))
	}
	return lines
}

func TestAnAcceptedProposalBecomesTheAnswerAndSaysWhoOfferedIt(t *testing.T) {
	for name, c := range map[string]struct {
		accept workflow.AcceptProposal
		text   string
		state  workflow.ProposalState
	}{
		"as it is":            {workflow.AcceptProposal{Proposal: "p"}, "fra en kollega", workflow.ProposalAccepted},
		"after editing":       {workflow.AcceptProposal{Proposal: "p", Text: "rettet"}, "rettet", workflow.ProposalEdited},
		"after what stands":   {workflow.AcceptProposal{Proposal: "p", Append: true}, "vores eget\n\nfra en kollega", workflow.ProposalAppended},
		"edited and after":    {workflow.AcceptProposal{Proposal: "p", Append: true, Text: "kort"}, "vores eget\n\nkort", workflow.ProposalAppended},
		"the same text again": {workflow.AcceptProposal{Proposal: "p", Text: "fra en kollega"}, "fra en kollega", workflow.ProposalAccepted},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, room)
			tr.save(leader, "list", "a1", "vores eget")
			tr.propose(member, "", "p", "fra en kollega")
			c.accept.Target, c.accept.Base = tr.target(), 1
			tr.do(leader, c.accept)
			a := tr.state.Answer("list", "a1")
			if a.Text != c.text || a.Revision != 2 || a.By != leader.ID || a.ProposedBy != member.ID {
				t.Errorf("the answer is %+v", a)
			}
			if p := tr.state.Proposal("p"); p.State != c.state || p.DecidedBy != leader.ID {
				t.Errorf("the proposal is %+v", p)
			}
			tr.refuses(leader, c.accept, domain.Conflict, "proposal_decided")
			tr.save(leader, "list", "a1", "skrevet om")
			if by := tr.state.Answer("list", "a1").ProposedBy; by != "" {
				t.Errorf("a text of one's own is said to be proposed by %s", by)
			}
		})
	}
}

func TestAProposalNeverWritesOverWhatItsReaderHasNotSeen(t *testing.T) {
	tr := begin(t, room)
	tr.propose(member, "", "p", "fra en kollega")
	tr.save(leader, "list", "a1", "skrevet imens")
	e := tr.refuses(leader, workflow.AcceptProposal{Target: tr.target(), Proposal: "p"}, domain.Stale, "answer_changed")
	if now, ok := e.Detail.(workflow.CurrentAnswer); !ok || now.Text != "skrevet imens" {
		t.Errorf("the refusal shows %v", e.Detail)
	}
}

func TestWhatAConsultantWritesForAMunicipalityIsForItsLeaderToAccept(t *testing.T) {
	tr := begin(t, room)
	tr.propose(consultant, "", "p", "sagt på workshoppen")
	if p := tr.state.Proposal("p"); p.Source != workflow.FromConsultant {
		t.Errorf("the source is %s", p.Source)
	}
	accept := workflow.AcceptProposal{Target: tr.target(), Proposal: "p"}
	tr.refuses(member, accept, domain.Permission, "leader_decides")
	tr.refuses(consultant, accept, domain.Permission, "not_allowed")
	tr.refuses(officer, accept, domain.Permission, "not_allowed")
	tr.do(leader, accept)
	tr.do(system, workflow.ProposeAnswer{Target: tr.target(), Item: "list", Field: "a1", ID: "q", Text: "x", Source: workflow.FromConsultant})
	tr.do(member, workflow.ProposeAnswer{Target: tr.target(), Item: "list", Field: "a1", ID: "r", Text: "y", Source: workflow.FromConsultant})
	if q, r := tr.state.Proposal("q").Source, tr.state.Proposal("r").Source; q != workflow.FromConsultant || r != workflow.FromColleague {
		t.Errorf("the service's source is %s, a member's %s", q, r)
	}
}

func TestAProposalMayComeAfterTheSignatureButOnlyReopeningLetsItIn(t *testing.T) {
	tr := begin(t, room)
	tr.declare(leader, "list", "A")
	tr.declare(leader, "list", "B")
	tr.propose(consultant, "", "p", "sagt på workshoppen")
	tr.refuses(leader, workflow.AcceptProposal{Target: tr.target(), Proposal: "p"}, domain.Conflict, "item_not_open")
	tr.reopen(leader, "list", "A")
	tr.do(leader, workflow.AcceptProposal{Target: tr.target(), Proposal: "p"})
}

func TestAGuestReachesTheirOwnQuestionAlone(t *testing.T) {
	tr := begin(t, room)
	tr.ask("a1", "")
	at := tr.target()
	answer := workflow.ProposeAnswer{Target: at, Item: "list", Field: "a1", ID: "p", Text: "svar", Request: "r1"}
	tr.refuses(invited, answer, domain.NotFound, "request_unknown")
	tr.refuses(asked1, with(answer, "Field", "a2"), domain.NotFound, "field_unknown")
	tr.refuses(asked1, with(answer, "Field", "b1"), domain.NotFound, "field_unknown")
	tr.refuses(asked1, with(answer, "Request", ""), domain.NotFound, "request_unknown")
	tr.refuses(invited, workflow.OpenRequest{Target: at, Request: "r1"}, domain.NotFound, "request_unknown")
	tr.refuses(stranger, answer, domain.Private, "not_found")
	for _, c := range []workflow.Command{
		workflow.SaveAnswer{Target: at, Item: "list", Field: "a1", Text: "x"},
		workflow.WriteComment{Target: at, Item: "list", Field: "a1", Comment: "x"},
		workflow.AcceptProposal{Target: at, Proposal: "p"},
		workflow.AskColleague{Target: at, ID: "r3", Item: "list", Question: "a1", Person: "x", Due: monday},
		workflow.DeclareStanding{Target: at, Item: "list", Question: "a1", Standing: journey.Clear},
		workflow.ShareSection{Target: at, Item: "list", Section: "A", Shared: true},
	} {
		tr.refuses(asked1, c, domain.Permission, "not_allowed")
	}
	tr.do(asked1, answer)
}

func TestAGuestOfASectionAnswersEachOfItsQuestions(t *testing.T) {
	tr := begin(t, room)
	tr.ask("", "A")
	for n, field := range []journey.FieldID{"a1", "a2"} {
		tr.do(asked1, workflow.ProposeAnswer{Target: tr.target(), Item: "list", Field: field, ID: journey.ProposalID(fmt.Sprint("p", n)), Text: "svar", Request: "r1"})
	}
	tr.refuses(asked1, workflow.ProposeAnswer{Target: tr.target(), Item: "list", Field: "b1", ID: "p9", Text: "svar", Request: "r1"}, domain.NotFound, "field_unknown")
}

func TestALinkLivesUntilItsDeadlineOrUntilItIsWithdrawn(t *testing.T) {
	answer := func(tr *trial, id journey.ProposalID) workflow.ProposeAnswer {
		return workflow.ProposeAnswer{Target: tr.target(), Item: "list", Field: "a1", ID: id, Text: "svar " + string(id), Request: "r1"}
	}
	t.Run("deadline", func(t *testing.T) {
		tr := begin(t, room)
		tr.ask("a1", "")
		tr.later(7)
		tr.do(asked1, answer(tr, "p1"))
		tr.later(1)
		tr.refuses(asked1, answer(tr, "p2"), domain.Conflict, "request_expired")
		tr.do(leader, workflow.RenewRequest{Target: tr.target(), Request: "r1", Link: "hash-2", Due: tr.today()})
		tr.do(asked1, answer(tr, "p2"))
		if p := tr.state.Proposal("p1"); p.State != workflow.ProposalReplaced {
			t.Errorf("the first answer is %s", p.State)
		}
	})
	t.Run("withdrawn", func(t *testing.T) {
		tr := begin(t, room)
		tr.ask("a1", "")
		tr.do(leader, workflow.WithdrawRequest{Target: tr.target(), Request: "r1"})
		tr.refuses(asked1, answer(tr, "p1"), domain.Conflict, "request_withdrawn")
	})
}

func TestADraftGuardsItsWriterAgainstAnotherWindow(t *testing.T) {
	tr := begin(t, room)
	tr.ask("a1", "")
	draft := workflow.DraftProposal{Target: tr.target(), Request: "r1", Item: "list", Field: "a1", Text: "første"}
	tr.do(asked1, draft)
	tr.do(asked1, with(with(draft, "Text", "anden"), "Base", 1))
	if e := tr.refuses(asked1, with(draft, "Text", "fra et andet vindue"), domain.Stale, "answer_changed"); e.Detail.(workflow.CurrentAnswer).Text != "anden" {
		t.Errorf("the refusal shows %v", e.Detail)
	}
	if events := tr.do(asked1, with(with(draft, "Text", "anden"), "Base", 1)); len(events) != 0 {
		t.Errorf("saving the same text gave %d events", len(events))
	}
	tr.propose(asked1, "r1", "p", "anden")
	if len(tr.state.Proposals) != 1 || tr.state.Proposals[0].State != workflow.ProposalWaiting {
		t.Errorf("the draft did not become the proposal: %+v", tr.state.Proposals)
	}
}

func TestRequestsNameOnePlaceOnePersonAndADayToCome(t *testing.T) {
	tr := begin(t, room)
	good := workflow.AskColleague{Target: tr.target(), ID: "r", Item: "list", Question: "a1", Email: "a@example.dk", Link: "h", Due: monday}
	for name, c := range map[string]struct {
		command workflow.Command
		key     string
	}{
		"no place":            {with(good, "Question", ""), "request_place"},
		"two places":          {with(good, "Section", "A"), "request_place"},
		"nobody":              {with(with(good, "Email", ""), "Link", ""), "request_nobody"},
		"two people":          {with(good, "Person", "x"), "request_two"},
		"no address":          {with(good, "Email", "kollega"), "not_an_email"},
		"a name in front":     {with(good, "Email", "Kollega <a@example.dk>"), "not_an_email"},
		"no link":             {with(good, "Link", ""), "request_link"},
		"no day":              {with(good, "Due", calendar.Date{}), "date_missing"},
		"yesterday":           {with(good, "Due", monday.AddDays(-1)), "date_past"},
		"far ahead":           {with(good, "Due", monday.AddDays(500)), "date_too_far"},
		"a malformed id":      {with(good, "ID", "r/1"), "id_malformed"},
		"an id like a number": {with(good, "ID", cprShaped()), "id_malformed"},
		"a long note":         {with(good, "Note", strings.Repeat("å", workflow.MaxReason+1)), "too_long"},
	} {
		t.Run(name, func(t *testing.T) { tr.refuses(leader, c.command, domain.Invalid, c.key) })
	}
	tr.do(leader, good)
	tr.refuses(leader, good, domain.Conflict, "request_exists")
	tr.refuses(consultant, with(good, "ID", "r2"), domain.Permission, "not_allowed")
}

func TestEvidenceHasALabelAndOneSafePlace(t *testing.T) {
	tr := begin(t, room)
	good := workflow.AttachEvidence{Target: tr.target(), Item: "list", Field: "a1", Label: "Referat", Address: "https://example.dk/x"}
	for place, key := range map[string]string{
		"": "evidence_place_missing", "http://example.dk": "not_an_address", "javascript:alert(1)": "not_an_address",
		"https://": "not_an_address", "https://a:b@example.dk": "not_an_address", "//example.dk": "not_an_address",
	} {
		tr.refuses(leader, with(good, "Address", place), domain.Invalid, key)
	}
	tr.refuses(leader, with(good, "Journal", "24/1"), domain.Invalid, "evidence_two_places")
	tr.refuses(leader, with(good, "Label", " "), domain.Invalid, "label_missing")
	tr.do(leader, good)
}

func TestACommentIsTakenBackByItsWriterAlone(t *testing.T) {
	tr := begin(t, room)
	tr.do(member, workflow.WriteComment{Target: tr.target(), Item: "list", Field: "a1", Comment: "hov"})
	withdraw := workflow.WithdrawComment{Target: tr.target(), Comment: tr.state.Comments[0].Number}
	tr.refuses(leader, withdraw, domain.Permission, "not_your_comment")
	tr.do(member, withdraw)
	if c := tr.state.Comments[0]; c.Text != "" || c.WithdrawnAt.IsZero() {
		t.Errorf("the comment is %+v", c)
	}
	tr.refuses(member, workflow.WriteComment{Target: tr.target(), Item: "list", Field: "a1", Comment: " \n"}, domain.Invalid, "comment_missing")
}

// overheard is what an actor hears of the room, one word for each thing.
func overheard(tr *trial, actor person.Actor) string {
	s := tr.state.Overheard(actor)
	var words []string
	for _, c := range s.Comments {
		words = append(words, c.Text)
	}
	for _, e := range s.Evidence {
		words = append(words, e.Label)
	}
	for _, r := range s.Requests {
		words = append(words, r.Note)
	}
	for _, p := range s.Proposals {
		words = append(words, p.Text)
	}
	return strings.Join(words, " ")
}

func TestWhoHearsWhatColleaguesSay(t *testing.T) {
	tr := begin(t, room)
	at := tr.target()
	say := func(actor person.Actor, text string, private bool) {
		tr.do(actor, workflow.WriteComment{Target: at, Item: "list", Field: "a1", Comment: text, Private: private})
	}
	hears := func(when string, want map[string]string) {
		t.Helper()
		got := map[string]string{
			"leader": overheard(tr, leader), "consultant": overheard(tr, consultant), "officer": overheard(tr, officer),
			"guest": overheard(tr, asked1), "stranger": overheard(tr, stranger), "admin": overheard(tr, admin),
		}
		want["stranger"], want["admin"] = "", ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +heard):\n%s", when, diff)
		}
	}
	say(leader, "privat", true)
	say(member, "åbent", false)
	tr.do(leader, workflow.AttachEvidence{Target: at, Item: "list", Field: "a1", Label: "bilag", Journal: "1"})
	tr.ask("a1", "")
	tr.do(asked1, workflow.DraftProposal{Target: at, Request: "r1", Item: "list", Field: "a1", Text: "kladde"})
	tr.propose(consultant, "", "p", "indskrevet")
	const note = "Du kender det bedst"
	hears("before sharing", map[string]string{
		"leader": "privat åbent bilag " + note + " indskrevet", "consultant": "indskrevet", "officer": "", "guest": "kladde",
	})
	say(consultant, "spørgsmål", true)
	say(leader, "svar", false)
	hears("a consultant who asks hears the answer", map[string]string{
		"leader": "privat åbent spørgsmål svar bilag " + note + " indskrevet", "consultant": "spørgsmål svar indskrevet", "officer": "", "guest": "kladde",
	})
	tr.do(leader, workflow.ShareSection{Target: at, Item: "list", Section: "A", Shared: true})
	hears("shared", map[string]string{
		"leader": "privat åbent spørgsmål svar bilag " + note + " indskrevet", "consultant": "åbent spørgsmål svar bilag indskrevet", "officer": "", "guest": "kladde",
	})
	tr.do(leader, workflow.ShareSection{Target: at, Item: "list", Section: "A"})
	hears("taken back", map[string]string{
		"leader": "privat åbent spørgsmål svar bilag " + note + " indskrevet", "consultant": "spørgsmål svar indskrevet", "officer": "", "guest": "kladde",
	})
	tr.declare(leader, "list", "A")
	tr.declare(leader, "list", "B")
	tr.later(1)
	tr.sign(leader, "sign")
	tr.later(1)
	say(member, "bagefter", false)
	hears("signed", map[string]string{
		"leader":     "privat åbent spørgsmål svar bagefter bilag " + note + " indskrevet",
		"consultant": "åbent spørgsmål svar bagefter bilag indskrevet", "officer": "åbent spørgsmål svar bilag", "guest": "kladde",
	})
}

func TestASectionIsSharedUntilThatIsTakenBack(t *testing.T) {
	tr := begin(t, room)
	tr.save(leader, "list", "a1", "svar")
	shared := func() bool { return tr.state.Disclosure(tr.state.Answer("list", "a1")).Shared }
	share := workflow.ShareSection{Target: tr.target(), Item: "list", Section: "A", Shared: true}
	tr.refuses(consultant, share, domain.Permission, "not_allowed")
	tr.do(member, share)
	if !shared() || tr.state.Disclosure(tr.state.Answer("list", "a1")).Signed {
		t.Error("shared with the consultant, and with nobody else, is what it should be")
	}
	tr.do(leader, with(share, "Shared", false))
	if shared() {
		t.Error("still shared")
	}
	tr.declare(leader, "list", "A")
	tr.refuses(leader, with(share, "Shared", false), domain.Conflict, "section_declared")
}
