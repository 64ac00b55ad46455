package workflow

import (
	"fmt"
	"strings"

	"startklar/domain/journey"
)

// outline writes indented lines.
type outline struct {
	b    strings.Builder
	lang string
}

func (o *outline) line(depth int, format string, args ...any) {
	o.b.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&o.b, format, args...)
	o.b.WriteByte('\n')
}

func showText(def *Definition, lang string) string {
	o := &outline{lang: lang}
	o.line(0, "%s (%s, version %d)", oneLine(def.Title.In(lang)), def.Key, def.Version)
	if !def.Purpose.IsZero() {
		o.line(0, "%s", oneLine(def.Purpose.In(lang)))
	}
	for _, s := range def.Stages {
		o.stage(s)
	}
	return o.b.String()
}

func (o *outline) stage(s *Stage) {
	o.line(0, "")
	o.line(0, "%d. %s (%s)", s.Index+1, oneLine(s.Title.In(o.lang)), s.ID)
	o.gate(1, "opens", s.Entry)
	if len(s.CloseRoles) > 0 {
		o.line(1, "closed by %s", alternatives(wordsOf(s.CloseRoles)))
	}
	for _, i := range s.Items {
		o.item(i)
	}
}

func (o *outline) item(i *PlanItem) {
	o.line(1, "- %s (%s): %s", oneLine(i.Title.In(o.lang)), i.ID, strings.Join(itemFacts(i), ", "))
	o.gate(2, "opens", i.Entry)
	if i.Exit != nil {
		o.gate(2, "ends", *i.Exit)
	}
	if i.Due != nil {
		o.line(2, "due %s", strings.Join(deadlineFacts(i), "; "))
	}
	if i.Anchor != "" {
		o.line(2, "sets the date %q", i.Anchor)
	}
	if len(i.Of) > 0 {
		o.line(2, "freezes %s", strings.Join(wordsOf(i.Of), ", "))
	}
	for _, s := range i.Sections {
		o.line(2, "%s %s: %s", s.ID, oneLine(s.Title.In(o.lang)), asked(i.Kind, s))
	}
	for _, d := range i.Documents {
		o.line(2, "%s %s", d.ID, oneLine(d.Title.In(o.lang)))
	}
}

// itemFacts says in a few words what an item is like.
func itemFacts(i *PlanItem) []string {
	facts := []string{string(i.Kind), requiredFact(i)}
	if i.AutoStart && i.Kind != journey.Milestone {
		facts = append(facts, "starts by itself")
	}
	if i.Discretionary {
		facts = append(facts, "where somebody adds it")
	}
	if len(i.Roles) > 0 {
		facts = append(facts, alternatives(wordsOf(i.Roles)))
	}
	if i.Minutes > 0 {
		facts = append(facts, fmt.Sprintf("about %d min", i.Minutes))
	}
	if i.Repeat != nil {
		facts = append(facts, repeatFact(i.Repeat))
	}
	return facts
}

func requiredFact(i *PlanItem) string {
	switch {
	case i.RequiredWhen != nil:
		return "required when " + oneLine(i.RequiredWhen.Text)
	case i.Required:
		return "required"
	case i.Kind == journey.Milestone:
		return "occurs by itself"
	}
	return "optional"
}

func repeatFact(r *Repeat) string {
	text := "repeated"
	if r.Every != "" {
		text += " every " + r.Every
	}
	if r.Max > 0 {
		text += fmt.Sprintf(", at most %d times", r.Max)
	}
	return text
}

func deadlineFacts(i *PlanItem) []string {
	facts := []string{i.Due.String()}
	if len(i.Reminders) > 0 {
		var before []string
		for _, r := range i.Reminders {
			before = append(before, r.String())
		}
		facts = append(facts, "reminder "+strings.Join(before, " and ")+" before")
	}
	if i.Escalate != nil {
		facts = append(facts, fmt.Sprintf("%s is warned %s after", alternatives(wordsOf(i.Escalate.To)), i.Escalate.After))
	}
	return facts
}

// gate writes what a gate waits for; nothing for one that is open from the start.
func (o *outline) gate(depth int, verb string, s Sentry) {
	var parts []string
	for _, on := range s.On {
		parts = append(parts, fmt.Sprintf("%s%s is %s", on.Item, on.Stage, spoken(on.Is)))
	}
	if s.If != nil {
		parts = append(parts, oneLine(s.If.Text))
	}
	if len(parts) > 0 {
		o.line(depth, "%s when %s", verb, strings.Join(parts, " and "))
	}
}

// asked counts what a section asks.
func asked(kind journey.Kind, s *Section) string {
	prompts := 0
	for _, f := range s.Fields() {
		prompts += len(f.Prompts)
	}
	if kind == journey.Form {
		return counted(len(s.Fields()), "field")
	}
	if prompts == 0 {
		return counted(len(s.Fields()), "question")
	}
	return counted(len(s.Fields()), "question") + ", " + counted(prompts, "prompt")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
