package web

import (
	"strconv"

	"startklar/domain/followup"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// supportProposalPage is what a proposal rests on, and what can be done about it.
func (s *server) supportProposalPage(c echo.Context) error { return s.showSupportProposal(c, "", nil) }

func (s *server) showSupportProposal(c echo.Context, form string, errs []parts.FieldError) error {
	w := s.words(c)
	code, number := supportParams(c)
	if err := policy.Check(w.actor, policy.FollowUp, code); err != nil {
		return err
	}
	state, err := s.Desk.SupportOf(w.ctx, w.actor, code)
	if err != nil {
		return err
	}
	p := state.Proposal(number)
	if p == nil {
		return supportUnknown()
	}
	k := &supportCase{words: w, c: c, programme: s.Monitoring, code: code, state: state, of: &followup.Case{}, form: form, errs: errs}
	page := pages.Folder{Shell: s.supportShell(c, w.T("support.proposal_heading", "place", placeName(code)), errs)}
	page.Shell.Kicker = w.subject(s.Monitoring, p.Subject)
	page.Shell.Lead = w.T("support.proposal_lead." + string(p.State))
	year, _, _ := w.today.Civil()
	page.Main = []templ.Component{parts.SummaryList{Rows: []parts.SummaryRow{
		{Key: w.T("support.column.reason"), Text: w.reasons(p.Reasons)},
		{Key: w.T("support.column.month"), Text: w.month(p.Month)},
		{Key: w.T("support.column.made"), Text: w.moment(p.MadeAt)},
		{Key: w.T("support.contacts_year", "year", strconv.Itoa(year)), Text: w.Integer(state.ContactsIn(year)), Note: w.T("support.contacts_year_note")},
	}}}
	if len(p.Figures) > 0 {
		caption := w.T("support.figures_caption", "place", placeName(code), "month", w.month(p.Month))
		page.Main = append(page.Main, pages.Block{Heading: w.T("support.rests_on"), Text: w.T("support.rests_on_text"), Parts: []templ.Component{
			w.figureTable(s.Monitoring, caption, p.Figures),
		}})
	}
	page.Main = append(page.Main, k.settle(p))
	return s.render(c, statusOf(c, errs), page)
}

// settle is what can be done about an open proposal, and what became of any other.
func (k *supportCase) settle(p *followup.Proposal) templ.Component {
	if p.State != followup.Open {
		return k.settled(p)
	}
	base := supportProposalPath(k.code, p.Number) + "/"
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
	rows := []parts.SummaryRow{{Key: k.T("support.column.state"), Value: k.proposalStatus(*p), Note: k.by(p.By, p.At)}}
	if p.Reason != "" {
		rows = append(rows, parts.SummaryRow{Key: k.T("item.reason"), Text: p.Reason})
	}
	list := parts.SummaryList{Rows: rows}
	if p.Case != 0 {
		list.Actions = []parts.Link{{Label: k.T("support.to_case"), Href: supportCasePath(k.code, p.Case)}}
	}
	return list
}

// againProposal shows a proposal once more after a refused form.
func (s *server) againProposal(c echo.Context, form string) func([]parts.FieldError) error {
	return func(errs []parts.FieldError) error {
		for n := range errs {
			errs[n].FieldID = fieldID(form, errs[n].FieldID)
		}
		return s.showSupportProposal(c, form, errs)
	}
}

func (s *server) openProposal(c echo.Context) error {
	code, number := supportParams(c)
	command := followup.OpenCase{Municipality: code, Proposals: []int{number}, Reason: formText(c, "reason")}
	return s.supportWrite(c, openedCase(command), s.againProposal(c, "aabn"))
}

func (s *server) joinProposal(c echo.Context) error {
	w := s.words(c)
	code, number := supportParams(c)
	state, err := s.Desk.SupportOf(w.ctx, w.actor, code)
	if err != nil {
		return err
	}
	command := followup.JoinProposal{At: followup.At{Municipality: code}, Proposal: number}
	if command.Case, err = strconv.Atoi(c.FormValue("into")); err != nil {
		command.Case = 0 // which no case has
	}
	if into := state.Case(command.Case); into != nil {
		command.Base = into.Revision // joining writes over nothing that its writer should have seen
	}
	return s.supportWrite(c, write{command: command, done: "done.support.saml", back: supportCasePath(code, command.Case)}, s.againProposal(c, "saml"))
}

func (s *server) setAside(c echo.Context) error {
	code, number := supportParams(c)
	command := followup.SetAside{Municipality: code, Proposal: number, Reason: formText(c, "reason")}
	return s.supportWrite(c, write{command: command, done: "done.support.laeg-vaek", back: supportRoot}, s.againProposal(c, "laeg-vaek"))
}
