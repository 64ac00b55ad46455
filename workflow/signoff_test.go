package workflow_test

import (
	"slices"
	"testing"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow"
)

// signed is a checklist that an approval freezes, and a form that nobody signs.
const signed = `
stages:
  - id: s
    title: S
    items:
      - id: list
        kind: checklist
        title: L
        role: [MunicipalLeader, MunicipalMember]
        sections:
          - {id: A, title: A, questions: [{id: q1, text: One}, {id: q2, text: Two}]}
      - id: sign
        kind: approval
        title: G
        role: MunicipalLeader
        of: [list]
        after: [list]
        anchor: signed
      - {id: go, kind: task, title: Go, role: MunicipalLeader, after: [sign], due: signed + 1 week}
      - id: other
        kind: form
        title: O
        role: [MunicipalMember, ProcessConsultant]
        required: false
        sections: [{id: O, title: O, fields: [{id: o, type: text, text: O}]}]
`

// ready is a journey whose checklist is written by the member and waits for a signature.
func ready(t *testing.T, body string) *trial {
	tr := begin(t, body)
	tr.save(member, "list", "q1", "one")
	tr.save(member, "list", "q2", "two")
	tr.declare(member, "list", "A")
	return tr
}

func TestSigningFreezesAVersionAndSaysWhoWroteAndWhoSigned(t *testing.T) {
	tr := ready(t, signed)
	tr.want(`s=Active list=Completed sign=Enabled go=Available other=Enabled`)
	frozen := tr.state.Freeze(tr.state.Item("sign"))
	tr.later(1)
	tr.sign(leader, "sign")
	tr.want(`s=Active list=Completed sign=Completed go=Enabled other=Enabled`)
	s := tr.state.Item("sign").Signature
	if s.Edition != 1 || s.By != leader.ID || !s.At.Equal(tr.now) || s.Digest != frozen.Digest || !slices.Equal(s.Wrote, []person.ID{member.ID}) {
		t.Errorf("the signature is %+v", s)
	}
	want := []workflow.Pin{
		{Item: "list", Field: "q1", Revision: 1, QuestionVersion: 1, Standing: journey.NotBegun},
		{Item: "list", Field: "q2", Revision: 1, QuestionVersion: 1, Standing: journey.NotBegun},
	}
	if !slices.Equal(s.Pins, want) {
		t.Errorf("pins %+v", s.Pins)
	}
	if e := tr.history[s.Event-1]; e.Kind != "signed" || e.Number != s.Event {
		t.Errorf("event %d is %s", s.Event, e.Kind)
	}
	tr.due(map[journey.InstanceID]string{"go": monday.AddDays(8).String()})
}

func TestTheDigestChangesWithTextStandingAndRevisionAndWithNothingElse(t *testing.T) {
	tr := begin(t, signed)
	seen := map[string]string{}
	digest := func(when string) {
		t.Helper()
		d := tr.state.Freeze(tr.state.Item("sign")).Digest
		if earlier, ok := seen[d]; ok {
			t.Errorf("the digest is the same %s as %s", when, earlier)
		}
		seen[d] = when
	}
	digest("at first")
	tr.save(member, "list", "q1", "one")
	digest("with a text")
	tr.save(leader, "list", "q1", "two")
	digest("with another text")
	tr.save(leader, "list", "q1", "one")
	digest("with the first text in a later revision")
	tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "q1", Standing: journey.Clear})
	digest("with a standing")
	before := tr.state.Freeze(tr.state.Item("sign")).Digest
	tr.later(30)
	tr.save(member, "other", "o", "elsewhere")
	tr.do(member, workflow.AssignItem{Target: tr.target(), Item: "list", Assignee: "x"})
	if after := tr.state.Freeze(tr.state.Item("sign")).Digest; after != before {
		t.Error("something that is not signed changed the digest")
	}
}

func TestASignatureOnWhatHasChangedSinceItWasSeenIsRefused(t *testing.T) {
	tr := ready(t, signed)
	old := tr.state.Freeze(tr.state.Item("sign")).Digest
	sign := workflow.SignOff{Target: tr.target(), Item: "sign", Digest: old, Declared: true}
	tr.reopen(leader, "list")
	tr.refuses(leader, sign, domain.Conflict, "not_ready_to_sign")
	tr.save(leader, "list", "q1", "changed meanwhile")
	tr.declare(leader, "list", "A")
	e := tr.refuses(leader, sign, domain.Stale, "changed_since_seen")
	if now := e.Detail.(workflow.Frozen); now.Digest == old || !slices.Contains(now.Wrote, leader.ID) {
		t.Errorf("the refusal shows %+v", now)
	}
	sign.Digest = tr.state.Freeze(tr.state.Item("sign")).Digest
	tr.refuses(leader, workflow.SignOff{Target: tr.target(), Item: "sign", Digest: sign.Digest}, domain.Invalid, "declaration_missing")
	tr.do(leader, sign)
}

func TestWhereSelfSignIsOffTheMainAuthorMayNotSign(t *testing.T) {
	const body = `
stages:
  - id: s
    title: S
    items:
      - {id: list, kind: checklist, title: L, role: MunicipalLeader, sections: [{id: A, title: A, questions: [{id: q1, text: One}, {id: q2, text: Two}, {id: q3, text: Three}]}]}
      - {id: sign, kind: approval, title: G, role: MunicipalLeader, of: [list], after: [list], self_sign: false}
`
	t.Run("who wrote most of it", func(t *testing.T) {
		tr := begin(t, body)
		tr.save(leader, "list", "q1", "x")
		tr.save(leader, "list", "q2", "x")
		tr.save(deputy, "list", "q3", "x")
		tr.declare(leader, "list", "A")
		digest := tr.state.Freeze(tr.state.Item("sign")).Digest
		tr.refuses(leader, workflow.SignOff{Target: tr.target(), Item: "sign", Digest: digest, Declared: true}, domain.Permission, "author_may_not_sign")
		tr.sign(deputy, "sign")
	})
	t.Run("of equals, who wrote first", func(t *testing.T) {
		tr := begin(t, body)
		tr.save(deputy, "list", "q1", "x")
		tr.save(leader, "list", "q2", "x")
		tr.declare(leader, "list", "A")
		tr.sign(leader, "sign")
	})
	t.Run("nobody, where nobody wrote", func(t *testing.T) {
		tr := begin(t, body)
		tr.declare(leader, "list", "A")
		tr.sign(leader, "sign")
	})
}

func TestASignatureCoversWhatWasSkippedWhereSkippingCounts(t *testing.T) {
	const body = `
stages:
  - id: s
    title: S
    items:
      - {id: list, kind: checklist, title: L, role: MunicipalLeader, sections: [{id: A, title: A, questions: [{id: q1, text: One}]}]}
      - {id: form, kind: form, title: F, role: MunicipalLeader, required: false, sections: [{id: F, title: F, fields: [{id: f, type: line, text: F}]}]}
      - {id: sign, kind: approval, title: G, role: MunicipalLeader, of: [list, form], after: [list, form]}
`
	tr := begin(t, body)
	tr.declare(leader, "list", "A")
	tr.skip(leader, "form")
	tr.want(`s=Active list=Completed form=Skipped sign=Enabled`)
	tr.sign(leader, "sign")
	tr.want(`journey=Completed
		s=Completed list=Completed form=Skipped sign=Completed`)
}

func TestALaterEditNeedsReopeningWithAReasonAndMakesTheSignatureStale(t *testing.T) {
	tr := ready(t, signed)
	tr.sign(leader, "sign")
	tr.refuses(member, workflow.SaveAnswer{Target: tr.target(), Item: "list", Field: "q1", Text: "late", Base: 1}, domain.Conflict, "item_not_open")
	tr.refuses(member, workflow.ReopenItem{Target: tr.target(), Item: "list"}, domain.Invalid, "reason_missing")
	tr.reopen(member, "list")
	tr.want(`s=Active list=Active!list sign=Completed!list go=Enabled other=Enabled`)
}

func TestAStaleSignatureStandsOnlyWhereItsContentIsUnchanged(t *testing.T) {
	confirm := func(tr *trial) workflow.ConfirmStale {
		return workflow.ConfirmStale{Target: tr.target(), Item: "sign", Note: "it stands"}
	}
	t.Run("unchanged: confirmed", func(t *testing.T) {
		tr := ready(t, signed)
		tr.sign(leader, "sign")
		tr.refuses(leader, confirm(tr), domain.Conflict, "item_not_stale")
		tr.reopen(member, "list")
		tr.declare(member, "list", "A")
		tr.do(leader, confirm(tr))
		tr.want(`s=Active list=Completed sign=Completed go=Enabled other=Enabled`)
		if s := tr.state.Item("sign").Signature; s.Edition != 1 {
			t.Errorf("edition %d", s.Edition)
		}
	})
	t.Run("changed: signed again", func(t *testing.T) {
		tr := ready(t, signed)
		tr.sign(leader, "sign")
		tr.reopen(member, "list")
		tr.save(member, "list", "q1", "changed")
		tr.declare(member, "list", "A")
		tr.refuses(leader, confirm(tr), domain.Conflict, "signed_content_changed")
		tr.sign(deputy, "sign")
		tr.want(`s=Active list=Completed sign=Completed go=Enabled other=Enabled`)
		if s := tr.state.Item("sign").Signature; s.Edition != 2 || s.By != deputy.ID {
			t.Errorf("the second signature is %+v", s)
		}
	})
	t.Run("a standing that changed is a change", func(t *testing.T) {
		tr := ready(t, signed)
		tr.sign(leader, "sign")
		tr.reopen(member, "list")
		tr.do(member, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "q1", Standing: journey.Clear})
		tr.declare(member, "list", "A")
		tr.refuses(leader, confirm(tr), domain.Conflict, "signed_content_changed")
	})
}

func TestTheDifferenceSinceTheLastSignatureShowsInThePins(t *testing.T) {
	tr := ready(t, signed)
	tr.sign(leader, "sign")
	before := tr.state.Item("sign").Signature.Pins
	tr.reopen(member, "list")
	tr.save(member, "list", "q2", "changed")
	tr.declare(member, "list", "A")
	tr.sign(leader, "sign")
	var changed []journey.FieldID
	for n, pin := range tr.state.Item("sign").Signature.Pins {
		if pin != before[n] {
			changed = append(changed, pin.Field)
		}
	}
	if !slices.Equal(changed, []journey.FieldID{"q2"}) {
		t.Errorf("changed are %v", changed)
	}
	if first := tr.textOf("list", "q2", before[1].Revision); first != "two" {
		t.Errorf("the text that was signed first is %q", first)
	}
}

// textOf finds a revision's text in the history.
func (tr *trial) textOf(item journey.InstanceID, field journey.FieldID, revision int) string {
	for _, e := range tr.history {
		if b, ok := e.Body.(*workflow.AnswerSaved); ok && e.Subject == string(item)+"/"+string(field) && b.Revision == revision {
			return b.Text
		}
	}
	return ""
}

func TestAnAnswerIsDisclosedByDeclaringSharingAndSigning(t *testing.T) {
	tr := begin(t, signed)
	tr.save(member, "list", "q1", "one")
	tr.save(member, "list", "q2", "two")
	disclosed := func(want policy.Disclosed) {
		t.Helper()
		if got := tr.state.Disclosure(tr.state.Answer("list", "q1")); got != want {
			t.Errorf("disclosed %+v, want %+v", got, want)
		}
	}
	disclosed(policy.Disclosed{})
	tr.declare(member, "list", "A")
	disclosed(policy.Disclosed{Shared: true})
	tr.sign(leader, "sign")
	disclosed(policy.Disclosed{Shared: true, Signed: true})
	tr.reopen(member, "list")
	disclosed(policy.Disclosed{Signed: true})
	tr.save(member, "list", "q1", "a new draft")
	disclosed(policy.Disclosed{})
	tr.declare(member, "list", "A")
	disclosed(policy.Disclosed{Shared: true})
}

func TestWhatNobodySignsIsLetOutWhenItIsShared(t *testing.T) {
	tr := begin(t, signed)
	tr.save(member, "other", "o", "text")
	got := func() policy.Disclosed { return tr.state.Disclosure(tr.state.Answer("other", "o")) }
	if got() != (policy.Disclosed{}) {
		t.Errorf("a draft: %+v", got())
	}
	tr.declare(member, "other", "O")
	if got() != (policy.Disclosed{Shared: true, Signed: true}) {
		t.Errorf("shared: %+v", got())
	}
}

func TestAnEarlierRevisionIsDisclosedOnlyAsFarAsItWasSigned(t *testing.T) {
	tr := begin(t, signed)
	tr.save(member, "list", "q1", "a draft that was thought better of")
	draft := *tr.state.Answer("list", "q1")
	tr.save(member, "list", "q1", "the signed text")
	kept := *tr.state.Answer("list", "q1")
	tr.declare(member, "list", "A")
	tr.sign(leader, "sign")
	tr.reopen(member, "list")
	tr.save(member, "list", "q1", "after")
	tr.declare(member, "list", "A")
	for name, c := range map[string]struct {
		answer workflow.Answer
		want   policy.Disclosed
	}{
		"written over before anybody saw it": {draft, policy.Disclosed{}},
		"signed, then written over":          {kept, policy.Disclosed{Signed: true}},
		"the present one":                    {*tr.state.Answer("list", "q1"), policy.Disclosed{Shared: true}},
	} {
		if got := tr.state.RevisionDisclosure(&c.answer); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestWithholdingTakesTheTextAndKeepsStandingDatesAndRevision(t *testing.T) {
	tr := begin(t, signed)
	tr.save(member, "list", "q1", "one")
	tr.do(member, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "q1", Standing: journey.Clear})
	seenBy := func(actor person.Actor) *workflow.Answer {
		return tr.state.Withhold(func(a *workflow.Answer) bool {
			return policy.MayReadText(actor, home, tr.state.Disclosure(a))
		}).Answer("list", "q1")
	}
	check := func(when string, reads map[person.ID]bool) {
		t.Helper()
		for _, actor := range []person.Actor{leader, consultant, officer} {
			a := seenBy(actor)
			if text := a.Text != ""; text != reads[actor.ID] || a.Withheld == text {
				t.Errorf("%s %s reads %q, withheld %v", when, actor.ID, a.Text, a.Withheld)
			}
			if a.Standing != journey.Clear || a.Revision != tr.state.Answer("list", "q1").Revision || a.At.IsZero() {
				t.Errorf("%s %s sees %+v", when, actor.ID, a)
			}
		}
	}
	check("while it is a draft", map[person.ID]bool{"leader": true})
	tr.declare(member, "list", "A")
	check("when it is shared", map[person.ID]bool{"leader": true, "consultant": true})
	tr.sign(leader, "sign")
	check("when it is signed", map[person.ID]bool{"leader": true, "consultant": true, "officer": true})
	tr.reopen(member, "list")
	tr.save(member, "list", "q1", "a new draft")
	check("when it is written anew", map[person.ID]bool{"leader": true})
	if tr.state.Answer("list", "q1").Withheld {
		t.Error("withholding changed the state that it began from")
	}
}
