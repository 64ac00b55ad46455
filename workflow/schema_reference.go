package workflow

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// shapeTitles orders the tables of the reference.
var shapeTitles = []struct {
	title string
	shape reflect.Type
	intro string
}{
	{"The file", reflect.TypeFor[definitionShape](), ""},
	{"Stage", reflect.TypeFor[stageShape](), "An element of `stages`."},
	{"Item", reflect.TypeFor[itemShape](), "An element of a stage's `items`. The kind decides which keys it has."},
	{"Gate", reflect.TypeFor[gateShape](), "An element of `after`: the id of an item or stage alone, or these keys."},
	{"Exit", reflect.TypeFor[exitShape](), ""},
	{"Repeat", reflect.TypeFor[repeatShape](), "`repeat: {}` repeats without limit, by hand."},
	{"Escalate", reflect.TypeFor[escalationShape](), ""},
	{"Section", reflect.TypeFor[sectionShape](), "An element of `sections`, of a checklist or form."},
	{"Group", reflect.TypeFor[groupShape](), "An element of a section's `groups`."},
	{"Question", reflect.TypeFor[questionShape](), "An element of a checklist's `questions`."},
	{"Prompt", reflect.TypeFor[promptShape](), "An element of a question's `prompts`."},
	{"Field", reflect.TypeFor[fieldShape](), "An element of a form's `fields`. The type decides which keys it has."},
	{"Column", reflect.TypeFor[columnShape](), "An element of a field's `columns`."},
	{"Choice", reflect.TypeFor[choiceShape](), "An element of `choices`."},
	{"Document", reflect.TypeFor[documentShape](), "An element of a delivery's `documents`."},
}

// Reference returns the documentation of the format in Markdown: a table for each mapping, what conditions
// can use, and the rules of the lint. It is made from what Parse reads by.
func Reference() string {
	var b strings.Builder
	for _, s := range shapeTitles {
		fmt.Fprintf(&b, "### %s\n\n", s.title)
		if s.intro != "" {
			fmt.Fprintf(&b, "%s\n\n", s.intro)
		}
		b.WriteString("| key | type | default | meaning | example |\n|---|---|---|---|---|\n")
		for _, k := range keysOf(s.shape) {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", k.name, typeName(k.typ), cell(presetOf(k)), cell(meaningOf(k)), codeCell(k.example))
		}
		b.WriteByte('\n')
	}
	referenceConditions(&b)
	referenceRules(&b)
	return b.String()
}

// referenceConditions lists what a condition can use.
func referenceConditions(b *strings.Builder) {
	b.WriteString("### Conditions\n\nExpressions of [expr](https://expr-lang.org) that give true or false. Ids stand in quotes and are checked.\n\n")
	b.WriteString("| name | type |\n|---|---|\n")
	for _, f := range reflect.VisibleFields(reflect.TypeFor[ConditionEnv]()) {
		fmt.Fprintf(b, "| `%s` | %s |\n", f.Tag.Get("expr"), cell(f.Type.String()))
	}
	b.WriteByte('\n')
}

func referenceRules(b *strings.Builder) {
	b.WriteString("### What the lint refuses\n\n| rule | refuses |\n|---|---|\n")
	for _, r := range AllRules() {
		fmt.Fprintf(b, "| `%s` | %s |\n", r.ID, cell(r.Means))
	}
}

// presetOf says what holds where a key is absent.
func presetOf(k shapeKey) string {
	switch {
	case k.required:
		return "must be there"
	case len(k.needed) > 0 && len(k.needed) == len(k.only):
		return "must be there"
	case len(k.needed) > 0:
		return "must be there, but for a " + alternatives(without(k.only, k.needed))
	}
	return k.preset
}

func meaningOf(k shapeKey) string {
	if len(k.only) == 0 || len(k.needed) > 0 && len(k.needed) < len(k.only) {
		return k.doc
	}
	return k.doc + " Only for " + alternatives(k.only) + "."
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(word string) bool { return slices.Contains(some, word) })
}

// typeName names a key's type for people.
func typeName(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[words]():
		return "text"
	case reflect.TypeFor[roleList]():
		return "role or list of roles"
	case reflect.TypeFor[requirement]():
		return "true, false or condition"
	}
	if w, ok := wordTypes[t]; ok {
		return wordName(w)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.Slice:
		return "list of " + typeName(t.Elem())
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "whole number"
	case reflect.Float64:
		return "number"
	}
	return strings.ToLower(shapeTitle(t))
}

func wordName(w wordType) string {
	switch {
	case len(w.enum) > 0:
		return fmt.Sprintf("%s: `%s`", w.called, strings.Join(w.enum, "`, `"))
	case w.pattern != nil:
		return fmt.Sprintf("%s (%s)", w.called, w.write)
	}
	return w.called
}

func shapeTitle(t reflect.Type) string {
	for _, s := range shapeTitles {
		if s.shape == t {
			return s.title
		}
	}
	return t.Name()
}

// cell keeps a text from breaking its table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func codeCell(text string) string {
	if text == "" {
		return ""
	}
	return "`" + cell(text) + "`"
}
