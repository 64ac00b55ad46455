package journeys

import (
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// deciding is a proposal that somebody looks at, beside the answer as it stands.
type deciding struct {
	*answers
	p *workflow.Proposal
	f *workflow.Field
}

// loadProposal finds the proposal of the address among those that the viewer may see.
func (s *Pages) loadProposal(c echo.Context) (*deciding, error) {
	st, err := s.Desk.Journey(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return nil, err
	}
	p := st.Proposal(journey.ProposalID(c.Param("proposal")))
	if p == nil || p.State == workflow.ProposalDraft {
		return nil, domain.Refuse(domain.NotFound, "proposal_unknown", nil)
	}
	i := st.Item(p.Item)
	return &deciding{answers: &answers{words: s.words(c), c: c, v: itemView{State: st, Item: i}}, p: p, f: i.Def.Field(p.Field)}, nil
}

// ProposalPage shows a proposal, what stands there now, and what can be done.
func (s *Pages) ProposalPage(c echo.Context) error {
	d, err := s.loadProposal(c)
	if err != nil {
		return err
	}
	return s.showProposal(c, d, nil)
}

func (s *Pages) showProposal(c echo.Context, d *deciding, errs []parts.FieldError) error {
	page := pages.Parts{Shell: s.itemShell(c, d.v, errs)}
	page.Shell.Heading = d.T("proposal.heading", "name", d.proposedBy(d.v.State, d.p))
	page.Shell.Kicker, page.Shell.Minutes = refOf(d.f)+" "+d.Text(d.f.Text), 2
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: d.ItemTitle(d.v.Item), Href: site.ItemPath(d.v.State.ID, d.v.Item.ID)})
	page.Shell.Audience = d.requestAudience()
	page.Shell.Scripts = []string{"guard.js", "paste.js"}
	page.Main = append(page.Main, d.facts(), pages.NamedPart{
		Name: "forslaget", Heading: d.T("proposal.text"), Main: []templ.Component{pages.Prose{Text: d.proposed()}},
	}, d.standing())
	page.Main = append(page.Main, d.actions(errs)...)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// proposed is the proposal's text, or that it was erased.
func (d *deciding) proposed() string {
	if d.p.Erased {
		return d.T("answer.erased")
	}
	return d.Reads(d.f, d.p.Text)
}

// facts tell where the proposal comes from and what became of it.
func (d *deciding) facts() parts.SummaryList {
	rows := []parts.SummaryRow{
		{Key: d.T("proposal.from"), Text: d.T("proposal.source."+string(d.p.Source), "name", d.proposedBy(d.v.State, d.p)), Note: d.Moment(d.p.SentAt)},
		{Key: d.T("proposal.state"), Text: d.T("proposal.state." + string(d.p.State)), Note: d.By(d.p.DecidedBy, d.p.DecidedAt)},
	}
	if r := d.v.State.Request(d.p.Request); r != nil && r.Note != "" {
		rows = append(rows, parts.SummaryRow{Key: d.T("proposal.asked"), Text: r.Note, Note: d.By(r.By, r.At)})
	}
	if d.p.Word != "" {
		rows = append(rows, parts.SummaryRow{Key: d.T("proposal.word"), Text: d.p.Word})
	}
	return parts.SummaryList{Rows: rows}
}

// standing is the answer as it stands now.
func (d *deciding) standing() templ.Component {
	now := d.stands(d.f)
	text := d.Reads(d.f, now.Text)
	if now.Withheld {
		text = d.withheldText(d.f.Section)
	} else if text == "" {
		text = d.T("summary.blank")
	}
	return pages.NamedPart{Name: "svaret", Heading: d.T("proposal.now"), Main: []templ.Component{pages.Prose{Text: text, Label: d.written(now)}}}
}

func (d *deciding) accept() workflow.AcceptProposal {
	return workflow.AcceptProposal{Target: d.target(), Proposal: d.p.ID, Base: d.revision(d.f.ID)}
}

// actions are what the viewer can do with the proposal, or why there is nothing.
func (d *deciding) actions(errs []parts.FieldError) []templ.Component {
	if d.p.State != workflow.ProposalWaiting {
		return []templ.Component{parts.Link{Label: d.T("proposal.to_question"), Href: questionPath(d.v, d.f.ID)}}
	}
	path := proposalPath(d.v.State.ID, d.p.ID)
	decline := workflow.DeclineProposal{Target: d.target(), Proposal: d.p.ID}
	if err := workflow.Allowed(d.v.State, d.Actor, decline, d.Now); err != nil {
		return []templ.Component{parts.Notice{Text: d.Refusal(domain.AsError(err))}}
	}
	var all []templ.Component
	if err := workflow.Allowed(d.v.State, d.Actor, d.accept(), d.Now); err != nil {
		all = append(all, parts.Notice{Kind: parts.NoticeWarning, Heading: d.T("proposal.closed"), Text: d.Refusal(domain.AsError(err))})
	} else {
		all = append(all, pages.NamedPart{Name: "brug", Heading: d.T("proposal.use"), Lead: []string{d.T("proposal.use_lead")}, Main: []templ.Component{d.acceptForm(path, errs)}})
	}
	return append(all, pages.NamedPart{Name: "nej", Heading: d.T("proposal.decline"), Main: []templ.Component{pages.Form{
		Action: path + "/nej", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Fields: []parts.Field{{
			Kind: parts.TextArea, Name: "word", Label: d.T("proposal.word_back"), Hint: d.T("proposal.word_hint." + string(d.p.Source)), Rows: 3, Optional: true,
			MaxLength: workflow.MaxReason, Value: d.c.FormValue("word"), Error: site.ErrorAt(errs, "word"),
		}},
		Buttons: parts.Buttons{{Label: d.T("proposal.decline_button"), Kind: parts.Secondary}},
	}}})
}

// acceptForm takes the proposal as it is, or after changes. The revision is the one that the page showed.
func (d *deciding) acceptForm(path string, errs []parts.FieldError) pages.Form {
	text, base := d.p.Text, d.revision(d.f.ID)
	if sent := d.c.FormValue("text"); sent != "" {
		text = sent
	}
	form := pages.Form{
		Action: path, Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(base)},
		Fields:  []parts.Field{{Kind: parts.TextArea, Name: "text", Label: d.T("proposal.edit"), Value: text, MaxLength: d.f.MaxLength, Rows: 8, Error: site.ErrorAt(errs, "text")}},
		Buttons: parts.Buttons{{Label: d.T("proposal.accept"), Name: "som", Value: "svar"}},
	}
	if d.stands(d.f).Text != "" {
		form.Buttons[0].Label = d.T("proposal.replace")
		form.Buttons = append(form.Buttons, parts.Button{Label: d.T("proposal.append"), Name: "som", Value: "tilfoej", Kind: parts.Secondary})
	}
	return form
}

// AcceptProposal makes the proposal the answer.
func (s *Pages) AcceptProposal(c echo.Context) error {
	d, err := s.loadProposal(c)
	if err != nil {
		return err
	}
	command := d.accept()
	command.Text, command.Append = site.Plain(c.FormValue("text")), c.FormValue("som") == "tilfoej"
	if base, err := strconv.Atoi(c.FormValue("base_revision")); err == nil {
		command.Base = base
	}
	return s.decideProposal(c, d, command, "proposal.accepted")
}

// DeclineProposal turns the proposal down.
func (s *Pages) DeclineProposal(c echo.Context) error {
	d, err := s.loadProposal(c)
	if err != nil {
		return err
	}
	return s.decideProposal(c, d, workflow.DeclineProposal{Target: d.target(), Proposal: d.p.ID, Word: site.Plain(c.FormValue("word"))}, "proposal.declined")
}

func (s *Pages) decideProposal(c echo.Context, d *deciding, command workflow.Command, done string) error {
	return s.Carry(c, site.Write{
		Command: command, Done: done, Back: questionPath(d.v, d.f.ID),
		Again: func(c echo.Context, errs []parts.FieldError) error {
			again, err := s.loadProposal(c)
			if err != nil {
				return err
			}
			return s.showProposal(c, again, errs)
		},
	})
}
