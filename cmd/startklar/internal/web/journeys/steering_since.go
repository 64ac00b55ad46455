package journeys

import (
	"startklar/templates/pages"
	"startklar/workflow"

	"github.com/a-h/templ"
)

// since shows, folded, what has changed on the sheet since each administration answered; those that answered to the
// same sheet share one list.
func (f *steeringView) since() []templ.Component {
	var all []templ.Component
	var digests []string
	names := map[string][]string{}
	changes := map[string][]workflow.SheetChange{}
	for _, i := range f.v.State.Invitations {
		if len(f.v.Since[i.ID]) == 0 {
			continue
		}
		if names[i.Digest] == nil {
			digests = append(digests, i.Digest)
		}
		names[i.Digest], changes[i.Digest] = append(names[i.Digest], i.Administration), f.v.Since[i.ID]
	}
	for _, digest := range digests {
		all = append(all, pages.Folded{
			Summary: f.T("steering.since", "names", names[digest]), Parts: []templ.Component{f.sheetChanges(changes[digest])},
		})
	}
	return all
}

// sheetChanges writes changes of the sheet with before and after.
func (w *words) sheetChanges(all []workflow.SheetChange) pages.Changes {
	made := make(pages.Changes, len(all))
	for n, c := range all {
		made[n] = w.sheetChange(c)
	}
	return made
}

func (w *words) sheetChange(c workflow.SheetChange) pages.Change {
	made := pages.Change{Old: c.Before, New: c.Now, Texts: c.Before != c.Now && !c.Withheld}
	switch {
	case c.Asks:
		made.Question = w.T("steering.asks")
		made.Old, made.New = w.orUsual(c.Before, "steering.asks_usual"), w.orUsual(c.Now, "steering.asks_usual")
	case c.Section != nil:
		made.Question = w.T("steering.short", "title", w.T("checklist.track", "id", string(c.Section.ID), "title", c.Section.Title))
		made.Old, made.New = w.orUsual(c.Before, "steering.short_usual"), w.orUsual(c.Now, "steering.short_usual")
	case c.Item != nil:
		made.Ref, made.Question = refOf(c.Field), w.Text(c.Field.Text)
	default:
		made.Question = w.Text(c.Field.Text)
		made.Old, made.New = w.Reads(c.Field, c.Before), w.Reads(c.Field, c.Now)
	}
	if c.StoodBefore != c.StandsNow {
		made.What = w.T("approval.standing_changed", "from", w.Standing(c.StoodBefore), "to", w.Standing(c.StandsNow))
	} else if c.Withheld {
		made.What = w.T("answer.not_shared")
	}
	return made
}

// orUsual stands in for words that the leader has not written.
func (w *words) orUsual(text, usual string) string {
	if text == "" {
		return w.T(usual)
	}
	return text
}
