package journeys

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"
)

// version lists every answer of what is signed, and says what it is: what is about to be signed, the signed
// version, or the answers as they stand before anybody has signed.
func (a *approvals) version(signing bool) (string, []pages.VersionSection) {
	title, pins := a.T("approval.version"), a.v.State.Freeze(a.v.Item).Pins
	if sig := a.v.Item.Signature; sig != nil && !signing {
		title, pins = a.T("approval.version_signed", "number", sig.Edition), sig.Pins
	} else if !signing {
		title = a.T("approval.version_now")
	}
	pinned := map[revisionKey]workflow.Pin{}
	for _, p := range pins {
		pinned[revisionKey{item: p.Item, field: p.Field}] = p
	}
	var all []pages.VersionSection
	for _, i := range a.of() {
		for _, section := range i.Def.Sections {
			all = append(all, a.versionSection(i, section, pinned))
		}
	}
	return title, all
}

func (a *approvals) versionSection(i *workflow.Item, section *workflow.Section, pinned map[revisionKey]workflow.Pin) pages.VersionSection {
	w := &answers{words: a.words, c: a.c, v: itemView{State: a.v.State, Item: i}}
	made := pages.VersionSection{Title: w.sectionTitle(i, section)}
	for _, f := range section.Fields() {
		pin, ok := pinned[revisionKey{item: i.ID, field: f.ID}]
		made.Rows = append(made.Rows, a.versionRow(w, f, pin))
		if !ok {
			continue
		}
		for _, p := range f.Prompts {
			if pin, ok := pinned[revisionKey{item: i.ID, field: p.ID}]; ok && pin.Revision > 0 {
				made.Rows = append(made.Rows, a.versionRow(w, p, pin))
			}
		}
	}
	return made
}

// versionRow is one answer as it stands in the version.
func (a *approvals) versionRow(w *answers, f *workflow.Field, pin workflow.Pin) parts.SummaryRow {
	row := parts.SummaryRow{Key: w.fieldLabel(f.ID)}
	if w.v.Item.Def.Kind == journey.Checklist && f.Question == nil {
		standing := pin.Standing
		if standing == "" {
			standing = journey.NotBegun
		}
		row.Status = parts.Status{Kind: site.StandingKinds[standing], Text: a.Standing(standing)}
	}
	if pin.Revision == 0 {
		return row
	}
	text := a.texts[revisionKey{pin.Item, pin.Field, pin.Revision}]
	row.Value = a.versionValue(w, f, text)
	row.Note = a.T("answer.written", "by", a.By(text.by, text.at))
	return row
}

func (a *approvals) versionValue(w *answers, f *workflow.Field, text revision) pages.CheckAnswer {
	value := pages.CheckAnswer{Text: a.Reads(f, text.text)}
	if text.withheld {
		value.Withheld = a.withheldText(f.Section)
	}
	if f.Type == workflow.Rows {
		value.Table = w.rowsTable(f, text.text)
	}
	return value
}

// changes compares two versions by their pins.
func (a *approvals) changes(before, now []workflow.Pin) []pages.Change {
	old := map[revisionKey]workflow.Pin{}
	for _, p := range before {
		old[revisionKey{item: p.Item, field: p.Field}] = p
	}
	var all []pages.Change
	for _, p := range now {
		key := revisionKey{item: p.Item, field: p.Field}
		was := old[key]
		delete(old, key)
		if was != p {
			all = append(all, a.change(was, p))
		}
	}
	for _, p := range before {
		if gone, ok := old[revisionKey{item: p.Item, field: p.Field}]; ok {
			all = append(all, a.change(gone, workflow.Pin{Item: p.Item, Field: p.Field}))
		}
	}
	return slices.DeleteFunc(all, func(c pages.Change) bool { return c.What == "" && !c.Texts })
}

// change says what is different between two pins of one answer.
func (a *approvals) change(was, now workflow.Pin) pages.Change {
	i := a.v.State.Item(now.Item)
	made := pages.Change{Question: string(now.Field)}
	f := i.Def.Field(now.Field)
	if f != nil {
		made.Question = a.Text(f.Text)
		if i.Def.Kind == journey.Checklist {
			made.Ref = refOf(f)
		}
	}
	if was.Revision != now.Revision {
		made.Texts = true
		made.Old, made.New = a.pinText(f, was), a.pinText(f, now)
	}
	if from, to := orNotBegun(was.Standing), orNotBegun(now.Standing); i.Def.Kind == journey.Checklist && from != to {
		made.What = a.T("approval.standing_changed", "from", a.Standing(from), "to", a.Standing(to))
	}
	if was.Revision > 0 && now.Revision > 0 && was.QuestionVersion != now.QuestionVersion {
		made.What = a.T("approval.question_changed")
	}
	return made
}

func (a *approvals) pinText(f *workflow.Field, p workflow.Pin) string {
	text := a.texts[revisionKey{p.Item, p.Field, p.Revision}]
	switch {
	case p.Revision == 0:
		return ""
	case text.withheld:
		return a.T("answer.not_shared")
	case f == nil:
		return text.text
	default:
		return a.Reads(f, text.text)
	}
}

func orNotBegun(s journey.Standing) journey.Standing {
	if s == "" {
		return journey.NotBegun
	}
	return s
}

// since lists what was written after an event, which the signer had seen as the last.
func (a *approvals) since(seen int64) []pages.Change {
	before := map[revisionKey]workflow.Pin{}
	var was, now []workflow.Pin
	for key, r := range a.texts {
		plain := revisionKey{item: key.item, field: key.field}
		if pin := before[plain]; r.number <= seen && key.revision > pin.Revision {
			before[plain] = workflow.Pin{Item: key.item, Field: key.field, Revision: key.revision}
		}
	}
	for _, p := range a.v.State.Freeze(a.v.Item).Pins {
		p.Standing, p.QuestionVersion = "", 0
		old := before[revisionKey{item: p.Item, field: p.Field}]
		old.Item, old.Field = p.Item, p.Field
		was, now = append(was, old), append(now, p)
	}
	return a.changes(was, now)
}
