package journeys

import (
	"net/http"
	"net/url"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// historySize is how many events a page of the history holds.
const historySize = 50

// history builds the page of one journey's history.
type history struct {
	*words
	c  echo.Context
	s  *Pages
	st workflow.State
	// earlier holds, by event number, the text that an answer replaced.
	earlier map[int64]earlierText
	filter  historyFilter
}

// earlierText is what stood in a field before: its text, or why it cannot be shown.
type earlierText struct {
	text             string
	withheld, erased bool
	known            bool
}

// HistoryPage shows who did what when, the newest first; ?format=xlsx or csv the same as a file.
func (s *Pages) HistoryPage(c echo.Context) error {
	ctx, actor, id := c.Request().Context(), site.ActorOf(c), site.JourneyParam(c)
	st, err := s.Desk.Journey(ctx, actor, id)
	if err != nil {
		return err
	}
	entries, err := s.Desk.History(ctx, actor, id, time.Time{})
	if err != nil {
		return err
	}
	h := &history{words: s.words(c), c: c, s: s, st: st, earlier: earlierTexts(entries), filter: readHistoryFilter(c)}
	found := h.matching(entries)
	if site.WantsFile(c) {
		return s.SendTable(c, "historik-"+string(st.Municipality), h.sheet(found))
	}
	return s.Render(c, http.StatusOK, h.page(entries, found))
}

// earlierTexts pairs every saved answer with the text that stood there before.
func earlierTexts(entries []desk.HistoryEntry) map[int64]earlierText {
	last, found := map[string]earlierText{}, map[int64]earlierText{}
	for _, e := range entries {
		if e.Kind != answerSaved {
			continue
		}
		found[e.Number] = last[e.Subject]
		last[e.Subject] = textOf(e)
	}
	return found
}

func (h *history) page(all, found []desk.HistoryEntry) pages.History {
	shell := h.s.Shell(h.c, h.T("history.heading"))
	shell.Kicker = h.T("journey.kicker", "title", h.st.Def.Title, "place", site.PlaceName(h.st.Municipality))
	shell.Breadcrumb = h.crumbs(h.st, true)
	shell.Audience = h.JourneyAudience(h.st.Municipality)
	shell.Audience.Note = h.T("history.audience_note")
	shell.Lead = h.T("history.lead")
	page := pages.History{
		Shell: shell, Filters: h.filters(all, len(found)), Pages: h.pageLinks(len(found)),
		Empty:     parts.EmptyState{Heading: h.T("history.none"), Text: h.T("history.none_text")},
		Downloads: h.FileLinks(site.JourneyPath(h.st.ID)+"/historik", h.c.QueryParams()),
	}
	from := min((h.filter.page-1)*historySize, len(found))
	for _, e := range found[from:min(from+historySize, len(found))] {
		page.Entries = append(page.Entries, h.entry(e))
	}
	return page
}

// entry is one event: what, who and when, and the texts that go with it.
func (h *history) entry(e desk.HistoryEntry) pages.HistoryEntry {
	made := pages.HistoryEntry{
		Number: e.Number, When: parts.Moment{At: e.At, Text: h.Moment(e.At)}, Who: h.Name(person.ID(e.Actor)), What: h.what(e),
	}
	if byRule(e) {
		made.Who = h.T("history.rule", "name", made.Who)
	}
	if e.OnBehalfOf != "" {
		made.Who = h.T("history.behalf", "name", made.Who, "other", h.Name(person.ID(e.OnBehalfOf)))
	}
	made.Where = h.where(e)
	if e.Kind == answerSaved {
		made.After = h.shown(e.Subject, textOf(e))
		if before := h.earlier[e.Number]; before.known {
			made.Before, made.HasBefore = h.shown(e.Subject, before), true
		}
	}
	made.Reason = reasonOf(e)
	if e.Kind != answerSaved && e.Erased() {
		made.Reason = h.T("history.erased")
	}
	return made
}

// where is the question, or the item, that an event is about.
func (h *history) where(e desk.HistoryEntry) parts.Link {
	item, field := workflow.SplitSubject(e.Subject)
	i := h.st.Item(item)
	if i == nil {
		return parts.Link{}
	}
	f := i.Def.Field(field)
	if f == nil {
		return parts.Link{Label: h.ItemTitle(i), Href: site.ItemPath(h.st.ID, item)}
	}
	link := parts.Link{Label: h.Text(f.Text), Href: site.ItemPath(h.st.ID, item)}
	if i.Def.Kind == journey.Checklist {
		link.Href += "/svar/" + string(questionOf(f).ID)
	}
	return link
}

// textOf is the text that an event saved, or why it cannot be shown.
func textOf(e desk.HistoryEntry) earlierText {
	t := earlierText{known: true, withheld: e.Withheld, erased: e.Erased() && !e.Withheld}
	if saved, ok := e.Body.(*workflow.AnswerSaved); ok {
		t.text = saved.Text
	}
	return t
}

// shown is a text of the history as its field reads, or the words for its absence.
func (h *history) shown(subject string, t earlierText) pages.HistoryText {
	switch {
	case t.withheld:
		return pages.HistoryText{Absent: h.T("history.withheld")}
	case t.erased:
		return pages.HistoryText{Absent: h.T("history.erased")}
	case t.text == "":
		return pages.HistoryText{Absent: h.T("history.blank")}
	}
	item, field := workflow.SplitSubject(subject)
	if i := h.st.Item(item); i != nil {
		if f := i.Def.Field(field); f != nil {
			return pages.HistoryText{Text: h.Reads(f, t.text)}
		}
	}
	return pages.HistoryText{Text: t.text}
}

// address is the page's own with some values changed; an empty value is left out.
func (h *history) address(changes url.Values) string {
	return site.AddressWith(site.JourneyPath(h.st.ID)+"/historik", h.c.QueryParams(), changes)
}

func (h *history) pageLinks(matching int) []parts.View {
	return site.PageViews(h.Words, matching, historySize, h.filter.page, h.address)
}
