package monitor

import (
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/followup"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// SupportProposalPage is what a proposal rests on, and what can be done about it.
func (s *Pages) SupportProposalPage(c echo.Context) error { return s.showSupportProposal(c, "", nil) }

func (s *Pages) showSupportProposal(c echo.Context, form string, errs []parts.FieldError) error {
	w := s.words(c)
	code, number := supportParams(c)
	state, p, err := s.Desk.SupportProposal(w.Ctx, w.Actor, code, number)
	if err != nil {
		return err
	}
	k := &supportCase{words: w, c: c, programme: s.Monitoring, code: code, state: state, of: &followup.Case{}, form: form, errs: errs}
	page := pages.Folder{Shell: s.supportShell(c, w.T("support.proposal_heading", "place", site.PlaceName(code)), errs)}
	page.Shell.Kicker = w.Subject(s.Monitoring, p.Subject)
	page.Shell.Lead = w.T("support.proposal_lead." + string(p.State))
	year, _, _ := w.Today.Civil()
	page.Main = []templ.Component{parts.SummaryList{Rows: []parts.SummaryRow{
		{Key: w.T("support.column.reason"), Text: w.reasons(p.Reasons)},
		{Key: w.T("support.column.month"), Text: w.Month(p.Month)},
		{Key: w.T("support.column.made"), Text: w.Moment(p.MadeAt)},
		{Key: w.T("support.contacts_year", "year", strconv.Itoa(year)), Text: w.Integer(state.ContactsIn(year)), Note: w.T("support.contacts_year_note")},
	}}}
	if len(p.Figures) > 0 {
		caption := w.T("support.figures_caption", "place", site.PlaceName(code), "month", w.Month(p.Month))
		page.Main = append(page.Main, pages.Block{Heading: w.T("support.rests_on"), Text: w.T("support.rests_on_text"), Parts: []templ.Component{
			w.figureTable(s.Monitoring, caption, p.Figures),
		}})
	}
	page.Main = append(page.Main, k.settle(p))
	return s.Render(c, site.StatusOf(c, errs), page)
}

// settle is what can be done about an open proposal, and what became of any other.
func (k *supportCase) settle(p *followup.Proposal) templ.Component {
	if p.State != followup.Open {
		return k.settled(p)
	}
	base := site.SupportProposalPath(k.code, p.Number) + "/"
	made := pages.ItemActions{Heading: k.T("support.settle")}
	reason := k.noteField("reason", "support.why", "support.why_hint", "")
	reason.MaxLength = followup.MaxReason
	open := k.action("aabn", "support.begin", "support.open_button", parts.Primary, reason)
	open.Open, open.Form.Action = open.Open || k.form == "", base+"aabn"
	made.Actions = append(made.Actions, *open)
	into := parts.Field{Kind: parts.Radio, Name: "into", Label: k.T("support.join_label")}
	for _, other := range k.state.Cases {
		if other.Open() {
			into.Options = append(into.Options, parts.Option{Value: strconv.Itoa(other.Number), Label: k.caseName(other)})
		}
	}
	if len(into.Options) > 0 {
		join := k.action("saml", "support.join", "support.join_button", parts.Secondary, into)
		join.Form.Action = base + "saml"
		made.Actions = append(made.Actions, *join)
	}
	why := reason
	why.Label, why.Hint, why.Optional = k.T("item.reason"), k.T("support.aside_hint"), false
	aside := k.action("laeg-vaek", "support.aside", "support.aside_button", parts.Secondary, why)
	aside.Form.Action = base + "laeg-vaek"
	made.Actions = append(made.Actions, *aside)
	return made
}

func (k *supportCase) settled(p *followup.Proposal) templ.Component {
	rows := []parts.SummaryRow{{Key: k.T("support.column.state"), Value: k.proposalStatus(*p), Note: k.By(p.By, p.At)}}
	if p.Reason != "" {
		rows = append(rows, parts.SummaryRow{Key: k.T("item.reason"), Text: p.Reason})
	}
	list := parts.SummaryList{Rows: rows}
	if p.Case != 0 {
		list.Actions = []parts.Link{{Label: k.T("support.to_case"), Href: site.SupportCasePath(k.code, p.Case)}}
	}
	return list
}

// againProposal shows a proposal once more after a refused form.
func (s *Pages) againProposal(c echo.Context, form string) func([]parts.FieldError) error {
	return func(errs []parts.FieldError) error {
		for n := range errs {
			errs[n].FieldID = site.FieldID(form, errs[n].FieldID)
		}
		return s.showSupportProposal(c, form, errs)
	}
}

// OpenProposal makes a case of a proposal.
func (s *Pages) OpenProposal(c echo.Context) error {
	code, number := supportParams(c)
	command := followup.OpenCase{Municipality: code, Proposals: []int{number}, Reason: site.FormText(c, "reason")}
	return s.supportWrite(c, openedCase(command), s.againProposal(c, "aabn"))
}

// JoinProposal adds a proposal to a case that is open.
func (s *Pages) JoinProposal(c echo.Context) error {
	w := s.words(c)
	code, number := supportParams(c)
	into, err := strconv.Atoi(c.FormValue("into"))
	if err != nil {
		into = 0 // which no case has
	}
	command := followup.JoinProposal{At: followup.At{Municipality: code, Case: into}, Proposal: number}
	// Joining writes over nothing that its writer should have seen.
	if command.Base, err = s.Desk.CaseRevision(w.Ctx, w.Actor, code, into); err != nil {
		return err
	}
	return s.supportWrite(c, site.Write{Command: command, Done: "done.support.saml", Back: site.SupportCasePath(code, command.Case)}, s.againProposal(c, "saml"))
}

// SetAside lays a proposal aside, with a reason.
func (s *Pages) SetAside(c echo.Context) error {
	code, number := supportParams(c)
	command := followup.SetAside{Municipality: code, Proposal: number, Reason: site.FormText(c, "reason")}
	return s.supportWrite(c, site.Write{Command: command, Done: "done.support.laeg-vaek", Back: site.SupportRoot}, s.againProposal(c, "laeg-vaek"))
}
