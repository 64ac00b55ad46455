package journeys

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// itemForms builds the forms of one item's page. A form that came back refused keeps what was entered, shows
// its error and stands open.
type itemForms struct {
	*words
	c    echo.Context
	s    *Pages
	v    itemView
	errs []parts.FieldError
}

func (s *Pages) itemForms(c echo.Context, v itemView, errs []parts.FieldError) *itemForms {
	return &itemForms{words: s.words(c), c: c, s: s, v: v, errs: errs}
}

// target names the journey in a command.
func (f *itemForms) target() workflow.Target { return workflow.Target{Journey: f.v.State.ID} }

// allowed tells whether the viewer may do something now.
func (f *itemForms) allowed(c workflow.Command) bool {
	return workflow.Allowed(f.v.State, f.Actor, c, f.Now) == nil
}

// posted tells whether the page answers a refused post of this form.
func (f *itemForms) posted(form string) bool {
	return len(f.errs) > 0 && strings.HasSuffix(f.c.Request().URL.Path, "/"+form)
}

// field completes a field: its id, what was entered, and what was wrong with it.
func (f *itemForms) field(form string, field parts.Field) parts.Field {
	field.ID = site.FieldID(form, field.Name)
	if !f.posted(form) {
		return field
	}
	if values, err := f.c.FormParams(); err == nil {
		field.Value, field.Values = f.c.FormValue(field.Name), values[field.Name]
	}
	for _, e := range f.errs {
		if e.FieldID == field.ID {
			field.Error = e.Message
		}
	}
	return field
}

// form makes a form with one button.
func (f *itemForms) form(name string, button parts.Button, fields ...parts.Field) pages.Form {
	made := pages.Form{
		Action:  site.ItemPath(f.v.State.ID, f.v.Item.ID) + "/" + name,
		Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Buttons: parts.Buttons{button},
	}
	for _, field := range fields {
		made.Fields = append(made.Fields, f.field(name, field))
	}
	return made
}

// reason is the field that most refusals to go on the ordinary way need.
func (f *itemForms) reason() parts.Field {
	return parts.Field{Kind: parts.TextArea, Name: "reason", Label: f.T("item.reason"), Hint: f.T("item.reason_hint"), Rows: 3, MaxLength: workflow.MaxReason}
}

// action makes one action with a reason. Its texts are action.NAME.summary, .lead and .button.
func (f *itemForms) action(form, name string, button parts.ButtonKind, fields ...parts.Field) pages.ItemAction {
	return pages.ItemAction{
		Summary: f.T("action." + name + ".summary"), Lead: f.T("action." + name + ".lead"), Open: f.posted(form),
		Form: f.form(form, parts.Button{Label: f.T("action." + name + ".button"), Kind: button}, fields...),
	}
}

// againItem shows the item's page once more after a refused form.
func (s *Pages) againItem(form string) func(echo.Context, []parts.FieldError) error {
	return func(c echo.Context, errs []parts.FieldError) error {
		v, err := s.loadItem(c)
		if err != nil {
			return err
		}
		for n := range errs {
			if errs[n].FieldID != "" {
				errs[n].FieldID = site.FieldID(form, errs[n].FieldID)
			}
		}
		return s.showItem(c, v, errs)
	}
}

// sectionsValue reads the sections that were ticked.
func sectionsValue(c echo.Context) []journey.SectionID {
	values, err := c.FormParams()
	if err != nil {
		return nil
	}
	var ids []journey.SectionID
	for _, v := range values["section"] {
		ids = append(ids, journey.SectionID(v))
	}
	return ids
}
