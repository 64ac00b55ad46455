package desk

import (
	"context"
	"slices"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/workflow"
)

// KnowledgeReads are the read models of stories, syntheses and what is followed.
type KnowledgeReads interface {
	// Story returns a story; NotFound if there is none.
	Story(ctx context.Context, id knowledge.StoryID) (knowledge.Story, error)
	Stories(ctx context.Context, q view.StoryQuery) ([]knowledge.Story, error)
	// Synthesis returns a synthesis; NotFound if there is none.
	Synthesis(ctx context.Context, id knowledge.SynthesisID) (view.SynthesisRow, error)
	Syntheses(ctx context.Context) ([]view.SynthesisRow, error)
	// Followed lists what is followed; in one journey alone if one is named.
	Followed(ctx context.Context, only journey.ID) ([]view.FollowedRow, error)
}

// StoriesFor lists the stories that the readers get, of every municipality: they have been passed on. Who
// agreed to what, and who collected it, is not told with them.
func (d *Desk) StoriesFor(ctx context.Context, actor person.Actor, to knowledge.Readers) ([]knowledge.Story, error) {
	if err := policy.CheckRole(actor, policy.ReadKnowledge); err != nil {
		return nil, err
	}
	all, err := d.reads.Stories(ctx, view.StoryQuery{To: to})
	for n := range all {
		if policy.Check(actor, policy.WithdrawStory, all[n].ID.Municipality()) != nil {
			all[n] = public(all[n])
		}
	}
	return all, err
}

// public is a story as those see it who only read it.
func public(s knowledge.Story) knowledge.Story {
	s.Consents, s.CollectedBy, s.PassedOnBy, s.Told = nil, "", "", nil
	return s
}

// OwnStories lists the stories that the actor works with: a municipality's own, a consultant's
// municipalities', all for the national agency; withdrawn ones among them, as a trace.
func (d *Desk) OwnStories(ctx context.Context, actor person.Actor) ([]knowledge.Story, error) {
	if err := policy.CheckRole(actor, policy.WithdrawStory); err != nil {
		return nil, err
	}
	q := view.StoryQuery{}
	if actor.Role != person.NationalOfficer && actor.Role != person.System {
		q.Municipalities = append([]municipality.Code{}, actor.Municipalities...)
	}
	return d.reads.Stories(ctx, q)
}

// Story returns a story to those who work with it, or to everybody if it has been passed on. It is Private to
// others: they do not learn that there is one.
func (d *Desk) Story(ctx context.Context, actor person.Actor, id knowledge.StoryID) (knowledge.Story, error) {
	if err := policy.CheckRole(actor, policy.ReadKnowledge); err != nil {
		return knowledge.Story{}, err
	}
	s, err := d.reads.Story(ctx, id)
	if err != nil {
		return knowledge.Story{}, err
	}
	if policy.Check(actor, policy.WithdrawStory, id.Municipality()) == nil {
		return s, nil
	}
	if !slices.ContainsFunc(knowledge.AllReaders(), s.For) {
		return knowledge.Story{}, domain.Refuse(domain.Private, "not_found", nil)
	}
	return public(s), nil
}

// Syntheses lists those that the actor may read: drafts only those who write them.
func (d *Desk) Syntheses(ctx context.Context, actor person.Actor) ([]view.SynthesisRow, error) {
	if err := policy.CheckRole(actor, policy.ReadKnowledge); err != nil {
		return nil, err
	}
	all, err := d.reads.Syntheses(ctx)
	kept := all[:0]
	for _, s := range all {
		if s, ok := disclosedSynthesis(actor, s); ok {
			kept = append(kept, s)
		}
	}
	return kept, err
}

// Synthesis returns one; Private if the actor may not know of it.
func (d *Desk) Synthesis(ctx context.Context, actor person.Actor, id knowledge.SynthesisID) (view.SynthesisRow, error) {
	if err := policy.CheckRole(actor, policy.ReadKnowledge); err != nil {
		return view.SynthesisRow{}, err
	}
	s, err := d.reads.Synthesis(ctx, id)
	if err != nil {
		return view.SynthesisRow{}, err
	}
	s, ok := disclosedSynthesis(actor, s)
	if !ok {
		return view.SynthesisRow{}, domain.Refuse(domain.Private, "not_found", nil)
	}
	return s, nil
}

// disclosedSynthesis leaves the draft, and why an edition was taken back, to those who write.
func disclosedSynthesis(actor person.Actor, s view.SynthesisRow) (view.SynthesisRow, bool) {
	if policy.CheckRole(actor, policy.WriteSynthesis) == nil {
		return s, true
	}
	s.Draft, s.Revision, s.Retracted, s.WrittenBy = knowledge.Content{}, 0, "", ""
	return s, s.Published != nil
}

// Notebook is what is owed and written in one selected journey.
type Notebook struct {
	Journey  workflow.State
	Elements []knowledge.Element
	Owed     []knowledge.Quarterly
	// Others are notes about something that is not, or no longer, followed.
	Others []knowledge.Note
}

// Notebooks lists the notebooks of the selected journeys that the actor follows, in the order of their
// municipalities' names.
func (d *Desk) Notebooks(ctx context.Context, actor person.Actor, today calendar.Date) ([]Notebook, error) {
	if err := policy.CheckRole(actor, policy.ReadNotes); err != nil {
		return nil, err
	}
	selected, err := d.Overview(ctx, actor, view.OverviewQuery{OnlySelected: true})
	if err != nil {
		return nil, err
	}
	followed, err := d.reads.Followed(ctx, "")
	if err != nil {
		return nil, err
	}
	all := make([]Notebook, len(selected.Rows))
	for n, row := range selected.Rows {
		if all[n].Journey, err = d.Journey(ctx, actor, row.Journey); err != nil {
			return nil, err
		}
		all[n].fill(followed, today)
	}
	return all, nil
}

// Notebook returns one journey's. Its texts follow the rules of the journey's answers: what may not be read is
// withheld, and the element that a note is about counts as unknown then.
func (d *Desk) Notebook(ctx context.Context, actor person.Actor, id journey.ID, today calendar.Date) (Notebook, error) {
	s, err := d.Journey(ctx, actor, id)
	if err != nil {
		return Notebook{}, err
	}
	followed, err := d.reads.Followed(ctx, id)
	if err != nil {
		return Notebook{}, err
	}
	book := Notebook{Journey: s}
	book.fill(followed, today)
	return book, nil
}

// fill finds out what is owed and written, from the journey and what is followed in it.
func (b *Notebook) fill(followed []view.FollowedRow, today calendar.Date) {
	s := b.Journey
	for _, row := range followed {
		if row.Journey == s.ID {
			b.Elements = row.Elements
		}
	}
	if s.Run.Ended() && !s.EndedOn.IsZero() {
		today = s.EndedOn // nothing is owed after the end
	}
	b.Owed, b.Others = knowledge.Owed(b.Elements, notesOf(s), today)
	if s.Run.Ended() {
		b.Owed = slices.DeleteFunc(b.Owed, func(q knowledge.Quarterly) bool { return q.Standing == knowledge.NoteDue })
	}
}

// NoteItem and its field are where the definition of the programme keeps the quarterly notes.
const (
	NoteItem    journey.ItemID  = "knowledge_note"
	NoteElement journey.FieldID = "element"
)

// notesOf are the notes that have been begun.
func notesOf(s workflow.State) []knowledge.Note {
	var notes []knowledge.Note
	for _, i := range s.Items {
		if i.Def.ID != NoteItem || i.State != journey.Active && i.State != journey.Completed {
			continue
		}
		n := knowledge.Note{Item: i.ID, Done: i.State == journey.Completed}
		if n.Done {
			n.FinishedOn = calendar.DateOf(i.EndedAt)
		}
		if a := s.Answer(i.ID, NoteElement); a != nil {
			n.Element = a.Text
		}
		notes = append(notes, n)
	}
	return notes
}
