package journeys

import (
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// whatChanged says in words what changed under an item that is to be looked at again: who opened what and why, which
// answers became others, what else rests on it, and what to do. It is nil for an item that is not stale.
func (s *Pages) whatChanged(c echo.Context, v itemView) (templ.Component, error) {
	i := v.Item
	if i.Stale == nil || i.State != journey.Completed || i.Stale.Because == i.ID {
		return nil, nil
	}
	rested, err := s.rested(c, v)
	if err != nil {
		return nil, err
	}
	w := s.words(c)
	block := pages.NamedPart{Name: "aendret", Heading: w.T("stale.what"), Panel: true, Lead: w.staleStory(v, rested)}
	if changes := w.changedAnswers(v.State, rested.Changes); len(changes) > 0 {
		block.Main = append(block.Main, changes)
	} else {
		block.Lead = append(block.Lead, w.T("stale.no_texts"))
	}
	if others := w.alsoStale(v); others != "" {
		block.Main = append(block.Main, pages.Prose{Text: others})
	}
	block.Main = append(block.Main, parts.Notice{Text: w.whatToDo(v)})
	return block, nil
}

// rested is what changed under the item, from the history that the page has read or that is read now.
func (s *Pages) rested(c echo.Context, v itemView) (desk.Rested, error) {
	if v.History != nil {
		return desk.RestedIn(v.State, v.History)[v.Item.ID], nil
	}
	all, err := s.Desk.Rested(c.Request().Context(), site.ActorOf(c), v.State)
	return all[v.Item.ID], err
}

// staleStory is who opened what, when and why.
func (w *words) staleStory(v itemView, rested desk.Rested) []string {
	title := string(v.Item.Stale.Because)
	if because := v.State.Item(v.Item.Stale.Because); because != nil {
		title = w.ItemTitle(because)
	}
	who := w.T("stale.somebody")
	if rested.Reopened != "" {
		who = w.Name(rested.Reopened)
	}
	return []string{
		w.T("stale.opened", "name", who, "title", title, "date", calendar.DateOf(v.Item.Stale.Since), "reason", v.Item.Stale.Reason),
		w.T("stale.rests", "title", w.ItemTitle(v.Item), "other", title),
	}
}

// changedAnswers are the answers before and after, as far as the reader may read them.
func (w *words) changedAnswers(st workflow.State, changed []desk.ChangedAnswer) pages.Changes {
	var all pages.Changes
	for _, c := range changed {
		i := st.Item(c.Item)
		f := i.Def.Field(c.Field)
		if f == nil {
			continue
		}
		all = append(all, pages.Change{
			Ref: refOf(f), Question: w.Text(f.Text), What: w.T("stale.changed_by", "by", w.By(c.After.By, c.After.At)),
			Texts: true, Old: w.asShown(f, c.Before), New: w.asShown(f, c.After),
		})
	}
	return all
}

// asShown is an answer's text, or why it is not there.
func (w *words) asShown(f *workflow.Field, a workflow.Answer) string {
	switch {
	case a.Withheld:
		return w.T("answer.not_shared")
	case a.Erased:
		return w.T("answer.erased")
	default:
		return w.Reads(f, a.Text)
	}
}

// alsoStale names what else rests on the same; empty for nothing.
func (w *words) alsoStale(v itemView) string {
	var titles []string
	for _, i := range v.State.Items {
		if i != v.Item && i.Stale != nil && i.Stale.Because == v.Item.Stale.Because && i.State == journey.Completed {
			titles = append(titles, w.ItemTitle(i))
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return w.T("stale.also", "titles", w.List(titles))
}

// whatToDo tells the reader what they can do, or who can.
func (w *words) whatToDo(v itemView) string {
	confirm := workflow.ConfirmStale{Target: workflow.Target{Journey: v.State.ID}, Item: v.Item.ID}
	if workflow.Allowed(v.State, w.Actor, confirm, w.Now) == nil {
		return w.T("stale.do")
	}
	return w.T("stale.who", "roles", w.Roles(keepers(v.Item)))
}
