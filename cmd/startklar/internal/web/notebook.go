package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/desk"
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

func notebookPath(id journey.ID) string { return notesPath + "/" + url.PathEscape(string(id)) }

// notePath is a note's reading page.
func notePath(id journey.ID, item journey.InstanceID) string {
	return notebookPath(id) + "/" + strings.ReplaceAll(string(item), "#", "~")
}

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

// notebooksPage is municipality × element × quarter: who owes which note.
func (s *server) notebooksPage(c echo.Context) error {
	w := s.words(c)
	books, err := s.Desk.Notebooks(w.ctx, w.actor, w.today)
	if err != nil {
		return err
	}
	page := pages.Knowledge{Shell: s.knowledgeShell(c, w.T("knowledge.notes"), nil), Views: w.knowledgeViews(notesPath)}
	page.Shell.Lead, page.Shell.Wide = w.T("notes.lead"), true
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("notes.audience_municipality"), w.T("audience.consultant"), w.T("audience.star")}, Note: w.T("notes.audience_note")}
	table := w.notesTable(books)
	if wantsFile(c) {
		return s.sendTable(c, "notater", w.sheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.fileLinks(notesPath, nil)
	page.Parts = []templ.Component{table}
	return s.render(c, http.StatusOK, page)
}

func (w *words) notesTable(books []desk.Notebook) parts.Table {
	t := parts.Table{
		Caption: w.T("knowledge.notes"), HideCaption: true, Columns: []parts.Column{{Label: w.T("notes.municipality")}, {Label: w.T("notes.element")}},
		Empty: parts.EmptyState{Heading: w.T("notes.none"), Text: w.T("notes.none_text")},
	}
	quarters := lastQuarters(calendar.QuarterOf(w.today))
	for _, q := range quarters {
		t.Columns = append(t.Columns, parts.Column{Label: w.quarter(q)})
	}
	for _, book := range books {
		place := parts.Cell{Text: placeName(book.Journey.Municipality), Href: notebookPath(book.Journey.ID)}
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

func (w *words) quarter(q calendar.Quarter) string { return calendar.FormatQuarter(q, string(w.Lang)) }

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
			Label: text, Href: notePath(book.Journey.ID, n.Item), Context: " " + w.T("notes.of", "element", o.Element, "place", placeName(book.Journey.Municipality)),
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

// notebookPage is one municipality's notes: for itself, its consultant and the national agency.
func (s *server) notebookPage(c echo.Context) error { return s.showNotebook(c, nil) }

func (s *server) showNotebook(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	book, err := s.Desk.Notebook(w.ctx, w.actor, journeyParam(c), w.today)
	if err != nil {
		return err
	}
	place := placeName(book.Journey.Municipality)
	heading := w.T("notes.of_place", "place", place)
	if w.actor.Role.Municipal() {
		heading = w.T("notes.yours")
	}
	page := pages.Knowledge{Shell: s.knowledgeShell(c, heading, errs)}
	page.Shell.Lead = w.T("notes.book_lead." + w.reach())
	page.Shell.Audience = w.notesAudience(book.Journey)
	if policy.CheckRole(w.actor, policy.ReadNotes) == nil {
		page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: w.T("knowledge.notes"), Href: notesPath})
	}
	if !book.Journey.Selected {
		page.Parts = []templ.Component{parts.EmptyState{Heading: w.T("notes.not_selected"), Text: w.T("notes.not_selected_text")}}
		return s.render(c, statusOf(c, errs), page)
	}
	table := s.bookTable(c, book)
	if wantsFile(c) {
		return s.sendTable(c, "notater-"+string(book.Journey.Municipality), w.sheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.fileLinks(notebookPath(book.Journey.ID), nil)
	page.Parts = append(page.Parts, table)
	if len(book.Others) > 0 {
		page.Parts = append(page.Parts, w.otherNotes(book))
	}
	if policy.Check(w.actor, policy.FollowElements, book.Journey.Municipality) == nil {
		page.Parts = append(page.Parts, w.followForm(c, book, errs))
	}
	return s.render(c, statusOf(c, errs), page)
}

func (w *words) notesAudience(st workflow.State) parts.Audience {
	return parts.Audience{
		Readers: []string{w.T("audience.municipality", "place", placeName(st.Municipality)), w.T("audience.consultant"), w.T("audience.star")},
		Note:    w.T("notes.audience_note"),
	}
}

// bookTable is quarter × element, the newest quarter first. Whoever writes notes can begin the one that is due.
func (s *server) bookTable(c echo.Context, book desk.Notebook) parts.Table {
	w := s.words(c)
	t := parts.Table{
		Caption: w.T("notes.table"), HideCaption: true,
		Columns: []parts.Column{{Label: w.T("notes.quarter")}, {Label: w.T("notes.element")}, {Label: w.T("notes.standing")}},
		Empty:   parts.EmptyState{Heading: w.T("notes.no_elements"), Text: w.T("notes.no_elements_text." + w.reach())},
	}
	for _, o := range book.Owed {
		cell := w.quarterly(book, o)
		if o.Standing == knowledge.NoteDue && len(o.Notes) == 0 && w.begins(book.Journey) {
			cell.Form = &pages.Form{
				Action: notebookPath(book.Journey.ID) + "/begynd", Command: parts.HiddenCommand{ClientKey: newClientKey()},
				Hidden:  []pages.Hidden{{Name: "element", Value: o.Element}},
				Buttons: parts.Buttons{{Label: w.T("notes.begin"), Context: " " + w.T("notes.about", "element", o.Element), Kind: parts.Secondary}},
			}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: w.quarter(o.Quarter)}, {Text: o.Element}, {Value: cell}}})
	}
	return t
}

// begins tells whether the viewer could begin a note now: in one that is ready, or in another one.
func (w *words) begins(st workflow.State) bool {
	_, ready := w.emptyNote(st)
	return ready || gateIsOpen(st) && workflow.Allowed(st, w.actor, workflow.AddItem{Target: workflow.Target{Journey: st.ID}, Item: desk.NoteItem}, w.now) == nil
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
		if workflow.Allowed(st, w.actor, start, w.now) == nil {
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
		r.Points = append(r.Points, parts.Link{Label: name, Href: notePath(book.Journey.ID, n.Item)})
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
		if name := formText(c, elementField(n)); name != "" {
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
			Action: notebookPath(book.Journey.ID) + "/elementer", Command: parts.HiddenCommand{ClientKey: newClientKey()},
			Fields: refill(c, errs, w.elementFields(names)), Buttons: parts.Buttons{{Label: w.T("notes.follow_save"), Kind: parts.Secondary}},
		},
	}}}
}

func (s *server) followElements(c echo.Context) error {
	id := journeyParam(c)
	st, err := s.Desk.Journey(c.Request().Context(), actorOf(c), id)
	if err != nil {
		return err
	}
	if !st.Selected {
		return domain.Refuse(domain.Conflict, "not_selected", nil)
	}
	return s.carry(c, write{
		command: knowledge.FollowElements{Journey: id, Names: elementValues(c)}, done: "done.notes.followed", back: notebookPath(id), again: s.showNotebook,
	})
}

// beginNote opens a note about an element: one that is ready, or another one, with the element written in.
func (s *server) beginNote(c echo.Context) error {
	w, id := s.words(c), journeyParam(c)
	st, err := s.Desk.Journey(w.ctx, w.actor, id)
	if err != nil {
		return err
	}
	target, element := workflow.Target{Journey: id}, formText(c, "element")
	if item, begun := noteAbout(st, element); begun { // a double click, or a colleague who was quicker
		return seeOther(c, ItemPath(id, item))
	}
	item, ready := w.emptyNote(st)
	if !ready {
		if !gateIsOpen(st) {
			return domain.Refuse(domain.Conflict, "note_not_open", nil)
		}
		if _, err := s.Desk.Do(w.ctx, w.actor, "", workflow.AddItem{Target: target, Item: desk.NoteItem, Reason: w.quarter(calendar.QuarterOf(w.today))}); err != nil {
			return err
		}
		if st, err = s.Desk.Journey(w.ctx, w.actor, id); err != nil {
			return err
		}
		if item, ready = w.emptyNote(st); !ready {
			return domain.Refuse(domain.Conflict, "note_not_open", nil)
		}
	}
	return s.carry(c, write{command: workflow.SaveAnswer{Target: target, Item: item, Field: desk.NoteElement, Text: element}, back: ItemPath(id, item)})
}
