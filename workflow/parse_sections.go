package workflow

import (
	"cmp"

	"startklar/domain"
	"startklar/domain/journey"
)

// The lengths of texts where a definition gives none, in characters.
const (
	defaultTextLength = 4000
	defaultLineLength = 200
)

// itemScopes are the ids within one item.
type itemScopes struct{ sections, groups, fields scope }

// sections compiles the sections of a checklist or form.
func (c *compiler) sections(i *PlanItem, shape *itemShape) {
	i.fields = map[journey.FieldID]*Field{}
	ids := itemScopes{scope{}, scope{}, scope{}}
	for n := range shape.Sections {
		s := &shape.Sections[n]
		c.claim(ids.sections, string(s.ID), s.value("id"))
		section := &Section{ID: s.ID, Title: c.text(s.Title), Help: c.text(s.Help)}
		i.Sections = append(i.Sections, section)
		if asked := c.asked(i, section, ids, s); len(asked) > 0 {
			section.Groups = append(section.Groups, &Group{Fields: asked})
		}
		for g := range s.Groups {
			section.Groups = append(section.Groups, c.group(i, section, ids, &s.Groups[g]))
		}
	}
}

func (c *compiler) group(i *PlanItem, section *Section, ids itemScopes, shape *groupShape) *Group {
	c.claim(ids.groups, string(shape.ID), shape.value("id"))
	body := &sectionShape{place: shape.place, Questions: shape.Questions, Fields: shape.Fields}
	return &Group{ID: string(shape.ID), Title: c.text(shape.Title), Fields: c.asked(i, section, ids, body)}
}

// asked compiles the questions or fields of a section or group.
func (c *compiler) asked(i *PlanItem, section *Section, ids itemScopes, shape *sectionShape) []*Field {
	var all []*Field
	for n := range shape.Questions {
		all = append(all, c.question(i, section, ids.fields, &shape.Questions[n]))
	}
	for n := range shape.Fields {
		all = append(all, c.field(i, section, ids.fields, &shape.Fields[n]))
	}
	return all
}

func (c *compiler) question(i *PlanItem, section *Section, ids scope, shape *questionShape) *Field {
	q := c.body(&shape.askedBody)
	q.Section, q.Type, q.MaxLength = section, LongText, cmp.Or(shape.MaxLength, defaultTextLength)
	c.enterField(i, q, ids, shape.value("id"))
	for n := range shape.Prompts {
		p := &shape.Prompts[n]
		prompt := c.body(&p.askedBody)
		prompt.Section, prompt.Question, prompt.Type = section, q, LongText
		prompt.MaxLength, prompt.Optional = cmp.Or(p.MaxLength, defaultTextLength), isTrue(p.Optional)
		c.enterField(i, prompt, ids, p.value("id"))
		q.Prompts = append(q.Prompts, prompt)
	}
	return q
}

func (c *compiler) field(i *PlanItem, section *Section, ids scope, shape *fieldShape) *Field {
	f := c.typed(&shape.askedBody, &shape.valueBody, shape.Type, &shape.place)
	f.Section = section
	c.enterField(i, f, ids, shape.value("id"))
	columns := scope{}
	for n := range shape.Columns {
		col := &shape.Columns[n]
		c.claim(columns, string(col.ID), col.value("id"))
		column := c.typed(&col.askedBody, &col.valueBody, FieldType(col.Type), &col.place)
		column.Section = section
		f.Columns = append(f.Columns, column)
	}
	return f
}

// enterField makes a question, prompt or field known to its item.
func (c *compiler) enterField(i *PlanItem, f *Field, ids scope, at position) {
	c.claim(ids, string(f.ID), at)
	if i.fields[f.ID] == nil {
		i.fields[f.ID] = f
	}
}

// body compiles what every question and field has.
func (c *compiler) body(shape *askedBody) *Field {
	f := &Field{
		ID: shape.ID, Version: cmp.Or(shape.Version, 1), Source: shape.Source, Minutes: shape.Minutes,
		Text: c.text(shape.Text), Help: c.text(shape.Help), Why: c.text(shape.Why), Example: c.text(shape.Example),
	}
	f.Consider = c.texts(shape.Consider)
	return f
}

func (c *compiler) texts(all []words) []domain.Text {
	var texts []domain.Text
	for _, w := range all {
		texts = append(texts, c.text(w))
	}
	return texts
}

// typed compiles a form's field or a column.
func (c *compiler) typed(asked *askedBody, value *valueBody, t FieldType, at *place) *Field {
	f := c.body(asked)
	f.Type, f.Required, f.Min, f.Max = t, isTrue(value.Required), value.Min, value.Max
	switch t {
	case LongText:
		f.MaxLength = cmp.Or(value.MaxLength, defaultTextLength)
	case Line:
		f.MaxLength = cmp.Or(value.MaxLength, defaultLineLength)
	}
	if f.Min != nil && f.Max != nil && *f.Min > *f.Max {
		c.add(ruleMinOverMax, at.value("min"), "min %v is greater than max %v: exchange them", *f.Min, *f.Max)
	}
	choices := scope{}
	for n := range value.Choices {
		choice := &value.Choices[n]
		c.claim(choices, string(choice.ID), choice.value("id"))
		f.Choices = append(f.Choices, ChoiceOption{ID: string(choice.ID), Text: c.text(choice.Text)})
	}
	return f
}

func (c *compiler) documents(i *PlanItem, shape *itemShape) {
	ids := scope{}
	for n := range shape.Documents {
		d := &shape.Documents[n]
		c.claim(ids, string(d.ID), d.value("id"))
		i.Documents = append(i.Documents, &Document{
			ID: d.ID, Title: c.text(d.Title), Help: c.text(d.Help), Serves: c.text(d.Serves), Source: d.Source,
		})
	}
}
