package workflow

import (
	"slices"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// compile fills the definition: first everything that has an id, then what refers to ids.
func (c *compiler) compile(shape *definitionShape) {
	d := c.def
	d.Key, d.Version = string(shape.Definition), shape.Version
	d.Languages = languagesOf(shape)
	d.Title, d.Purpose = c.text(shape.Title), c.text(shape.Purpose)
	for i := range shape.Stages {
		c.stage(&shape.Stages[i])
	}
	for _, n := range c.nodes {
		c.gates(n)
		if n.item != nil {
			c.deadline(n)
			c.approvalOf(n)
		}
	}
}

func languagesOf(shape *definitionShape) []string {
	declared := slices.DeleteFunc(wordsOf(shape.Languages), func(l string) bool { return l == "" })
	if len(declared) == 0 {
		return []string{"da"}
	}
	return declared
}

// text compiles a text and reports languages that it lacks or should not have.
func (c *compiler) text(w words) domain.Text {
	var t domain.Text
	switch {
	case w.in == nil && w.plain == "":
	case w.in == nil && len(c.def.Languages) > 1:
		c.add(ruleMissingTranslation, w.start, "this text must be written in each declared language: %s", sampleOf(c.def.Languages))
	case w.in == nil:
		setLanguage(&t, c.def.Languages[0], w.plain)
	case len(c.def.Languages) == 1:
		c.add(ruleUndeclaredLanguage, w.start,
			"the definition declares one language: write the text itself, or declare more with languages: [da, en]")
	default:
		c.eachLanguage(&t, w)
	}
	return t
}

func (c *compiler) eachLanguage(t *domain.Text, w words) {
	written := map[string]bool{}
	for _, l := range w.in {
		switch {
		case !slices.Contains(c.def.Languages, l.language):
			c.add(ruleUndeclaredLanguage, l.start, "language %q is not declared: %s", l.language, suggest(l.language, c.def.Languages))
		case written[l.language]:
			c.add(ruleDuplicateKey, l.start, "%q stands twice: remove one of them", l.language)
		}
		written[l.language] = true
		setLanguage(t, l.language, l.text)
	}
	for _, l := range c.def.Languages {
		if !written[l] {
			c.add(ruleMissingTranslation, w.start, "this text lacks the language %q: add %s: …", l, l)
		}
	}
}

func setLanguage(t *domain.Text, language, text string) {
	text = strings.TrimSpace(text)
	switch language {
	case "da":
		t.DA = text
	case "en":
		t.EN = text
	}
}

func sampleOf(languages []string) string {
	parts := make([]string, len(languages))
	for i, l := range languages {
		parts[i] = l + ": …"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// scope holds the ids of one kind within one thing, with their places.
type scope map[string]position

// claim reports an id that the scope already has.
func (c *compiler) claim(s scope, id string, at position) {
	if id == "" {
		return
	}
	if first, taken := s[id]; taken {
		c.add(ruleDuplicateID, at, "the id %q is already used in line %d: choose another", id, first.line)
		return
	}
	s[id] = at
}

func (c *compiler) stage(shape *stageShape) {
	s := &Stage{
		ID: shape.ID, Index: len(c.def.Stages), CloseRoles: rolesOf(shape.Close),
		Title: c.text(shape.Title), Help: c.text(shape.Help),
	}
	c.def.Stages = append(c.def.Stages, s)
	n := &planNode{stage: s, stageShape: shape}
	c.enter(n)
	for i := range shape.Items {
		c.item(n, &shape.Items[i])
	}
}

// enter makes a node known by its id; items and stages share one scope, for gates name both.
func (c *compiler) enter(n *planNode) {
	c.nodes = append(c.nodes, n)
	if n.id() == "" {
		return
	}
	if first := c.byID[n.id()]; first != nil {
		c.add(ruleDuplicateID, n.place().value("id"), "the id %q is already used in line %d: choose another",
			n.id(), first.place().value("id").line)
		return
	}
	c.byID[n.id()] = n
	if n.item != nil {
		c.def.items[n.item.ID] = n.item
	}
}

func (c *compiler) item(within *planNode, shape *itemShape) {
	i := &PlanItem{
		ID: shape.ID, Index: len(c.def.Items), Kind: shape.Kind, Stage: within.stage,
		Title: c.text(shape.Title), Help: c.text(shape.Help), Minutes: shape.Minutes,
		Roles:     rolesOf(shape.Role),
		AutoStart: shape.Start == "auto" || shape.Kind == journey.Milestone,
		Anchor:    string(shape.Anchor), SelfSign: shape.Kind == journey.Approval && orTrue(shape.SelfSign),
		Declaration: c.text(shape.Declaration), Repeat: repeatOf(shape.Repeat),
		Discretionary: isTrue(shape.Discretionary), ByRecords: isTrue(shape.ByRecords),
	}
	i.AutoComplete = completesItself(i.Kind) && orTrue(shape.AutoComplete)
	defaults(i, shape)
	c.sections(i, shape)
	c.documents(i, shape)
	within.stage.Items = append(within.stage.Items, i)
	c.def.Items = append(c.def.Items, i)
	n := &planNode{stage: within.stage, item: i, itemShape: shape, within: within}
	within.inside = append(within.inside, n)
	c.enter(n)
	c.anchor(n)
}

// defaults fills what follows from other keys where it is not written.
func defaults(i *PlanItem, shape *itemShape) {
	i.Required = i.Kind != journey.Milestone
	if shape.has("required") {
		i.Required = shape.Required.always || shape.Required.when != ""
	}
	i.SkippedCounts = !i.Required
	if shape.SkippedCounts != nil {
		i.SkippedCounts = *shape.SkippedCounts
	}
	i.SkipRoles, i.OverrideRoles, i.ReopenRoles = rolesOf(shape.Skip), rolesOf(shape.Override), rolesOf(shape.Reopen)
	if !shape.has("skip") && !i.Required {
		i.SkipRoles = slices.Clone(i.Roles)
	}
	if !shape.has("reopen") {
		i.ReopenRoles = slices.Clone(i.Roles)
	}
}

// anchor indexes the date that an item sets.
func (c *compiler) anchor(n *planNode) {
	switch name := n.item.Anchor; name {
	case "":
	case StartAnchor:
		c.add(ruleDuplicateID, n.itemShape.value("anchor"), "%q is the date on which the journey starts: choose another name", name)
	default:
		c.def.anchors[name] = append(c.def.anchors[name], n.item)
	}
}

// completesItself tells whether a kind of item has parts whose completion completes it.
func completesItself(k journey.Kind) bool {
	return k == journey.Checklist || k == journey.Form || k == journey.Delivery
}

func repeatOf(shape *repeatShape) *Repeat {
	if shape == nil {
		return nil
	}
	return &Repeat{Max: shape.Max, Every: string(shape.Every)}
}

// rolesOf leaves out the roles that could not be read.
func rolesOf(l roleList) []person.Role {
	return slices.DeleteFunc(slices.Clone(l), func(r person.Role) bool { return r == "" })
}

func isTrue(flag *bool) bool { return flag != nil && *flag }

func orTrue(flag *bool) bool { return flag == nil || *flag }
