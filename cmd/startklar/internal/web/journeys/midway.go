package journeys

import (
	"slices"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/programme"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// askedAgain is a question that was not clear when the leadership signed: how it stood then, and how it stands now.
type askedAgain struct {
	field     *workflow.Field
	then, now journey.Standing
	// before and after are the answers as far as the viewer may read them.
	before, after string
	owner         string
	due           string
}

// openAtSignOff lists the questions that were not clear at the latest sign-off. Without a sign-off they are those that
// are not clear now.
func (s *Pages) openAtSignOff(c echo.Context, st workflow.State) ([]askedAgain, error) {
	checklist := st.Item(programme.Readiness.Instance(1))
	if checklist == nil {
		return nil, nil
	}
	w, pins := s.words(c), signedPins(st, checklist)
	entries, err := s.Desk.History(w.Ctx, w.Actor, st.ID, time.Time{})
	if err != nil {
		return nil, err
	}
	texts := revisions(entries)
	var all []askedAgain
	for _, f := range fieldsOf(checklist) {
		pin, signed := pins[f.ID]
		one := askedAgain{field: f, then: pin.Standing, now: st.StandingOf(checklist.ID, f.ID)}
		if !signed {
			one.then = journey.NotBegun
		}
		if len(pins) == 0 {
			one.then = one.now
		}
		if one.then == journey.Clear {
			continue
		}
		one.before = readable(w, texts[revisionKey{checklist.ID, f.ID, pin.Revision}])
		one.current(w, st.Answer(checklist.ID, f.ID))
		all = append(all, one)
	}
	return all, nil
}

func (one *askedAgain) current(w *words, now *workflow.Answer) {
	switch {
	case now == nil:
	case now.Withheld:
		one.after = w.T("answer.not_shared")
	default:
		one.after, one.owner = now.Text, w.Name(now.Owner)
		if !now.Due.IsZero() {
			one.due = now.Due.String()
		}
	}
}

func readable(w *words, r revision) string {
	if r.withheld {
		return w.T("answer.not_shared")
	}
	return r.text
}

// signedPins are the questions as the leadership signed them, by id; none before a sign-off.
func signedPins(st workflow.State, checklist *workflow.Item) map[journey.FieldID]workflow.Pin {
	pins := map[journey.FieldID]workflow.Pin{}
	for _, i := range st.Items {
		if i.Signature == nil || !approves(i, checklist) {
			continue
		}
		for _, p := range i.Signature.Pins {
			pins[p.Field] = p
		}
	}
	return pins
}

// midway asks the open questions again: then and now beside each other, and one press that puts them into the table.
func (s *Pages) midway(c echo.Context, v itemView) []templ.Component {
	asked, err := s.openAtSignOff(c, v.State)
	if err != nil {
		return nil
	}
	w := s.words(c)
	all := []templ.Component{pages.Heading{ID: "stillet-igen", Text: w.T("midway.heading"), Lead: w.T("midway.lead", "count", len(asked))}}
	if len(asked) == 0 {
		return append(all, parts.EmptyState{Text: w.T("midway.none")})
	}
	t := parts.Table{Caption: w.T("midway.heading"), HideCaption: true, Columns: []parts.Column{
		{Label: w.T("steering.column.question")}, {Label: w.T("midway.then")}, {Label: w.T("midway.now")}, {Label: w.T("midway.changed")},
	}}
	for _, one := range asked {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: w.T("checklist.numbered", "ref", refOf(one.field), "title", one.field.Text)},
			{Value: parts.Status{Kind: site.StandingKinds[one.then], Text: w.Standing(one.then)}, Note: one.before},
			{Value: parts.Status{Kind: site.StandingKinds[one.now], Text: w.Standing(one.now)}, Note: one.after},
			{Text: w.T(one.change())},
		}})
	}
	all = append(all, t)
	f := v.Item.Def.Field(programme.OpenQuestions)
	a := &answers{words: w, c: c, v: v}
	if f == nil || !a.writable(f.Section) {
		return all
	}
	rows, missing := a.withAsked(f, asked)
	if missing == 0 || rows == nil {
		return append(all, parts.Notice{Text: w.T("midway.all_there")})
	}
	return append(all, pages.Form{
		Action: site.ItemPath(v.State.ID, v.Item.ID) + "/stil-igen", Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(a.revision(f.ID))},
		Buttons: parts.Buttons{{Label: w.T("midway.use", "count", missing)}},
	})
}

// change names what is different since the sign-off.
func (one askedAgain) change() string {
	switch {
	case one.now == journey.Clear:
		return "midway.clear"
	case one.before != one.after && one.then != one.now:
		return "midway.both"
	case one.then != one.now:
		return "midway.standing"
	case one.before != one.after:
		return "midway.text"
	default:
		return "midway.same"
	}
}

// withAsked is the form's table with the questions that it lacks, and how many those are; nil where the table cannot
// be read.
func (a *answers) withAsked(f *workflow.Field, asked []askedAgain) (rows []workflow.Row, missing int) {
	rows, err := workflow.ParseRows(a.stands(f).Text)
	if err != nil {
		return nil, 0
	}
	for _, one := range asked {
		ref := refOf(one.field)
		there := slices.ContainsFunc(rows, func(r workflow.Row) bool {
			first, _, _ := strings.Cut(strings.TrimSpace(r["question"])+" ", " ")
			return strings.TrimRight(first, ".:,") == ref
		})
		if there {
			continue
		}
		missing++
		row := workflow.Row{"question": a.T("checklist.numbered", "ref", ref, "title", one.field.Text)}
		for column, value := range map[journey.FieldID]string{"now": nowChoice[one.now], "owner": one.owner, "by": one.due} {
			if value != "" {
				row[column] = value
			}
		}
		rows = append(rows, row)
	}
	return rows, missing
}

// nowChoice is how the form says where a question stands.
var nowChoice = map[journey.Standing]string{
	journey.Clear: "clear", journey.Clarifying: "clarifying", journey.ForWorkshop: "clarifying",
}

// BringAgain puts the questions into the form's table, below what stands there.
func (s *Pages) BringAgain(c echo.Context) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	f := v.Item.Def.Field(programme.OpenQuestions)
	if v.Item.Def.ID != programme.MidwayReview || f == nil {
		return domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": string(programme.OpenQuestions)})
	}
	asked, err := s.openAtSignOff(c, v.State)
	if err != nil {
		return err
	}
	a := &answers{words: s.words(c), c: c, v: v}
	rows, missing := a.withAsked(f, asked)
	if missing == 0 {
		return site.SeeOther(c, site.ItemPath(v.State.ID, v.Item.ID))
	}
	return s.Carry(c, site.Write{
		Command: workflow.SaveAnswer{Target: target(c), Item: v.Item.ID, Field: f.ID, Text: encodeRows(rows), Base: a.revision(f.ID)},
		Done:    "midway.used", Back: site.ItemPath(v.State.ID, v.Item.ID) + "#" + pages.FieldName(string(f.ID)), Again: s.againItem("stil-igen"),
	})
}
