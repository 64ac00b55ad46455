package demo

import (
	"fmt"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// form fills the sections of a form from one number up to another, and declares them finished.
func (t *tale) form(by person.Actor, item journey.InstanceID, from, to int) {
	id, _ := item.Item()
	for _, section := range t.def.Item(id).Sections[from:min(to, len(t.def.Item(id).Sections))] {
		t.fill(by, item, section.Fields())
		t.also(by, workflow.DeclareSection{Target: t.on(), Item: item, Section: section.ID})
	}
}

// fill writes in fields; what need not be filled is sometimes left empty.
func (t *tale) fill(by person.Actor, item journey.InstanceID, fields []*workflow.Field) {
	id, number := item.Item()
	for _, f := range fields {
		if !f.Required && t.chance(8) {
			continue
		}
		text, err := t.value(id, number, f)
		if err != nil && t.err == nil {
			t.err = err
		}
		command := workflow.SaveAnswer{Target: t.on(), Item: item, Field: f.ID, Text: text, Base: t.revision(item, f.ID)}
		if f.Type == workflow.LongText || f.Type == workflow.Rows {
			t.do(by, command)
		} else {
			t.also(by, command)
		}
	}
}

// value is what stands in a form's field.
func (t *tale) value(item journey.ItemID, number int, f *workflow.Field) (string, error) {
	v := t.words.Forms[item][f.ID]
	about := fmt.Sprintf("%s/%s/%d", item, f.ID, number)
	if f.Type == workflow.Rows {
		return t.voice().table(about, v.Rows)
	}
	texts := v.own(v.Any, t.place)
	if f.Type == workflow.Integer || f.Type == workflow.Number {
		texts = v.figures(t.place)
	}
	return t.voice().choose(about, texts), nil
}

// figures are those of the place's size, where there are any.
func (v variants) figures(p place) []string {
	if own := v.own(nil, p); len(own) > 0 {
		return own
	}
	return v.Any
}

// steering fills the form about the steering group.
func (t *tale) steering() {
	t.sitDown(t.pace)
	t.form(t.member, first(steeringGroup), 0, 99)
}

// project writes sections of the project plan, two at a sitting.
func (t *tale) project(from, to int) {
	sections := len(t.def.Item(projectPlan).Sections)
	for n := from; n < min(to, sections); n += 2 {
		t.sitDown(t.pace)
		by := t.member
		if n == 0 {
			by = t.leader
		}
		t.form(by, first(projectPlan), n, min(n+2, to))
	}
}

// sketch writes a few fields of the plan and declares nothing.
func (t *tale) sketch(fields int) {
	t.sitDown(1)
	all := fieldsOf(t.def.Item(projectPlan))
	t.fill(t.member, first(projectPlan), all[:min(fields, len(all))])
}
