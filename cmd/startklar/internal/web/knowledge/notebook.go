package knowledge

import (
	"net/http"
	"slices"
	"strconv"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// count counts the notes that are due in the present quarter, and those that are missing.
func count(b desk.Notebook) (due, missing int) {
	for _, q := range b.Owed {
		switch q.Standing {
		case knowledge.NoteDue:
			due++
		case knowledge.NoteMissing:
			missing++
		case knowledge.NoteWritten:
		}
	}
	return due, missing
}

// quartersShown is how far back the overview of the notes looks.
const quartersShown = 4

// NotebooksPage is municipality × element × quarter: who owes which note.
func (s *Pages) NotebooksPage(c echo.Context) error {
	w := s.words(c)
	books, err := s.Desk.Notebooks(w.Ctx, w.Actor, w.Today)
	if err != nil {
		return err
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, w.T("knowledge.notes"), nil), Views: w.knowledgeViews(site.NotesPath)}
	page.Shell.Lead, page.Shell.Wide = w.T("notes.lead"), true
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("notes.audience_municipality"), w.T("audience.consultant"), w.T("audience.star")}, Note: w.T("notes.audience_note")}
	table := w.notesTable(books)
	if site.WantsFile(c) {
		return s.SendTable(c, "notater", w.SheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.FileLinks(site.NotesPath, nil)
	page.Parts = []templ.Component{table}
	return s.Render(c, http.StatusOK, page)
}

func (w *words) notesTable(books []desk.Notebook) parts.Table {
	t := parts.Table{
		Caption: w.T("knowledge.notes"), HideCaption: true, Columns: []parts.Column{{Label: w.T("notes.municipality")}, {Label: w.T("notes.element")}},
		Empty: parts.EmptyState{Heading: w.T("notes.none"), Text: w.T("notes.none_text")},
	}
	quarters := lastQuarters(calendar.QuarterOf(w.Today))
	for _, q := range quarters {
		t.Columns = append(t.Columns, parts.Column{Label: w.Quarter(q)})
	}
	for _, book := range books {
		place := parts.Cell{Text: site.PlaceName(book.Journey.Municipality), Href: site.NotebookPath(book.Journey.ID)}
		if len(book.Elements) == 0 {
			t.Rows = append(t.Rows, parts.Row{Cells: append([]parts.Cell{place, {Text: w.T("notes.no_elements")}}, make([]parts.Cell, len(quarters))...)})
		}
		for _, e := range book.Elements {
			row := parts.Row{Cells: []parts.Cell{place, {Text: e.Name}}}
			for _, q := range quarters {
				row.Cells = append(row.Cells, w.quarterCell(book, e.Name, q))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// lastQuarters are the present one and those before it, the newest first.
func lastQuarters(now calendar.Quarter) []calendar.Quarter {
	all := []calendar.Quarter{now}
	for len(all) < quartersShown {
		all = append(all, calendar.QuarterOf(all[len(all)-1].First().AddDays(-1)))
	}
	return all
}

func (w *words) quarterCell(book desk.Notebook, element string, q calendar.Quarter) parts.Cell {
	at := slices.IndexFunc(book.Owed, func(o knowledge.Quarterly) bool { return o.Quarter == q && o.Element == element })
	if at < 0 {
		return parts.Cell{Text: "–"}
	}
	return parts.Cell{Value: w.quarterly(book, book.Owed[at])}
}

// quarterly is where a note stands, with the way to it.
func (w *words) quarterly(book desk.Notebook, o knowledge.Quarterly) pages.QuarterCell {
	cell := pages.QuarterCell{Status: w.noteStatus(o)}
	for _, n := range o.Notes {
		text := w.T("notes.draft")
		if n.Done {
			text = w.T("notes.read", "date", n.FinishedOn)
		}
		cell.Links = append(cell.Links, parts.Link{
			Label: text, Href: site.NotePath(book.Journey.ID, n.Item), Context: " " + w.T("notes.of", "element", o.Element, "place", site.PlaceName(book.Journey.Municipality)),
		})
	}
	return cell
}

func (w *words) noteStatus(o knowledge.Quarterly) parts.Status {
	switch o.Standing {
	case knowledge.NoteWritten:
		return parts.Status{Kind: parts.Done, Text: w.T("notes.written")}
	case knowledge.NoteMissing:
		return parts.Status{Kind: parts.Late, Text: w.T("notes.missing")}
	default:
		return parts.Status{Kind: parts.Open, Text: w.T("notes.due", "date", o.Quarter.Last())}
	}
}

// NotebookPage is one municipality's notes: for itself, its consultant and the national agency.
func (s *Pages) NotebookPage(c echo.Context) error { return s.showNotebook(c, nil) }

func (s *Pages) showNotebook(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	book, err := s.Desk.Notebook(w.Ctx, w.Actor, site.JourneyParam(c), w.Today)
	if err != nil {
		return err
	}
	place := site.PlaceName(book.Journey.Municipality)
	heading := w.T("notes.of_place", "place", place)
	if w.Actor.Role.Municipal() {
		heading = w.T("notes.yours")
	}
	page := pages.Knowledge{Shell: s.KnowledgeShell(c, heading, errs)}
	page.Shell.Lead = w.T("notes.book_lead." + w.Reach())
	page.Shell.Audience = w.NotesAudience(book.Journey)
	if policy.CheckRole(w.Actor, policy.ReadNotes) == nil {
		page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: w.T("knowledge.notes"), Href: site.NotesPath})
	}
	if !book.Journey.Selected {
		page.Parts = []templ.Component{parts.EmptyState{Heading: w.T("notes.not_selected"), Text: w.T("notes.not_selected_text")}}
		return s.Render(c, site.StatusOf(c, errs), page)
	}
	table := s.bookTable(c, book)
	if site.WantsFile(c) {
		return s.SendTable(c, "notater-"+string(book.Journey.Municipality), w.SheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.FileLinks(site.NotebookPath(book.Journey.ID), nil)
	page.Parts = append(page.Parts, table)
	if len(book.Others) > 0 {
		page.Parts = append(page.Parts, w.otherNotes(book))
	}
	if policy.Check(w.Actor, policy.FollowElements, book.Journey.Municipality) == nil {
		page.Parts = append(page.Parts, w.followForm(c, book, errs))
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// bookTable is quarter × element, the newest quarter first. Whoever writes notes can begin the one that is due.
func (s *Pages) bookTable(c echo.Context, book desk.Notebook) parts.Table {
	w := s.words(c)
	t := parts.Table{
		Caption: w.T("notes.table"), HideCaption: true,
		Columns: []parts.Column{{Label: w.T("notes.quarter")}, {Label: w.T("notes.element")}, {Label: w.T("notes.standing")}},
		Empty:   parts.EmptyState{Heading: w.T("notes.no_elements"), Text: w.T("notes.no_elements_text." + w.Reach())},
	}
	for _, o := range book.Owed {
		cell := w.quarterly(book, o)
		if o.Standing == knowledge.NoteDue && len(o.Notes) == 0 && w.begins(book.Journey) {
			cell.Form = &pages.Form{
				Action: site.NotebookPath(book.Journey.ID) + "/begynd", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
				Hidden:  []pages.Hidden{{Name: "element", Value: o.Element}},
				Buttons: parts.Buttons{{Label: w.T("notes.begin"), Context: " " + w.T("notes.about", "element", o.Element), Kind: parts.Secondary}},
			}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: w.Quarter(o.Quarter)}, {Text: o.Element}, {Value: cell}}})
	}
	return t
}

// begins tells whether the viewer could begin a note now: in one that is ready, or in another one.
func (w *words) begins(st workflow.State) bool {
	_, ready := w.emptyNote(st)
	return ready || gateIsOpen(st) && workflow.Allowed(st, w.Actor, workflow.AddItem{Target: workflow.Target{Journey: st.ID}, Item: desk.NoteItem}, w.Now) == nil
}

// gateIsOpen tells whether another note could begin at once: the first one has, and not by exception.
func gateIsOpen(st workflow.State) bool {
	first := st.Item(desk.NoteItem.Instance(1))
	return first != nil && first.State != journey.Available && first.Exception == ""
}

// emptyNote is a note of the journey that nobody has written in yet.
func (w *words) emptyNote(st workflow.State) (journey.InstanceID, bool) {
	for _, i := range st.Items {
		if i.Def.ID != desk.NoteItem || i.State != journey.Enabled && i.State != journey.Active {
			continue
		}
		if a := st.Answer(i.ID, desk.NoteElement); a != nil && a.Text != "" {
			continue
		}
		start := workflow.SaveAnswer{Target: workflow.Target{Journey: st.ID}, Item: i.ID, Field: desk.NoteElement, Text: "-"}
		if workflow.Allowed(st, w.Actor, start, w.Now) == nil {
			return i.ID, true
		}
	}
	return "", false
}

// noteAbout is an open note about an element.
func noteAbout(st workflow.State, element string) (journey.InstanceID, bool) {
	for _, i := range st.Items {
		if i.Def.ID != desk.NoteItem || i.State != journey.Active {
			continue
		}
		if a := st.Answer(i.ID, desk.NoteElement); a != nil && knowledge.SameElement(a.Text, element) {
			return i.ID, true
		}
	}
	return "", false
}

func (w *words) otherNotes(book desk.Notebook) pages.Block {
	block := pages.Block{Heading: w.T("notes.others"), Text: w.T("notes.others_text")}
	var r pages.Passage
	for _, n := range book.Others {
		name := n.Element
		if name == "" {
			name = w.T("notes.untitled")
		}
		r.Points = append(r.Points, parts.Link{Label: name, Href: site.NotePath(book.Journey.ID, n.Item)})
	}
	block.Parts = []templ.Component{pages.Reading{Passages: []pages.Passage{r}}}
	return block
}

func elementField(n int) string { return "element-" + strconv.Itoa(n+1) }

// elementFields are the names of elements, with room for more.
func (w *words) elementFields(names []string) []parts.Field {
	fields := make([]parts.Field, knowledge.MaxElements)
	for n := range fields {
		fields[n] = parts.Field{Name: elementField(n), Label: w.T("notes.element_numbered", "number", n+1), MaxLength: knowledge.MaxElement, Width: parts.Full, Optional: true}
		if n < len(names) {
			fields[n].Value = names[n]
		}
	}
	return fields
}

// elementValues are the names that were entered; empty fields are left out.
func elementValues(c echo.Context) []string {
	var names []string
	for n := range knowledge.MaxElements {
		if name := site.FormText(c, elementField(n)); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func (w *words) followForm(c echo.Context, book desk.Notebook, errs []parts.FieldError) pages.ItemActions {
	var names []string
	for _, e := range book.Elements {
		names = append(names, e.Name)
	}
	return pages.ItemActions{Heading: w.T("notes.follow_heading"), Actions: []pages.ItemAction{{
		Summary: w.T("notes.follow"), Lead: w.T("notes.follow_text"), Open: len(errs) > 0 || len(names) == 0,
		Form: pages.Form{
			Action: site.NotebookPath(book.Journey.ID) + "/elementer", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Fields: site.Refill(c, errs, w.elementFields(names)), Buttons: parts.Buttons{{Label: w.T("notes.follow_save"), Kind: parts.Secondary}},
		},
	}}}
}

// FollowElements keeps which elements of the programme a quarterly note follows.
func (s *Pages) FollowElements(c echo.Context) error {
	id := site.JourneyParam(c)
	st, err := s.Desk.Journey(c.Request().Context(), site.ActorOf(c), id)
	if err != nil {
		return err
	}
	if !st.Selected {
		return domain.Refuse(domain.Conflict, "not_selected", nil)
	}
	return s.Carry(c, site.Write{
		Command: knowledge.FollowElements{Journey: id, Names: elementValues(c)}, Done: "done.notes.followed", Back: site.NotebookPath(id), Again: s.showNotebook,
	})
}

// BeginNote opens a note about an element: one that is ready, or another one, with the element written in.
func (s *Pages) BeginNote(c echo.Context) error {
	w, id := s.words(c), site.JourneyParam(c)
	st, err := s.Desk.Journey(w.Ctx, w.Actor, id)
	if err != nil {
		return err
	}
	target, element := workflow.Target{Journey: id}, site.FormText(c, "element")
	if item, begun := noteAbout(st, element); begun { // a double click, or a colleague who was quicker
		return site.SeeOther(c, site.ItemPath(id, item))
	}
	item, ready := w.emptyNote(st)
	if !ready {
		if !gateIsOpen(st) {
			return domain.Refuse(domain.Conflict, "note_not_open", nil)
		}
		if _, err := s.Desk.Do(w.Ctx, w.Actor, "", workflow.AddItem{Target: target, Item: desk.NoteItem, Reason: w.Quarter(calendar.QuarterOf(w.Today))}); err != nil {
			return err
		}
		if st, err = s.Desk.Journey(w.Ctx, w.Actor, id); err != nil {
			return err
		}
		if item, ready = w.emptyNote(st); !ready {
			return domain.Refuse(domain.Conflict, "note_not_open", nil)
		}
	}
	return s.Carry(c, site.Write{Command: workflow.SaveAnswer{Target: target, Item: item, Field: desk.NoteElement, Text: element}, Back: site.ItemPath(id, item)})
}
