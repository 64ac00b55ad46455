package knowledge

import (
	"net/http"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

func synthesisParam(c echo.Context) knowledge.SynthesisID {
	return knowledge.SynthesisID(c.Param("synthesis"))
}

// SynthesesPage lists what has been learnt across municipalities; drafts for those who write them.
func (s *Pages) SynthesesPage(c echo.Context) error {
	w := s.words(c)
	all, err := s.Desk.Syntheses(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.T("knowledge.syntheses"), nil), Views: w.knowledgeViews(site.SynthesesPath)}
	page.Shell.Lead = w.T("syntheses.lead")
	page.Shell.Audience = w.synthesisAudience(true)
	if w.writesSyntheses() {
		page.Parts = append(page.Parts, parts.Buttons{{Label: w.T("synthesis.new"), Href: site.SynthesesPath + "/ny"}})
	}
	page.Parts = append(page.Parts, w.synthesisCards(all, 2))
	return s.Render(c, http.StatusOK, page)
}

func (w *words) writesSyntheses() bool {
	return policy.CheckRole(w.Actor, policy.WriteSynthesis) == nil
}

func (w *words) synthesisAudience(published bool) parts.Audience {
	if published {
		return parts.Audience{Readers: []string{w.T("knowledge.audience_all")}, Note: w.T("synthesis.audience_published")}
	}
	return parts.Audience{Readers: []string{w.T("synthesis.audience_consultants"), w.T("audience.star")}, Note: w.T("synthesis.audience_draft")}
}

// shown is the edition that stands, or the draft for those who may see it.
func shown(s view.SynthesisRow) knowledge.Content {
	if s.Published != nil {
		return *s.Published
	}
	return s.Draft
}

func (w *words) synthesisTitle(content knowledge.Content) string {
	if content.Title == "" {
		return w.T("synthesis.erased")
	}
	return content.Title
}

func (w *words) synthesisCards(all []view.SynthesisRow, level int) pages.StoryCards {
	cards := pages.StoryCards{Level: level, Empty: parts.EmptyState{Heading: w.T("syntheses.none"), Text: w.T("syntheses.none_text")}}
	for _, row := range all {
		content := shown(row)
		card := pages.StoryCard{Title: w.synthesisTitle(content), Href: site.SynthesisPath(row.ID), Text: excerpt(content.Findings), Status: w.synthesisStatus(row)}
		if len(content.Elements) > 0 {
			card.Facts = []string{strings.Join(content.Elements, ", ")}
		}
		cards.Cards = append(cards.Cards, card)
	}
	return cards
}

func (w *words) synthesisStatus(row view.SynthesisRow) parts.Status {
	switch {
	case row.Published != nil && w.writesSyntheses() && row.Revision != row.PublishedRevision:
		return parts.Status{Kind: parts.Open, Text: w.T("synthesis.status.changed", "edition", row.Edition)}
	case row.Published != nil:
		return parts.Status{Kind: parts.Done, Text: w.T("synthesis.status.published", "edition", row.Edition, "date", calendar.DateOf(row.PublishedAt))}
	default:
		return parts.Status{Kind: parts.Open, Text: w.T("synthesis.status.draft")}
	}
}

// SynthesisPage is the edition that stands; those who write see the draft where they ask for it, or where
// there is nothing else.
func (s *Pages) SynthesisPage(c echo.Context) error { return s.showSynthesis(c, "", nil) }

func (s *Pages) showSynthesis(c echo.Context, form string, errs []parts.FieldError) error {
	w := s.words(c)
	row, err := s.Desk.Synthesis(w.Ctx, w.Actor, synthesisParam(c))
	if err != nil {
		return err
	}
	draft := w.writesSyntheses() && (row.Published == nil || c.QueryParam("vis") == "kladde")
	content := shown(row)
	if draft {
		content = row.Draft
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.synthesisTitle(content), errs)}
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: w.T("knowledge.syntheses"), Href: site.SynthesesPath})
	page.Shell.Kicker = w.T("synthesis.kicker")
	page.Shell.Audience = w.synthesisAudience(!draft)
	if draft {
		page.Shell.Kicker = w.T("synthesis.kicker_draft")
	}
	if row.Retracted != "" {
		page.Parts = append(page.Parts, parts.Notice{Kind: parts.NoticeWarning, Heading: w.T("synthesis.retracted"), Text: row.Retracted})
	}
	page.Parts = append(page.Parts, w.synthesisReading(row, content, draft))
	if w.writesSyntheses() {
		page.Parts = append(page.Parts, w.synthesisWork(c, row, draft, form, errs)...)
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (w *words) synthesisReading(row view.SynthesisRow, content knowledge.Content, draft bool) pages.Reading {
	var r pages.Reading
	if len(content.Elements) > 0 {
		about := pages.Passage{Heading: w.T("synthesis.elements")}
		for _, e := range content.Elements {
			about.Points = append(about.Points, parts.Link{Label: e})
		}
		r.Passages = append(r.Passages, about)
	}
	for _, p := range []pages.Passage{
		{Heading: w.T("synthesis.findings"), Text: content.Findings},
		{Heading: w.T("synthesis.advice"), Text: content.Advice},
		{Heading: w.T("synthesis.unknown"), Text: content.Unknown},
	} {
		if p.Text != "" {
			r.Passages = append(r.Passages, p)
		}
	}
	if sources := w.sourcesOf(content); len(sources.Points) > 0 {
		r.Passages = append(r.Passages, sources)
	}
	r.Source = w.T("synthesis.source_draft", "who", w.By(row.WrittenBy, row.WrittenAt))
	if !draft {
		r.Source = w.T("synthesis.source", "edition", row.Edition, "date", calendar.DateOf(row.PublishedAt))
	}
	return r
}

// sourcesOf lists the notes that a synthesis rests on: those that the viewer may know of by name, the others as
// a number, for no municipality sees another's.
func (w *words) sourcesOf(content knowledge.Content) pages.Passage {
	p, hidden, places := pages.Passage{Heading: w.T("synthesis.sources")}, 0, map[string]bool{}
	for _, source := range content.Sources {
		code := source.Journey.Municipality()
		if policy.Check(w.Actor, policy.ReadJourney, code) != nil {
			hidden++
			places[string(code)] = true
			continue
		}
		_, number := source.Item.Item()
		p.Points = append(p.Points, parts.Link{Label: w.T("synthesis.note", "place", site.PlaceName(code), "number", number), Href: site.NotePath(source.Journey, source.Item)})
	}
	if hidden > 0 {
		p.Points = append(p.Points, parts.Link{Label: w.T("synthesis.others", "notes", hidden, "places", len(places))})
	}
	return p
}

// synthesisWork is what those can do who write it.
func (w *words) synthesisWork(c echo.Context, row view.SynthesisRow, draft bool, form string, errs []parts.FieldError) []templ.Component {
	buttons := parts.Buttons{{Label: w.T("synthesis.edit"), Href: site.SynthesisPath(row.ID) + "/ret", Kind: parts.Secondary}}
	switch changed := row.Published != nil && row.Revision != row.PublishedRevision; {
	case changed && !draft:
		buttons = append(buttons, parts.Button{Label: w.T("synthesis.see_draft"), Href: site.SynthesisPath(row.ID) + "?vis=kladde", Kind: parts.Tertiary})
	case changed:
		buttons = append(buttons, parts.Button{Label: w.T("synthesis.see_published"), Href: site.SynthesisPath(row.ID), Kind: parts.Tertiary})
	}
	all := []templ.Component{buttons}
	if policy.CheckRole(w.Actor, policy.PublishSynthesis) != nil {
		return all
	}
	if row.Published == nil || row.Revision != row.PublishedRevision {
		all = append(all, pages.Block{ID: "udgiv", Heading: w.T("synthesis.publish"), Text: w.T("synthesis.publish_text"), Parts: []templ.Component{pages.Form{
			Action: site.SynthesisPath(row.ID) + "/udgiv", Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(row.Revision)},
			Buttons: parts.Buttons{{Label: w.T("synthesis.publish")}},
		}}})
	}
	if row.Published != nil {
		reason := []parts.Field{{Name: "reason", Label: w.T("item.reason"), MaxLength: knowledge.MaxHeading, Width: parts.Full}}
		if form == "traek-tilbage" {
			reason = site.Refill(c, errs, reason)
		}
		all = append(all, pages.ItemActions{Heading: w.T("story.more"), Actions: []pages.ItemAction{{
			Summary: w.T("synthesis.retract"), Lead: w.T("synthesis.retract_text"), Open: form == "traek-tilbage",
			Form: pages.Form{
				Action: site.SynthesisPath(row.ID) + "/traek-tilbage", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Fields: reason,
				Buttons: parts.Buttons{{Label: w.T("synthesis.retract"), Kind: parts.Danger}},
			},
		}}})
	}
	return all
}

// NewSynthesisPage is the empty form.
func (s *Pages) NewSynthesisPage(c echo.Context) error {
	return s.synthesisForm(c, view.SynthesisRow{}, nil)
}

// EditSynthesisPage is the form with a synthesis in it.
func (s *Pages) EditSynthesisPage(c echo.Context) error { return s.editSynthesis(c, nil) }

func (s *Pages) editSynthesis(c echo.Context, errs []parts.FieldError) error {
	row, err := s.Desk.Synthesis(c.Request().Context(), site.ActorOf(c), synthesisParam(c))
	if err != nil {
		return err
	}
	return s.synthesisForm(c, row, errs)
}

func (s *Pages) synthesisForm(c echo.Context, row view.SynthesisRow, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.WriteSynthesis); err != nil {
		return err
	}
	sources, err := s.sourceField(w, row.Draft.Sources)
	if err != nil {
		return err
	}
	heading, action := w.T("synthesis.new"), site.SynthesesPath
	if row.Exists() {
		heading, action = w.T("synthesis.edit"), site.SynthesisPath(row.ID)
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, heading, errs)}
	page.Shell.Lead, page.Shell.Minutes = w.T("synthesis.form_lead"), 60
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: w.T("knowledge.syntheses"), Href: site.SynthesesPath})
	page.Shell.Audience = w.synthesisAudience(false)
	d := row.Draft
	text := func(name, value string, rows, most int, optional bool) parts.Field {
		return parts.Field{
			Kind: parts.TextArea, Name: name, Label: w.T("synthesis." + name), Hint: w.T("synthesis." + name + "_hint"),
			Value: value, Rows: rows, MaxLength: most, Optional: optional,
		}
	}
	fields := append([]parts.Field{{Name: "title", Label: w.T("synthesis.title"), Value: d.Title, MaxLength: knowledge.MaxHeading, Width: parts.Full}}, w.elementFields(d.Elements)...)
	fields = append(fields, text("findings", d.Findings, 14, knowledge.MaxFindings, false), text("advice", d.Advice, 8, knowledge.MaxAdvice, true),
		text("unknown", d.Unknown, 5, knowledge.MaxAdvice, true))
	if len(sources.Options) > 0 {
		fields = append(fields, sources)
	}
	page.Parts = []templ.Component{pages.Form{
		Action: action, Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(row.Revision)},
		Fields: site.Refill(c, errs, fields), Buttons: parts.Buttons{{Label: w.T("synthesis.save")}},
	}}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// sourceField offers the finished notes that the viewer follows. Sources that somebody else chose stay chosen.
func (s *Pages) sourceField(w *words, chosen []knowledge.Source) (parts.Field, error) {
	f := parts.Field{Kind: parts.Checkbox, Name: "sources", Label: w.T("synthesis.sources"), Hint: w.T("synthesis.sources_hint")}
	books, err := s.Desk.Notebooks(w.Ctx, w.Actor, w.Today)
	if err != nil {
		return f, err
	}
	for _, source := range chosen {
		f.Values = append(f.Values, sourceValue(source))
	}
	offered := map[string]bool{}
	for _, book := range books {
		notes := book.Others
		for _, o := range book.Owed {
			notes = append(notes, o.Notes...)
		}
		for _, n := range notes {
			value := sourceValue(knowledge.Source{Journey: book.Journey.ID, Item: n.Item})
			if !n.Done || offered[value] {
				continue
			}
			offered[value] = true
			f.Options = append(f.Options, parts.Option{Value: value, Label: w.T(
				"synthesis.source_option", "place", site.PlaceName(book.Journey.Municipality), "quarter", w.Quarter(calendar.QuarterOf(n.FinishedOn)), "element", n.Element,
			)})
		}
	}
	for _, source := range chosen {
		if value := sourceValue(source); !offered[value] {
			f.Options = append(f.Options, parts.Option{Value: value, Label: site.PlaceName(source.Journey.Municipality())})
		}
	}
	return f, nil
}

func sourceValue(s knowledge.Source) string { return string(s.Journey) + "/" + string(s.Item) }

// WriteSynthesis keeps a synthesis as a draft, a new one or an earlier.
func (s *Pages) WriteSynthesis(c echo.Context) error {
	id, again := synthesisParam(c), s.editSynthesis
	if id == "" {
		id = knowledge.SynthesisID(site.NameOfNew(c))
		again = func(c echo.Context, errs []parts.FieldError) error {
			return s.synthesisForm(c, view.SynthesisRow{}, errs)
		}
	}
	content := knowledge.Content{
		Title: site.FormText(c, "title"), Elements: elementValues(c), Findings: site.FormText(c, "findings"), Advice: site.FormText(c, "advice"), Unknown: site.FormText(c, "unknown"),
	}
	for _, value := range site.FormList[string](c, "sources") {
		j, item, _ := strings.Cut(value, "/")
		content.Sources = append(content.Sources, knowledge.Source{Journey: journey.ID(j), Item: journey.InstanceID(item)})
	}
	command := knowledge.WriteSynthesis{ID: id, Base: site.BaseRevision(c), Content: content}
	return s.Carry(c, site.Write{Command: command, Done: "done.synthesis.saved", Back: site.SynthesisPath(id) + "?vis=kladde", Again: again})
}

func (s *Pages) synthesisWrite(c echo.Context, form string, command domain.Command) error {
	again := func(c echo.Context, errs []parts.FieldError) error { return s.showSynthesis(c, form, errs) }
	return s.Carry(c, site.Write{Command: command, Done: "done.synthesis." + strings.ReplaceAll(form, "-", "_"), Back: site.SynthesisPath(synthesisParam(c)), Again: again})
}

// PublishSynthesis gives a synthesis to its readers.
func (s *Pages) PublishSynthesis(c echo.Context) error {
	return s.synthesisWrite(c, "udgiv", knowledge.PublishSynthesis{ID: synthesisParam(c), Revision: site.BaseRevision(c)})
}

// RetractSynthesis takes a published synthesis back.
func (s *Pages) RetractSynthesis(c echo.Context) error {
	return s.synthesisWrite(c, "traek-tilbage", knowledge.RetractSynthesis{ID: synthesisParam(c), Reason: site.FormText(c, "reason")})
}
