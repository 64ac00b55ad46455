package workflow_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"
	"startklar/workflow/reactions"
)

// social and health are members by the links of their administrations.
var (
	social = person.Actor{ID: "link:i1", Role: person.SteeringMember, Municipalities: home1, Link: "i1"}
	health = person.Actor{ID: "link:i2", Role: person.SteeringMember, Municipalities: home1, Link: "i2"}
	home1  = leader.Municipalities
)

func hashOf(text string) string { return strings.Repeat(text, 64/len(text)) }

func (tr *trial) invite(id, administration string) {
	tr.Helper()
	tr.do(leader, workflow.InviteAdministration{
		Target: tr.target(), Invitation: id, Administration: administration, Hash: hashOf("a"), Until: tr.today().AddDays(14),
	})
}

func (tr *trial) digest() string {
	tr.Helper()
	sheet, ok := tr.state.DecisionSheet()
	if !ok {
		tr.Fatal("there is no sheet")
	}
	return sheet.Digest
}

func (tr *trial) answers(by person.Actor, stance workflow.Stance, note string) {
	tr.Helper()
	tr.do(by, workflow.AnswerSheet{Target: tr.target(), Invitation: by.Link, Stance: stance, Title: "Socialchef", Note: note, Digest: tr.digest()})
}

// steer makes every event of the steering group happen.
func steer(tr *trial, section string) {
	tr.Helper()
	tr.do(leader, workflow.WriteSheet{Target: tr.target(), Part: workflow.Asks, Text: "At stå bag målet"})
	tr.do(leader, workflow.WriteSheet{Target: tr.target(), Part: section, Text: "Vi samler alt ét sted"})
	tr.do(leader, workflow.WriteSheet{Target: tr.target(), Part: workflow.Asks, Text: "At stå bag målet og timerne", Base: 1})
	tr.invite("i1", "Social")
	tr.invite("i2", "Sundhed")
	tr.answers(social, workflow.Disagreed, "Timerne mangler")
	tr.answers(social, workflow.AgreedWithRemark, "Husk timerne")
	tr.do(leader, workflow.WithdrawInvitation{Target: tr.target(), Invitation: "i2"})
}

// tellSteering is a journey in which the steering group does all that it can.
func tellSteering(t *testing.T, def *workflow.Definition) *journaltest.Store {
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
	steer(tr, "A")
	return store
}

// steeredIn lists what a state holds of the steering group.
func steeredIn(s workflow.State) (lines []string) {
	for _, t := range s.SheetTexts {
		lines = append(lines, fmt.Sprintf("sheet %s %q %d by %s %s erased %v", t.Part, t.Text, t.Revision, t.By, stamp(t.At), t.Erased))
	}
	for _, i := range s.Invitations {
		lines = append(lines, fmt.Sprintf("invitation %s %s %q until %s by %s %s answered %s %s %s %q %q erased %v", i.ID, i.Administration, i.Hash, i.Until,
			i.InvitedBy, stamp(i.InvitedAt), i.Stance, i.Digest, stamp(i.AnsweredAt), i.Title, i.Note, i.Erased))
	}
	return lines
}

func TestAnAdministrationAgreesToTheSheetThatItSaw(t *testing.T) {
	tr := begin(t, room)
	tr.save(leader, "list", "a1", "Vi samler det hele. Resten er detaljer.")
	tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "a1", Standing: journey.Clear})
	tr.invite("i1", "  Social  ")
	seen := tr.digest()
	tr.answers(social, workflow.Agreed, "")
	i := tr.state.Invitation("i1")
	if i.Administration != "Social" || i.Stance != workflow.Agreed || i.Digest != seen || i.Title != "Socialchef" || !i.AnsweredAt.Equal(tr.now) {
		t.Errorf("recorded %+v", i)
	}
	tr.save(leader, "list", "a1", "Vi deler det op. Resten er detaljer.")
	if tr.digest() == seen {
		t.Error("another decision gives the same sheet")
	}
	_, err := tr.try(social, workflow.AnswerSheet{Target: tr.target(), Invitation: "i1", Stance: workflow.Agreed, Title: "Socialchef", Digest: seen})
	if domain.CodeOf(err) != domain.Stale {
		t.Errorf("an answer to what has changed: %v", err)
	}
	tr.answers(social, workflow.Agreed, "")
	if got := tr.state.Invitation("i1").Digest; got != tr.digest() {
		t.Error("the second answer is not to the sheet as it is now")
	}
}

func TestTheSheetChangesWithWhatStandsOnItAndNothingElse(t *testing.T) {
	tr := begin(t, room)
	same := func(what string, want bool, c workflow.Command) {
		t.Helper()
		before := tr.digest()
		tr.do(leader, c)
		if got := tr.digest() == before; got != want {
			t.Errorf("%s: the sheet is the same: %v", what, got)
		}
	}
	same("an answer to what is open", true, workflow.SaveAnswer{Target: tr.target(), Item: "list", Field: "a1", Text: "Udkast"})
	same("a standing", false, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "a1", Standing: journey.Clear})
	same("a comment", true, workflow.WriteComment{Target: tr.target(), Item: "list", Field: "a1", Comment: "Husk"})
	same("who has it", true, workflow.TakeQuestion{Target: tr.target(), Item: "list", Question: "a1", Owner: leader.ID})
	same("a track in short", false, workflow.WriteSheet{Target: tr.target(), Part: "A", Text: "I korte træk"})
	same("an answer behind the short text", true, workflow.SaveAnswer{Target: tr.target(), Item: "list", Field: "a1", Text: "Endeligt", Base: 1})
	same("what is asked", false, workflow.WriteSheet{Target: tr.target(), Part: workflow.Asks, Text: "Sig ja"})
}

func TestALinkActsForItsOwnAdministrationAndInItsTime(t *testing.T) {
	for name, c := range map[string]struct {
		by   person.Actor
		days int
		want domain.Code
	}{
		"its own":              {social, 0, ""},
		"the last day":         {social, 14, ""},
		"the day after":        {social, 15, domain.NotFound},
		"another's link":       {health, 0, domain.NotFound},
		"a withdrawn link":     {person.Actor{ID: "link:i3", Role: person.SteeringMember, Municipalities: home1, Link: "i3"}, 0, domain.NotFound},
		"without a link":       {steering, 0, domain.NotFound},
		"the leader":           {leader, 0, domain.Permission},
		"another municipality": {person.Actor{ID: "link:i1", Role: person.SteeringMember, Municipalities: stranger.Municipalities, Link: "i1"}, 0, domain.Private},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, room)
			tr.invite("i1", "Social")
			tr.invite("i2", "Sundhed")
			tr.invite("i3", "Økonomi")
			tr.do(leader, workflow.WithdrawInvitation{Target: tr.target(), Invitation: "i3"})
			tr.later(c.days)
			invitation := "i1"
			if c.by.Link == "i3" {
				invitation = "i3"
			}
			_, err := tr.try(c.by, workflow.AnswerSheet{Target: tr.target(), Invitation: invitation, Stance: workflow.Agreed, Title: "Chef", Digest: tr.digest()})
			if domain.CodeOf(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestAWordThatAsksForReasonsNeedsThem(t *testing.T) {
	tr := begin(t, room)
	tr.invite("i1", "Social")
	answer := workflow.AnswerSheet{Target: tr.target(), Invitation: "i1", Stance: workflow.Agreed, Title: "Chef", Digest: tr.digest()}
	for key, change := range map[string]func(*workflow.AnswerSheet){
		"stance_missing":    func(c *workflow.AnswerSheet) { c.Stance = "maybe" },
		"title_missing":     func(c *workflow.AnswerSheet) { c.Title = " " },
		"remark_missing":    func(c *workflow.AnswerSheet) { c.Stance = workflow.AgreedWithRemark },
		"objection_missing": func(c *workflow.AnswerSheet) { c.Stance, c.Note = workflow.Disagreed, "\n" },
		"too_long":          func(c *workflow.AnswerSheet) { c.Note = strings.Repeat("x", workflow.MaxReason+1) },
	} {
		c := answer
		change(&c)
		if _, err := tr.try(social, c); domain.AsError(err).Key != key {
			t.Errorf("got %v, want %s", err, key)
		}
	}
}

func TestInvitationsAreOneForEachAdministration(t *testing.T) {
	tr := begin(t, room)
	tr.invite("i1", "Social")
	again := workflow.InviteAdministration{Target: tr.target(), Invitation: "i1", Administration: "Social", Hash: hashOf("b"), Until: tr.today().AddDays(20)}
	tr.do(leader, again)
	if i := tr.state.Invitation("i1"); i.Hash != hashOf("b") || i.Until != tr.today().AddDays(20) || len(tr.state.Invitations) != 1 {
		t.Errorf("renewed %+v", i)
	}
	for key, change := range map[string]func(*workflow.InviteAdministration){
		"administration_known":   func(c *workflow.InviteAdministration) { c.Invitation, c.Administration = "i2", "SOCIAL" },
		"administration_other":   func(c *workflow.InviteAdministration) { c.Administration = "Sundhed" },
		"administration_missing": func(c *workflow.InviteAdministration) { c.Administration = " " },
		"sheet_link_until":       func(c *workflow.InviteAdministration) { c.Until = tr.today() },
		"sheet_link_incomplete":  func(c *workflow.InviteAdministration) { c.Hash = "short" },
	} {
		c := again
		change(&c)
		if _, err := tr.try(leader, c); domain.AsError(err).Key != key {
			t.Errorf("got %v, want %s", err, key)
		}
	}
	for _, actor := range []person.Actor{member, consultant, officer, social} {
		if _, err := tr.try(actor, again); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s: %v", actor.ID, err)
		}
	}
}

func TestTwoWhoWriteTheSheetDoNotOverwriteEachOther(t *testing.T) {
	tr := begin(t, room)
	tr.do(leader, workflow.WriteSheet{Target: tr.target(), Part: workflow.Asks, Text: "Et"})
	_, err := tr.try(deputy, workflow.WriteSheet{Target: tr.target(), Part: workflow.Asks, Text: "To"})
	if now, ok := domain.AsError(err).Detail.(workflow.CurrentAnswer); !ok || now.Text != "Et" {
		t.Errorf("got %v", err)
	}
	if _, err := tr.try(leader, workflow.WriteSheet{Target: tr.target(), Part: "Z", Text: "x"}); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("a part that is not on the sheet: %v", err)
	}
}

func TestLongAnswersAreCutAtTheirFirstSentenceOrAWord(t *testing.T) {
	tr := begin(t, room)
	long := strings.Repeat("ord ", 100)
	for text, want := range map[string]string{
		"Kort.": "Kort.",
		"To linjer\nbliver til én linje på arket, som det skal være. Resten ikke.": "To linjer bliver til én linje på arket, som det skal være.",
		long: strings.TrimSpace(strings.Repeat("ord ", 42)) + " …",
	} {
		base := 0
		if a := tr.state.Answer("list", "a1"); a != nil {
			base = a.Revision
		}
		tr.do(leader, workflow.SaveAnswer{Target: tr.target(), Item: "list", Field: "a1", Text: text, Base: base})
		tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "a1", Standing: journey.Clear})
		sheet, _ := tr.state.DecisionSheet()
		if got := sheet.Tracks[0].Decided[0].Text; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestLeadersAreToldWhatAnAdministrationAnswered(t *testing.T) {
	tr := begin(t, room)
	tr.invite("i1", "Social")
	before := tr.state
	events := tr.do(social, workflow.AnswerSheet{Target: tr.target(), Invitation: "i1", Stance: workflow.Disagreed, Title: "Chef", Note: "Nej", Digest: tr.digest()})
	var posts []message.Post
	for _, reaction := range reactions.All() {
		for _, c := range reaction(journal.Happened{Actor: social, Stream: tr.id.Stream(), Before: before, After: tr.state, Events: events}) {
			if p, ok := c.(message.Post); ok {
				posts = append(posts, p)
			}
		}
	}
	if len(posts) != 1 || posts[0].Notice != "steering_disagreed" || posts[0].Args["administration"] != "Social" || !posts[0].To[0].Includes(leader) || posts[0].To[0].Includes(stranger) {
		t.Errorf("told %+v", posts)
	}
}
