package monitor

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

func eventPath(id annotation.ID) string { return site.EventsPath + "/" + string(id) }

func eventParam(c echo.Context) annotation.ID { return annotation.ID(c.Param("event")) }

// annotates tells whether the viewer writes events.
func (w *words) annotates() bool { return policy.CheckRole(w.Actor, policy.AnnotateFigures) == nil }

// eventList are the dated events beside the indicators.
func (f *figures) eventList() templ.Component {
	b := pages.Block{ID: "begivenheder", Heading: f.T("annotations.heading"), Text: f.T("annotations.lead")}
	t := parts.Table{
		Caption: f.T("annotations.heading"), HideCaption: true,
		Columns: []parts.Column{{Label: f.T("annotations.when")}, {Label: f.T("annotations.what")}, {Label: f.T("annotations.about")}, {Label: f.T("annotations.signals")}},
		Empty:   parts.EmptyState{Heading: f.T("annotations.none"), Text: f.T("annotations.none_text")},
	}
	for _, a := range f.spread.Annotations {
		t.Rows = append(t.Rows, f.eventRow(a))
	}
	b.Parts = []templ.Component{t}
	if f.annotates() {
		b.Buttons = parts.Buttons{{Label: f.T("annotation.new"), Href: site.EventsPath + "/ny", Kind: parts.Secondary}}
	}
	return b
}

func (f *figures) eventRow(a annotation.Listed) parts.Row {
	what := parts.Cell{Text: a.Title, Note: a.Text}
	if a.Title == "" {
		what.Text = f.T("annotation.erased")
	}
	if f.annotates() {
		what.Href = eventPath(a.ID)
	}
	signals := f.T("annotation.suspends_not")
	if a.Suspends {
		signals = f.T("annotation.suspends_yes")
	}
	return parts.Row{Cells: []parts.Cell{{Text: f.eventSpan(a.Content)}, what, {Text: f.aboutIndicators(a.Content)}, {Text: signals}}}
}

func (w *words) aboutIndicators(c annotation.Content) string {
	if len(c.Indicators) == 0 {
		return w.T("annotation.all_indicators")
	}
	var names []string
	for _, id := range c.Indicators {
		names = append(names, string(id))
	}
	return w.List(names)
}

// NewEventPage is the empty form of a dated event.
func (s *Pages) NewEventPage(c echo.Context) error {
	return s.eventForm(c, annotation.Listed{}, "", nil)
}

// EventPage is the form with an event in it.
func (s *Pages) EventPage(c echo.Context) error { return s.showEvent(c, "", nil) }

func (s *Pages) showEvent(c echo.Context, form string, errs []parts.FieldError) error {
	a, err := s.Desk.Annotation(c.Request().Context(), site.ActorOf(c), eventParam(c))
	if err != nil {
		return err
	}
	return s.eventForm(c, a, form, errs)
}

// eventForm writes an event, and takes one back that is there.
func (s *Pages) eventForm(c echo.Context, a annotation.Listed, form string, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.AnnotateFigures); err != nil {
		return err
	}
	heading, action := w.T("annotation.new"), site.EventsPath
	if a.Exists() {
		heading, action = w.T("annotation.edit"), eventPath(a.ID)
	}
	page := pages.Figures{Shell: s.Shell(c, heading)}
	page.Shell.Lead, page.Shell.Minutes, page.Shell.Errors = w.T("annotation.form_lead"), 3, errs
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("indicators.heading"), Href: site.IndicatorsPath}}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("annotation.audience")}}
	fields := s.eventFields(w, a.Content)
	if form == "" {
		fields = site.Refill(c, errs, fields)
	}
	page.Parts = []templ.Component{pages.Form{
		Action: action, Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(a.Revision)},
		Fields: fields, Buttons: parts.Buttons{{Label: w.T("annotation.save")}},
	}}
	if a.Exists() {
		page.Parts = append(page.Parts, w.withdrawEvent(c, a, form, errs))
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (s *Pages) eventFields(w *words, a annotation.Content) []parts.Field {
	causes := parts.Field{Kind: parts.Radio, Name: "cause", Label: w.T("annotation.cause"), Value: string(a.Cause)}
	for _, cause := range annotation.AllCauses() {
		causes.Options = append(causes.Options, parts.Option{Value: string(cause), Label: w.T("annotation.cause." + string(cause))})
	}
	about := parts.Field{Kind: parts.Checkbox, Name: "indicators", Label: w.T("annotation.indicators"), Hint: w.T("annotation.indicators_hint"), Optional: true}
	for _, i := range s.Monitoring.Indicators {
		about.Options = append(about.Options, parts.Option{Value: string(i.ID), Label: w.indicatorTitle(i)})
		if slices.Contains(a.Indicators, i.ID) {
			about.Values = append(about.Values, string(i.ID))
		}
	}
	suspends := parts.Field{Kind: parts.Checkbox, Name: "suspends", Label: w.T("annotations.signals"), Optional: true, Options: []parts.Option{{Value: "1", Label: w.T("annotation.suspends"), Hint: w.T("annotation.suspends_hint")}}}
	if a.Suspends {
		suspends.Values = []string{"1"}
	}
	return []parts.Field{
		{Name: "title", Label: w.T("annotation.title"), Hint: w.T("annotation.title_hint"), Value: a.Title, MaxLength: annotation.MaxTitle, Width: parts.Full},
		{Kind: parts.TextArea, Name: "text", Label: w.T("annotation.text"), Hint: w.T("annotation.text_hint"), Value: a.Text, MaxLength: annotation.MaxText, Optional: true},
		causes,
		{Name: "from", Label: w.T("annotation.from"), Hint: w.T("annotation.month_hint"), Value: w.Month(a.From)},
		{Name: "until", Label: w.T("annotation.until"), Hint: w.T("annotation.until_hint"), Value: w.Month(a.Until), Optional: true},
		about, suspends,
	}
}

func (w *words) withdrawEvent(c echo.Context, a annotation.Listed, form string, errs []parts.FieldError) templ.Component {
	reason := []parts.Field{{Name: "reason", Label: w.T("item.reason"), MaxLength: annotation.MaxReason, Width: parts.Full}}
	if form != "" {
		reason = site.Refill(c, errs, reason)
	}
	return pages.ItemActions{Heading: w.T("story.more"), Actions: []pages.ItemAction{{
		Summary: w.T("annotation.withdraw"), Lead: w.T("annotation.withdraw_text"), Open: form != "",
		Form: pages.Form{
			Action: eventPath(a.ID) + "/tilbage", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Fields: reason,
			Buttons: parts.Buttons{{Label: w.T("annotation.withdraw"), Kind: parts.Danger}},
		},
	}}}
}

// WriteEvent keeps a dated event, a new one or an earlier.
func (s *Pages) WriteEvent(c echo.Context) error {
	id := eventParam(c)
	again := func(c echo.Context, errs []parts.FieldError) error { return s.showEvent(c, "", errs) }
	if id == "" {
		id = annotation.ID(site.NameOfNew(c))
		again = func(c echo.Context, errs []parts.FieldError) error {
			return s.eventForm(c, annotation.Listed{}, "", errs)
		}
	}
	content, err := s.eventContent(c)
	w := site.Write{
		Command: annotation.Write{ID: id, Base: site.BaseRevision(c), Content: content}, Done: "done.annotation.saved",
		Back: site.IndicatorsPath + "#begivenheder", Again: again,
	}
	if err != nil {
		return s.Refused(c, w, err)
	}
	return s.Carry(c, w)
}

// eventContent reads the form. A month that cannot be read is refused at its field, and so is an indicator that is not
// the programme's.
func (s *Pages) eventContent(c echo.Context) (annotation.Content, error) {
	content := annotation.Content{
		Title: site.FormText(c, "title"), Text: site.FormText(c, "text"), Cause: annotation.Cause(c.FormValue("cause")),
		Indicators: site.FormList[monitoring.IndicatorID](c, "indicators"), Suspends: c.FormValue("suspends") == "1",
	}
	for name, into := range map[string]*calendar.Month{"from": &content.From, "until": &content.Until} {
		text := site.FormText(c, name)
		m, err := calendar.ParseMonthWritten(text)
		if err != nil && text != "" {
			return content, domain.RefuseField(domain.Invalid, name, "annotation_"+name, nil)
		}
		*into = m
	}
	for _, id := range content.Indicators {
		if _, known := s.Monitoring.Indicator(id); !known {
			content.Indicators = nil
			return content, domain.RefuseField(domain.Invalid, "indicators", "annotation_indicators", nil)
		}
	}
	return content, nil
}

// WithdrawEventNow takes an event back; pictures no longer show it.
func (s *Pages) WithdrawEventNow(c echo.Context) error {
	again := func(c echo.Context, errs []parts.FieldError) error { return s.showEvent(c, "tilbage", errs) }
	command := annotation.Withdraw{ID: eventParam(c), Reason: site.FormText(c, "reason")}
	return s.Carry(c, site.Write{Command: command, Done: "done.annotation.withdrawn", Back: site.IndicatorsPath + "#begivenheder", Again: again})
}
