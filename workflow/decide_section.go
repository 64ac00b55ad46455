package workflow

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
)

// FieldProblem is what keeps a section from being declared finished.
type FieldProblem struct {
	Field journey.FieldID
	Key   string
	Args  domain.Args
}

func (d *decision) section(item journey.InstanceID, id journey.SectionID) (*Item, *Section, error) {
	i, err := d.open(item)
	if err != nil {
		return nil, nil, err
	}
	section := i.Def.Section(id)
	if section == nil {
		return nil, nil, domain.Refuse(domain.NotFound, "section_unknown", domain.Args{"section": string(id)})
	}
	return i, section, nil
}

func (c DeclareSection) decide(d *decision) error {
	i, section, err := d.section(c.Item, c.Section)
	if err != nil {
		return err
	}
	if err := domain.LimitText("note", c.Note, MaxReason); err != nil {
		return err
	}
	if i.Section(c.Section).Declared() {
		return nil
	}
	if problems := d.state.Problems(i, section); len(problems) > 0 {
		return &domain.Error{Code: domain.Invalid, Key: "section_incomplete", Args: domain.Args{"title": section.Title}, Detail: problems}
	}
	gaps := d.state.Gaps(i, section)
	if !sameFields(gaps, c.Gaps) {
		return &domain.Error{
			Code: domain.Conflict, Key: "gaps_not_named", Detail: gaps,
			Args: domain.Args{"title": section.Title, "count": len(gaps)},
		}
	}
	d.start(i)
	d.emit(partSubject(c.Item, string(c.Section)), &SectionDeclared{Gaps: gaps, Note: c.Note})
	return nil
}

func (c OpenSection) decide(d *decision) error {
	i, _, err := d.section(c.Item, c.Section)
	if err != nil {
		return err
	}
	if i.Section(c.Section).Declared() {
		d.emit(partSubject(c.Item, string(c.Section)), &SectionOpened{})
	}
	return nil
}

// Gaps lists the questions of a section that are neither clear nor for the workshop.
func (s State) Gaps(i *Item, section *Section) []journey.FieldID {
	if i.Def.Kind != journey.Checklist {
		return nil
	}
	var gaps []journey.FieldID
	for _, f := range section.Fields() {
		if st := s.StandingOf(i.ID, f.ID); st != journey.Clear && st != journey.ForWorkshop {
			gaps = append(gaps, f.ID)
		}
	}
	return gaps
}

func sameFields(a, b []journey.FieldID) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// Problems lists what keeps a section from being declared: required fields without content, and content
// that is not what its field takes. Drafts are free of this.
func (s State) Problems(i *Item, section *Section) []FieldProblem {
	var problems []FieldProblem
	for _, f := range section.Fields() {
		text := ""
		if a := s.Answer(i.ID, f.ID); a != nil {
			text = strings.TrimSpace(a.Text)
		}
		if key, args := f.check(text); key != "" {
			problems = append(problems, FieldProblem{Field: f.ID, Key: key, Args: args})
		}
	}
	return problems
}

// check returns the key of what is wrong with a text for this field; empty if nothing is.
func (f *Field) check(text string) (string, domain.Args) {
	if text == "" || f.Type == Rows && noRows(text) {
		if f.Required {
			return "field_required", nil
		}
		return "", nil
	}
	switch f.Type {
	case Number, Integer:
		return f.checkNumber(text)
	case DateType:
		if _, err := calendar.ParseDate(text); err != nil {
			return "not_a_date", nil
		}
	case YesNo:
		if text != "yes" && text != "no" {
			return "not_a_choice", nil
		}
	case Choice:
		if !slices.ContainsFunc(f.Choices, func(o ChoiceOption) bool { return o.ID == text }) {
			return "not_a_choice", nil
		}
	case Rows:
		return f.checkRows(text)
	}
	return "", nil
}

func (f *Field) checkNumber(text string) (string, domain.Args) {
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return "not_a_number", nil
	case f.Type == Integer && v != float64(int64(v)):
		return "not_an_integer", nil
	case f.Min != nil && v < *f.Min:
		return "too_small", domain.Args{"min": *f.Min}
	case f.Max != nil && v > *f.Max:
		return "too_large", domain.Args{"max": *f.Max}
	}
	return "", nil
}

// Row is one row of a Rows field: texts by column.
type Row map[journey.FieldID]string

// ParseRows reads the value of a Rows field.
func ParseRows(text string) ([]Row, error) {
	var rows []Row
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	err := json.Unmarshal([]byte(text), &rows)
	return rows, err
}

// noRows tells whether a text is a table without rows, however it is written.
func noRows(text string) bool {
	rows, err := ParseRows(text)
	return err == nil && len(rows) == 0
}

func (f *Field) checkRows(text string) (string, domain.Args) {
	rows, err := ParseRows(text)
	if err != nil {
		return "not_rows", nil
	}
	for n, row := range rows {
		for _, column := range f.Columns {
			if key, args := column.check(strings.TrimSpace(row[column.ID])); key != "" {
				return "row_problem", domain.Args{"row": n + 1, "column": column.Text, "problem": key, "args": args}
			}
		}
	}
	return "", nil
}

// parseNumber reads a number as people write it; 0 for anything else.
func parseNumber(text string) float64 {
	v, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	if err != nil {
		return 0
	}
	return v
}
