package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// OverrideDeadline moves a deadline by hand: the first post shows what follows, the second does it.
func (s *Pages) OverrideDeadline(c echo.Context) error {
	on, ok := site.DateValue(c, "on")
	if !ok {
		return s.Refused(c, site.Write{Again: s.againItem("frist")}, domain.RefuseField(domain.Invalid, "on", "not_a_date", nil))
	}
	command := workflow.OverrideDeadline{Target: target(c), Item: site.ItemParam(c), On: on, Reason: c.FormValue("reason")}
	if c.FormValue("confirmed") == "" {
		return s.previewMoves(c, preview{form: "frist", command: command, names: []string{"on", "reason"}, text: s.words(c).T("moves.deadline", "date", s.words(c).dateOr(on))})
	}
	return s.itemWrite(c, "frist", command)
}

// preview is a command whose consequences for deadlines are shown before it is carried out.
type preview struct {
	form    string
	command workflow.Command
	// names are the inputs to send again.
	names []string
	text  string
}

// previewMoves shows the deadlines that a command would move, and asks once more.
func (s *Pages) previewMoves(c echo.Context, p preview) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	w := s.words(c)
	again := site.Write{Again: s.againItem(p.form)}
	if err := workflow.Allowed(v.State, w.Actor, p.command, w.Now); err != nil {
		return s.Refused(c, again, err)
	}
	_, after, err := workflow.Preview(v.State, w.Actor, p.command, w.Now)
	if err != nil {
		return s.Refused(c, again, err)
	}
	shell := s.itemShell(c, v, nil)
	shell.Kicker, shell.Heading, shell.Minutes = shell.Heading, w.T("moves.heading"), 0
	shell.Breadcrumb = append(shell.Breadcrumb, parts.Link{Label: w.ItemTitle(v.Item), Href: site.ItemPath(v.State.ID, v.Item.ID)})
	return s.Render(c, 200, pages.Confirm{
		Shell: shell, Text: p.text, Form: s.confirmForm(c, v, p),
		Moves: w.moves(after, workflow.DeadlineMoves(v.State, after), v.Item.ID),
	})
}

// confirmForm sends the same inputs again, confirmed.
func (s *Pages) confirmForm(c echo.Context, v itemView, p preview) pages.Form {
	w := s.words(c)
	path := site.ItemPath(v.State.ID, v.Item.ID)
	form := pages.Form{
		Action: path + "/" + p.form, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden: []pages.Hidden{{Name: "confirmed", Value: "1"}},
		Buttons: parts.Buttons{
			{Label: w.T("moves.confirm")},
			{Label: w.T("moves.back"), Kind: parts.Tertiary, Href: path},
		},
	}
	for _, name := range p.names {
		form.Hidden = append(form.Hidden, pages.Hidden{Name: name, Value: c.FormValue(name)})
	}
	return form
}
