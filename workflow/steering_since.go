package workflow

import "startklar/domain/journey"

// SheetChange is one thing on a decision sheet that is not what it was.
type SheetChange struct {
	// Section is the track whose own text changed; nil for the other kinds. Asks tells that the change is in what
	// the group is asked to agree.
	Section *Section
	Asks    bool
	// Item and Field are the question, or the figure of the plan; Item is nil for a figure.
	Item  *Item
	Field *Field
	// Before and Now are what stood and stands on the sheet, empty for nothing. They are the same where only the
	// standing changed.
	Before, Now string
	// StoodBefore and StandsNow are the question's standings; empty for what has none.
	StoodBefore, StandsNow journey.Standing
	// Withheld tells that one of the texts is not for this reader.
	Withheld bool
}

// Since lists what a sheet says otherwise than an earlier one of the same journey, in the sheet's order: what Digest
// covers, and no more than that.
func (sheet Sheet) Since(before Sheet) []SheetChange {
	var all []SheetChange
	if before.Asks.Text != sheet.Asks.Text {
		all = append(all, SheetChange{Asks: true, Before: before.Asks.Text, Now: sheet.Asks.Text})
	}
	written := map[journey.SectionID]string{}
	for _, t := range before.Tracks {
		written[t.Section.ID] = t.Text.Text
	}
	was, is := before.lines(), sheet.lines()
	for _, t := range sheet.Tracks {
		if was := written[t.Section.ID]; was != t.Text.Text {
			all = append(all, SheetChange{Section: t.Section, Before: was, Now: t.Text.Text})
		}
		summed := t.Text.Text != "" || written[t.Section.ID] != ""
		for _, f := range t.Section.Fields() {
			all = append(all, pointChange(t.Item, f, was[f.ID], is[f.ID], summed)...)
		}
	}
	return append(all, figureChanges(before.Capacity, sheet.Capacity)...)
}

// lines are the sheet's questions by their field. What is settled without an answer stands in no list.
func (sheet Sheet) lines() map[journey.FieldID]SheetPoint {
	all := map[journey.FieldID]SheetPoint{}
	for _, t := range sheet.Tracks {
		for _, f := range t.Section.Fields() {
			all[f.ID] = SheetPoint{Standing: journey.Clear}
		}
		for _, p := range t.Decided {
			all[p.Field.ID] = p
		}
	}
	for _, p := range sheet.Open {
		p.Text, p.Withheld = "", false // an open question stands there without its answer
		all[p.Field.ID] = p
	}
	return all
}

// pointChange compares one question. Where the leader's own words stood or stand in place of the answers, the words
// are what changed, and of the question only its standing is compared.
func pointChange(i *Item, f *Field, was, is SheetPoint, summed bool) []SheetChange {
	if summed {
		was.Text, is.Text = "", ""
	}
	if was.Standing == is.Standing && was.Text == is.Text {
		return nil
	}
	return []SheetChange{{
		Item: i, Field: f, Before: was.Text, Now: is.Text, StoodBefore: was.Standing, StandsNow: is.Standing,
		Withheld: !summed && (was.Withheld || is.Withheld),
	}}
}

func figureChanges(before, now []SheetFigure) []SheetChange {
	was := map[journey.FieldID]SheetFigure{}
	for _, f := range before {
		was[f.Field.ID] = f
	}
	var all []SheetChange
	for _, f := range now {
		if old := was[f.Field.ID]; old.Text != f.Text {
			all = append(all, SheetChange{Field: f.Field, Before: old.Text, Now: f.Text, Withheld: old.Withheld || f.Withheld})
		}
	}
	return all
}
