package web

import (
	"slices"

	"startklar/domain"
	"startklar/domain/followup"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// newCasePage opens a case without a proposal.
func (s *server) newCasePage(c echo.Context) error { return s.showNewCase(c, nil) }

func (s *server) showNewCase(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.actor, policy.FollowUp); err != nil {
		return err
	}
	page := pages.Folder{Shell: s.supportShell(c, w.T("support.open_case"), errs)}
	page.Shell.Lead = w.T("support.open_lead")
	place := parts.Field{Kind: parts.Select, Name: "municipality", Label: w.T("people.place"), Value: c.QueryParam("kommune"), Options: w.placeOptions(w.T("support.choose_place"))}
	subjects := parts.Field{Kind: parts.Checkbox, Name: "subjects", Label: w.T("support.subjects_label"), Hint: w.T("support.subjects_hint")}
	for _, one := range followup.Subjects(s.Monitoring) {
		subjects.Options = append(subjects.Options, parts.Option{Value: string(one), Label: w.subject(s.Monitoring, one)})
	}
	reason := parts.Field{
		Kind: parts.TextArea, Name: "reason", Label: w.T("support.why"), Hint: w.T("support.why_hint"), Rows: 3, Width: parts.Full, MaxLength: followup.MaxReason,
	}
	page.Main = []templ.Component{pages.Form{
		Action: newCasePath, Command: parts.HiddenCommand{ClientKey: newClientKey()},
		Fields: refill(c, errs, []parts.Field{place, subjects, reason}), Buttons: parts.Buttons{{Label: w.T("support.open_button")}},
	}}
	return s.render(c, statusOf(c, errs), page)
}

// openCase opens a case from the form.
func (s *server) openCase(c echo.Context) error {
	command := followup.OpenCase{Municipality: municipality.Code(c.FormValue("municipality")), Subjects: formList[followup.Subject](c, "subjects"), Reason: formText(c, "reason")}
	again := func(errs []parts.FieldError) error { return s.showNewCase(c, errs) }
	refuse := func(field, key string) error {
		c.Response().Status = statuses[domain.Invalid]
		return again(fieldErrors(c.Request().Context(), domain.RefuseField(domain.Invalid, field, key, nil)))
	}
	if _, exists := municipality.Get(command.Municipality); !exists && s.words(c).followsUp() {
		return refuse("municipality", "municipality_unknown")
	}
	for _, one := range command.Subjects {
		if !slices.Contains(followup.Subjects(s.Monitoring), one) {
			return refuse("subjects", "choose_some")
		}
	}
	return s.supportWrite(c, openedCase(command), again)
}

// openedCase leads to the case that a command opens.
func openedCase(command followup.OpenCase) write {
	return write{command: command, done: "done.support.aabn", back: supportRoot + "/" + string(command.Municipality)}
}

// newestCase leads to the case of a municipality that was opened last.
func (s *server) newestCase(c echo.Context) error {
	w := s.words(c)
	code, _ := supportParams(c)
	state, err := s.Desk.SupportOf(w.ctx, w.actor, code)
	if err != nil {
		return err
	}
	if len(state.Cases) == 0 {
		return supportUnknown()
	}
	return seeOther(c, supportCasePath(code, state.Cases[len(state.Cases)-1].Number))
}
