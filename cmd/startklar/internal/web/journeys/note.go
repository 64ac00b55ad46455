package journeys

import (
	"net/http"
	"slices"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// NotePage is a note to read: what it says now, and what it said before, as far as the viewer may read it.
func (s *Pages) NotePage(c echo.Context) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	if v.Item.Def.ID != desk.NoteItem {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	w := s.words(c)
	earlier, err := s.earlierTexts(c, v)
	if err != nil {
		return err
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.noteTitle(v), nil)}
	page.Shell.Kicker = w.T("notes.kicker", "place", site.PlaceName(v.State.Municipality))
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: w.T("knowledge.notes"), Href: site.NotebookPath(v.State.ID)})
	page.Shell.Audience = w.NotesAudience(v.State)
	page.Parts = append(page.Parts, w.itemStatusLine(v))
	for _, section := range v.Item.Def.Sections {
		for _, f := range section.Fields() {
			page.Parts = append(page.Parts, w.noteField(v, f), pages.Versions{Summary: w.T("notes.versions", "count", len(earlier[f.ID])), All: earlier[f.ID]})
		}
	}
	page.Parts = append(page.Parts, w.noteTurns(v))
	return s.Render(c, http.StatusOK, page)
}

// noteTitle is the element that the note is about, or what the step is called.
func (w *words) noteTitle(v itemView) string {
	if a := v.State.Answer(v.Item.ID, desk.NoteElement); a != nil && a.Text != "" {
		return a.Text
	}
	return w.ItemTitle(v.Item)
}

func (w *words) itemStatusLine(v itemView) templ.Component {
	r := pages.Passage{Text: w.T("notes.draft_line")}
	if v.Item.State == journey.Completed {
		r.Text = w.T("notes.done_line", "quarter", w.Quarter(calendar.QuarterOf(calendar.DateOf(v.Item.EndedAt))), "who", w.By(v.Item.EndedBy, v.Item.EndedAt))
	}
	return pages.Reading{Passages: []pages.Passage{r}}
}

func (w *words) noteField(v itemView, f *workflow.Field) pages.Reading {
	p := pages.Passage{Heading: w.Text(f.Text)}
	a := v.State.Answer(v.Item.ID, f.ID)
	switch {
	case a == nil || a.Text == "" && !a.Withheld && !a.Erased:
		p.Absent = w.T("summary.blank")
	case a.Withheld:
		p.Absent = w.T("notes.withheld")
	case a.Erased:
		p.Absent = w.T("notes.erased")
	default:
		p.Text = a.Text
	}
	return pages.Reading{Passages: []pages.Passage{p}}
}

// earlierTexts are the earlier revisions of a note's answers, the newest first.
func (s *Pages) earlierTexts(c echo.Context, v itemView) (map[journey.FieldID][]pages.Version, error) {
	w := s.words(c)
	entries, err := s.Desk.History(w.Ctx, w.Actor, v.State.ID, time.Time{})
	if err != nil {
		return nil, err
	}
	earlier := map[journey.FieldID][]pages.Version{}
	for _, e := range slices.Backward(entries) {
		saved, ok := e.Body.(*workflow.AnswerSaved)
		if !ok {
			continue
		}
		item, field := workflow.SplitSubject(e.Subject)
		now := v.State.Answer(item, field)
		if item != v.Item.ID || now == nil || saved.Revision == now.Revision || saved.Text == "" {
			continue
		}
		earlier[field] = append(earlier[field], pages.Version{Note: w.By(person.ID(e.Actor), e.At), Text: saved.Text})
	}
	return earlier, nil
}

// noteTurns lead to the notes before and after, and to the form for those who write it.
func (w *words) noteTurns(v itemView) templ.Component {
	var links []parts.Button
	number := v.Item.Number
	for _, i := range v.State.Items {
		if i.Def.ID != desk.NoteItem || i.State != journey.Active && i.State != journey.Completed {
			continue
		}
		switch i.Number {
		case number - 1:
			links = append(links, parts.Button{Label: w.T("notes.before"), Href: site.NotePath(v.State.ID, i.ID), Kind: parts.Tertiary})
		case number + 1:
			links = append(links, parts.Button{Label: w.T("notes.after"), Href: site.NotePath(v.State.ID, i.ID), Kind: parts.Tertiary})
		}
	}
	if v.State.Writes(w.Actor.Role, v.Item.ID) {
		links = append([]parts.Button{{Label: w.T("notes.open_form"), Href: site.ItemPath(v.State.ID, v.Item.ID), Kind: parts.Secondary}}, links...)
	}
	return parts.Buttons(links)
}
