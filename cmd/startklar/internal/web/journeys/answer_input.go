package journeys

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// sentAnswer is one field as a form sent it.
type sentAnswer struct {
	field *workflow.Field
	text  string
	// base is the revision that the writer began from, key the field's client key.
	base int
	key  string
	// touched tells whether the writer changed anything since the page was made.
	touched bool
}

// unsettled is the base of a conflict in which nothing was chosen: no revision has it, so that the two texts
// are shown again.
const unsettled = -1

// sentAnswers reads every field of an item that the form sent. A field that came with nothing is not among
// them: somebody else's form has other fields.
func sentAnswers(c echo.Context, i *workflow.Item) ([]sentAnswer, error) {
	values, err := c.FormParams()
	if err != nil {
		return nil, err
	}
	var all []sentAnswer
	for _, section := range i.Def.Sections {
		for _, f := range section.Fields() {
			for _, one := range append([]*workflow.Field{f}, f.Prompts...) {
				if a, ok := sentField(values, one); ok {
					all = append(all, a)
				}
			}
		}
	}
	return all, nil
}

// sentField reads one field, a conflict that was settled in it included.
func sentField(values url.Values, f *workflow.Field) (sentAnswer, bool) {
	id := string(f.ID)
	revision, sent := values[pages.RevisionPrefix+id]
	if !sent {
		return sentAnswer{}, false
	}
	a := sentAnswer{field: f, key: values.Get(pages.KeyPrefix + id), text: sentText(values, f)}
	a.base, _ = strconv.Atoi(revision[0])
	a.touched = site.Fingerprint(a.text) != values.Get(pages.WasPrefix+id)
	if mine, clashed := values[pages.ConflictName(id)+"mine"]; clashed {
		a.settle(values.Get(pages.ConflictName(id)+"choice"), site.Plain(mine[0]))
	}
	return a, true
}

// settle applies what the writer chose between the two texts.
func (a *sentAnswer) settle(choice, mine string) {
	a.touched = choice != parts.UseTheirs
	switch choice {
	case parts.Merge, parts.UseTheirs:
	case parts.KeepMine:
		a.text = mine
	default:
		a.text, a.base = mine, unsettled
	}
}

// sentText is a field's text as it is stored.
func sentText(values url.Values, f *workflow.Field) string {
	if f.Type == workflow.Rows {
		return rowsText(values, f)
	}
	text := site.Plain(values.Get(pages.FieldName(string(f.ID))))
	if f.Type == workflow.LongText {
		return text
	}
	return strings.TrimSpace(text)
}

// rowsText makes the value of a small table: a row in which nothing stands is no row.
func rowsText(values url.Values, f *workflow.Field) string {
	rows := []workflow.Row{}
	for n := range maxRows {
		row, sent := workflow.Row{}, false
		for _, column := range f.Columns {
			cell, ok := values[pages.CellName(string(f.ID), n, string(column.ID))]
			sent = sent || ok
			if ok && strings.TrimSpace(cell[0]) != "" {
				row[column.ID] = strings.TrimSpace(site.Plain(cell[0]))
			}
		}
		if !sent {
			break
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return encodeRows(rows)
}

// maxRows bounds what is read of one small table.
const maxRows = 500

// encodeRows writes rows in one way only, so that equal tables are equal texts; nothing for no rows.
func encodeRows(rows []workflow.Row) string {
	if len(rows) == 0 {
		return ""
	}
	text, err := json.Marshal(rows) // keys of a map come sorted
	if err != nil {
		return ""
	}
	return string(text)
}

// fieldParam finds the field of the address.
func fieldParam(c echo.Context, i *workflow.Item) *workflow.Field {
	return i.Def.Field(journey.FieldID(c.Param("field")))
}

// questionOf is the question that a field belongs to: itself, or the one whose prompt it is.
func questionOf(f *workflow.Field) *workflow.Field {
	if f.Question != nil {
		return f.Question
	}
	return f
}

// fieldsOf lists an item's questions or fields in order.
func fieldsOf(i *workflow.Item) []*workflow.Field {
	var all []*workflow.Field
	for _, section := range i.Def.Sections {
		all = append(all, section.Fields()...)
	}
	return all
}

func indexOf(all []*workflow.Field, f *workflow.Field) int { return slices.Index(all, f) }
