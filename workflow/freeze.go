package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// Frozen is a version of what an approval is of: every answer that stands there, pinned.
type Frozen struct {
	Pins []Pin
	// Wrote lists who wrote the answers, each once, in order of appearance.
	Wrote []person.ID
	// Digest is SHA-256, in hex, over every pin and its text: what a signature is given to.
	Digest string
}

// Freeze returns the version that a signature on the approval would freeze now.
func (s State) Freeze(approval *Item) Frozen {
	var f Frozen
	h := sha256.New()
	for _, i := range s.Items {
		if !slices.Contains(approval.Def.Of, i.Def.ID) {
			continue
		}
		for _, a := range s.answersOf(i) {
			pin := Pin{Item: a.Item, Field: a.Field, Revision: a.Revision, QuestionVersion: a.QuestionVersion}
			if i.Def.Kind == journey.Checklist {
				pin.Standing = a.Standing
			}
			f.Pins = append(f.Pins, pin)
			fmt.Fprintf(h, "%s/%s %d %d %s %d:%s\n", pin.Item, pin.Field, pin.Revision, pin.QuestionVersion, pin.Standing, len(a.Text), a.Text)
			if a.By != "" && !slices.Contains(f.Wrote, a.By) {
				f.Wrote = append(f.Wrote, a.By)
			}
		}
	}
	f.Digest = hex.EncodeToString(h.Sum(nil))
	return f
}

// answersOf lists an item's answers in the definition's order, then those whose question is gone.
func (s State) answersOf(i *Item) []*Answer {
	var all []*Answer
	for _, section := range i.Def.Sections {
		for _, f := range section.Fields() {
			for _, id := range append([]*Field{f}, f.Prompts...) {
				if a := s.Answer(i.ID, id.ID); a != nil {
					all = append(all, a)
				}
			}
		}
	}
	for _, a := range s.Answers {
		if a.Item == i.ID && i.Def.Field(a.Field) == nil {
			all = append(all, a)
		}
	}
	return all
}

func (c SignOff) decide(d *decision) error {
	i, err := d.item(c.Item, candidates)
	if err != nil {
		return err
	}
	if i.Def.Kind != journey.Approval {
		return conflict("not_an_approval", i)
	}
	again := i.State == journey.Completed && i.Stale != nil
	if !i.State.Open() && !again {
		return conflict("item_not_open", i)
	}
	if err := d.readyToSign(i); err != nil {
		return err
	}
	if !c.Declared {
		return domain.RefuseField(domain.Invalid, "declared", "declaration_missing", nil)
	}
	frozen := d.state.Freeze(i)
	if frozen.Digest != c.Digest {
		return &domain.Error{Code: domain.Stale, Key: "changed_since_seen", Detail: frozen}
	}
	if !i.Def.SelfSign && len(frozen.Wrote) > 0 && d.state.mainAuthor(frozen) == d.actor.ID {
		return domain.Refuse(domain.Permission, "author_may_not_sign", nil)
	}
	edition := 1
	if i.Signature != nil {
		edition = i.Signature.Edition + 1
	}
	d.emit(string(c.Item), &Signed{Edition: edition, Digest: frozen.Digest, Pins: frozen.Pins, Wrote: frozen.Wrote})
	if !again {
		d.emit(string(c.Item), &ItemChanged{State: journey.Completed})
	}
	return nil
}

// readyToSign refuses while something that is to be signed is open again.
func (d *decision) readyToSign(approval *Item) error {
	for _, i := range d.state.Items {
		if slices.Contains(approval.Def.Of, i.Def.ID) && !i.done() {
			return &domain.Error{Code: domain.Conflict, Key: "not_ready_to_sign", Detail: i.State, Args: domain.Args{"title": i.Def.Title}}
		}
	}
	return nil
}

// mainAuthor is who wrote most of the answers; the first of equals.
func (s State) mainAuthor(f Frozen) person.ID {
	count := map[person.ID]int{}
	for _, p := range f.Pins {
		if a := s.Answer(p.Item, p.Field); a != nil {
			count[a.By]++
		}
	}
	var main person.ID
	for _, id := range f.Wrote {
		if count[id] > count[main] || main == "" {
			main = id
		}
	}
	return main
}
