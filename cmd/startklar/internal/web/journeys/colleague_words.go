package journeys

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"
)

// colleaguesPath is the page that lists whom a municipality has asked for help.
func colleaguesPath(id journey.ID) string { return site.JourneyPath(id) + "/kolleger" }

func proposalPath(id journey.ID, proposal journey.ProposalID) string {
	return site.JourneyPath(id) + "/forslag/" + string(proposal)
}

// colleaguesLink leads to the list, for those who may see it.
func (a *answers) colleaguesLink() *parts.Link {
	if !policy.MayReadRequests(a.Actor, a.v.State.Municipality) {
		return nil
	}
	if len(a.v.State.Requests) == 0 {
		return nil
	}
	open := 0
	for _, r := range a.v.State.Requests {
		if r.Open() {
			open++
		}
	}
	return &parts.Link{Label: a.T("colleagues.link", "count", open), Href: colleaguesPath(a.v.State.ID)}
}

// asked is whom a request went to.
func (w *words) asked(r *workflow.Request) string {
	switch {
	case r.Person != "":
		return w.Name(r.Person)
	case r.Erased:
		return w.T("answer.erased")
	default:
		return r.Email
	}
}

// proposer is who offered a text.
func (a *answers) proposer(now workflow.Answer) string {
	if email, _ := a.v.State.Proposer(now); email != "" {
		return email
	}
	if strings.HasPrefix(string(now.ProposedBy), "link:") {
		return a.T("colleagues.guest")
	}
	return a.Name(now.ProposedBy)
}

// proposedBy is who wrote a proposal, and how it came.
func (w *words) proposedBy(st workflow.State, p *workflow.Proposal) string {
	name := w.Name(p.By)
	if p.Source == workflow.FromGuest {
		name = w.T("colleagues.guest")
		if r := st.Request(p.Request); r != nil && r.Email != "" {
			name = r.Email
		}
	}
	return name
}

// questionDue is by when a question is to be clear, and how late that is.
func (a *answers) questionDue(f *workflow.Field) string {
	now := a.stands(f)
	switch late := a.Late(now.Due); {
	case now.Due.IsZero():
		return ""
	case late != "" && now.Standing != journey.Clear:
		return a.T("question.due_late", "date", now.Due, "late", late)
	default:
		return a.T("question.due_on", "date", now.Due)
	}
}

func (a *answers) dueValue(f *workflow.Field) string {
	if a.c.Request().Method == "POST" {
		return a.c.FormValue("due")
	}
	if now := a.stands(f); !now.Due.IsZero() {
		return now.Due.String()
	}
	return ""
}

// askedMe tells whether the viewer was asked for help with a question and has not answered.
func (a *answers) askedMe(f *workflow.Field) bool {
	for _, r := range a.v.State.RequestsFor(a.v.Item.ID, f) {
		if r.Person == a.Actor.ID && r.Open() {
			return true
		}
	}
	return false
}

// collegial are what a row of the checklist tells of colleagues: who was asked, what came back, what was said.
func (a *answers) collegial(f *workflow.Field) (facts []string) {
	for _, r := range a.v.State.RequestsFor(a.v.Item.ID, f) {
		if r.Open() {
			facts = append(facts, a.T("checklist.asked", "name", a.asked(r), "date", r.Due))
		}
	}
	waiting := 0
	for _, p := range a.v.State.ProposalsFor(a.v.Item.ID, f.ID) {
		if p.State == workflow.ProposalWaiting {
			waiting++
		}
	}
	if waiting > 0 {
		facts = append(facts, a.T("checklist.proposals", "count", waiting))
	}
	if n := len(a.v.State.CommentsOn(a.v.Item.ID, f.ID)); n > 0 {
		facts = append(facts, a.T("checklist.comments", "count", n))
	}
	return facts
}

// together adds to a track what can be done with others: sharing it with the consultant, asking for help.
func (a *answers) together(section *workflow.Section, t *pages.Track) {
	run := a.v.Item.Section(section.ID)
	shared := !run.SharedAt.IsZero()
	if shared && !run.Declared() {
		t.Shared = a.T("checklist.shared", "by", a.By(run.SharedBy, run.SharedAt))
	}
	if a.allowed(workflow.ShareSection{Target: a.target(), Item: a.v.Item.ID, Section: section.ID, Shared: !shared}) {
		value, label := "1", a.T("checklist.share")
		if shared {
			value, label = "0", a.T("checklist.unshare")
		}
		t.Share = &pages.Form{
			Action: sectionPath(a.v, section.ID) + "/del", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Hidden:  []pages.Hidden{{Name: "del", Value: value}},
			Buttons: parts.Buttons{{Label: label, Kind: parts.Tertiary, Context: ": " + t.Title}},
		}
	}
	if a.allowed(a.askProbe("", section.ID)) {
		t.Ask = &parts.Link{Label: a.T("checklist.ask"), Context: ": " + t.Title, Href: sectionPath(a.v, section.ID) + "/bed"}
	}
}

// askProbe is a request as it would be, to find out whether the viewer may make one.
func (a *answers) askProbe(question journey.FieldID, section journey.SectionID) workflow.AskColleague {
	return workflow.AskColleague{
		Target: a.target(), ID: "x", Item: a.v.Item.ID, Question: question, Section: section, Person: person.ID("x"), Due: calendar.DateOf(a.Now),
	}
}

// helpers adds to a question who was asked for help with it, and what came back.
func (a *answers) helpers(f *workflow.Field, page *pages.Question) {
	for _, r := range a.v.State.RequestsFor(a.v.Item.ID, f) {
		if r.Person == a.Actor.ID && r.Open() {
			page.Pending = append(page.Pending, parts.Notice{
				Heading: a.T("question.asked_you", "name", a.Name(r.By), "date", r.Due), Text: r.Note,
			})
		}
		page.Help = append(page.Help, a.T("question.asked", "name", a.asked(r), "state", a.requestState(r).Text))
	}
	for _, p := range a.v.State.ProposalsFor(a.v.Item.ID, f.ID) {
		if p.State == workflow.ProposalWaiting {
			page.Pending = append(page.Pending, parts.Notice{
				Heading: a.T("question.proposal", "name", a.proposedBy(a.v.State, p)), Text: a.T("question.proposal_text." + string(p.Source)),
				Link: &parts.Link{Label: a.T("question.proposal_see"), Href: proposalPath(a.v.State.ID, p.ID)},
			})
		}
	}
	if a.allowed(a.askProbe(f.ID, "")) {
		page.Ask = &parts.Button{Label: a.T("question.ask"), Kind: parts.Secondary, Href: questionPath(a.v, f.ID) + "/bed"}
	}
}

// requestState is where a request stands, in words and a shape.
func (w *words) requestState(r *workflow.Request) parts.Status {
	switch {
	case !r.WithdrawnAt.IsZero():
		return parts.Status{Kind: parts.Neutral, Text: w.T("request.withdrawn", "date", calendar.DateOf(r.WithdrawnAt))}
	case !r.AnsweredAt.IsZero():
		return parts.Status{Kind: parts.Done, Text: w.T("request.answered", "date", calendar.DateOf(r.AnsweredAt))}
	case r.Expired(w.Today):
		return parts.Status{Kind: parts.Late, Text: w.T("request.expired", "date", r.Due)}
	case !r.OpenedAt.IsZero():
		return parts.Status{Kind: parts.Open, Text: w.T("request.opened", "date", calendar.DateOf(r.OpenedAt), "due", r.Due)}
	default:
		return parts.Status{Kind: parts.Waiting, Text: w.T("request.waiting", "due", r.Due)}
	}
}
