package monitor

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/followup"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// NewCasePage opens a case without a proposal.
func (s *Pages) NewCasePage(c echo.Context) error { return s.showNewCase(c, nil) }

func (s *Pages) showNewCase(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.FollowUp); err != nil {
		return err
	}
	page := pages.Folder{Shell: s.supportShell(c, w.T("support.open_case"), errs)}
	page.Shell.Lead = w.T("support.open_lead")
	place := parts.Field{Kind: parts.Select, Name: "municipality", Label: w.T("people.place"), Value: c.QueryParam("kommune"), Options: w.PlaceOptions(w.T("support.choose_place"))}
	subjects := parts.Field{Kind: parts.Checkbox, Name: "subjects", Label: w.T("support.subjects_label"), Hint: w.T("support.subjects_hint")}
	for _, one := range followup.Subjects(s.Monitoring) {
		subjects.Options = append(subjects.Options, parts.Option{Value: string(one), Label: w.Subject(s.Monitoring, one)})
	}
	reason := parts.Field{
		Kind: parts.TextArea, Name: "reason", Label: w.T("support.why"), Hint: w.T("support.why_hint"), Rows: 3, Width: parts.Full, MaxLength: followup.MaxReason,
	}
	page.Main = []templ.Component{pages.Form{
		Action: NewCasePath, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Fields: site.Refill(c, errs, []parts.Field{place, subjects, reason}), Buttons: parts.Buttons{{Label: w.T("support.open_button")}},
	}}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// OpenCase opens a case from the form.
func (s *Pages) OpenCase(c echo.Context) error {
	command := followup.OpenCase{Municipality: municipality.Code(c.FormValue("municipality")), Subjects: site.FormList[followup.Subject](c, "subjects"), Reason: site.FormText(c, "reason")}
	again := func(errs []parts.FieldError) error { return s.showNewCase(c, errs) }
	refuse := func(field, key string) error {
		c.Response().Status = site.Statuses[domain.Invalid]
		return again(site.FieldErrors(c.Request().Context(), domain.RefuseField(domain.Invalid, field, key, nil)))
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
func openedCase(command followup.OpenCase) site.Write {
	return site.Write{Command: command, Done: "done.support.aabn", Back: site.SupportRoot + "/" + string(command.Municipality)}
}

// NewestCase leads to the case of a municipality that was opened last.
func (s *Pages) NewestCase(c echo.Context) error {
	w := s.words(c)
	code, _ := supportParams(c)
	number, err := s.Desk.NewestCase(w.Ctx, w.Actor, code)
	if err != nil {
		return err
	}
	return site.SeeOther(c, site.SupportCasePath(code, number))
}
