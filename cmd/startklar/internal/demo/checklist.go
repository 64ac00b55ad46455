package demo

import (
	"slices"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// mood is how a municipality's questions end up: weights of the standings.
type mood map[journey.Standing]int

var (
	certain = mood{journey.Clear: 22, journey.ForWorkshop: 2}
	settled = mood{journey.Clear: 17, journey.ForWorkshop: 4, journey.Clarifying: 1}
	mixed   = mood{journey.Clear: 12, journey.ForWorkshop: 4, journey.Clarifying: 4, journey.NotBegun: 1}
	unsure  = mood{journey.Clear: 6, journey.ForWorkshop: 4, journey.Clarifying: 6, journey.NotBegun: 3}
)

func (t *tale) draw(m mood) journey.Standing {
	total := 0
	for _, s := range journey.AllStandings() {
		total += m[s]
	}
	n := t.random.IntN(total)
	for _, s := range journey.AllStandings() {
		if n -= m[s]; n < 0 {
			return s
		}
	}
	return journey.NotBegun
}

// perSitting is how many questions people get through in one go.
const perSitting = 5

// checklist answers questions from one number up to another. Some answers are written twice: first when the
// matter was still open, then when it had been settled.
func (t *tale) checklist(from, to int, m mood) {
	t.questions(from, to, func(int) journey.Standing { return t.draw(m) })
}

// questions is checklist with a standing for each question by its number.
func (t *tale) questions(from, to int, standing func(n int) journey.Standing) {
	questions := fieldsOf(t.def.Item(readiness))
	var again []*workflow.Field
	for n := from; n < min(to, len(questions)); n++ {
		if (n-from)%perSitting == 0 {
			t.sitDown(t.pace)
		}
		q := questions[n]
		switch standing := standing(n); {
		case standing == journey.NotBegun:
			if t.chance(2) {
				t.write(q, t.words.Questions[q.ID].Open)
			}
		case standing == journey.Clear && t.chance(3):
			t.answer(q, journey.Clarifying)
			again = append(again, q)
		default:
			t.answer(q, standing)
		}
	}
	if len(again) > 0 {
		t.sitDown(t.pace)
	}
	for _, q := range again {
		t.answer(q, journey.Clear)
	}
}

// answer writes the text that goes with a standing, and declares it.
func (t *tale) answer(q *workflow.Field, standing journey.Standing) {
	v := t.words.Questions[q.ID]
	texts := v.Open
	if standing == journey.Clear {
		texts = v.own(v.Clear, t.place)
	}
	by := t.write(q, texts)
	if standing == journey.Clear && t.chance(2) {
		by = t.leader
	}
	t.also(by, workflow.DeclareStanding{Target: t.on(), Item: first(readiness), Question: q.ID, Standing: standing})
	if standing == journey.Clear && len(q.Prompts) > 0 && t.place.order%6 == len(q.ID)%6 {
		t.split(q)
	}
}

// write saves a text for a question and returns who wrote it: mostly the project leader.
func (t *tale) write(q *workflow.Field, texts []string) person.Actor {
	by := t.member
	if t.chance(3) {
		by = t.leader
	}
	t.do(by, workflow.SaveAnswer{
		Target: t.on(), Item: first(readiness), Field: q.ID, Text: t.voice().choose(string(q.ID), texts),
		Base: t.revision(first(readiness), q.ID),
	})
	return by
}

// split gives the prompts that there are texts for fields of their own.
func (t *tale) split(q *workflow.Field) {
	for _, p := range q.Prompts {
		texts := t.words.Prompts[p.ID]
		if len(texts) == 0 {
			continue
		}
		t.also(t.member, workflow.SplitQuestion{Target: t.on(), Item: first(readiness), Question: q.ID, Split: true})
		t.do(t.member, workflow.SaveAnswer{
			Target: t.on(), Item: first(readiness), Field: p.ID, Text: t.voice().choose(string(p.ID), texts),
			Base: t.revision(first(readiness), p.ID),
		})
	}
}

func (t *tale) revision(item journey.InstanceID, field journey.FieldID) int {
	if a := t.state.Answer(item, field); a != nil {
		return a.Revision
	}
	return 0
}

// take hands some questions to those who will look at them.
func (t *tale) take(from, to int) {
	for n, q := range fieldsOf(t.def.Item(readiness)) {
		if n >= from && n < to {
			owner := t.member
			if n%2 == 0 {
				owner = t.leader
			}
			t.do(owner, workflow.TakeQuestion{Target: t.on(), Item: first(readiness), Question: q.ID, Owner: owner.ID})
		}
	}
}

// declare declares the first tracks of the checklist finished, with the gaps that they have.
func (t *tale) declare(tracks int) {
	t.sitDown(t.pace)
	for n, section := range t.def.Item(readiness).Sections {
		i := t.item(first(readiness))
		if n >= tracks || i.Section(section.ID).Declared() {
			continue
		}
		gaps, note := t.state.Gaps(i, section), t.say("settled")
		if len(gaps) > 0 {
			note = t.say("gaps")
		}
		t.do(t.leader, workflow.DeclareSection{Target: t.on(), Item: i.ID, Section: section.ID, Gaps: gaps, Note: note})
	}
}

// track is the id of a section of the checklist, by number.
func (t *tale) track(n int) journey.SectionID { return t.def.Item(readiness).Sections[n].ID }

// reconsider answers a question of a track anew, as an open one.
func (t *tale) reconsider(track, question int) {
	q := t.def.Item(readiness).Sections[track].Fields()[question]
	open := slices.Clone(t.words.Questions[q.ID].Open)
	if a := t.state.Answer(first(readiness), q.ID); a != nil {
		open = slices.DeleteFunc(open, func(text string) bool { return t.voice().fill(string(q.ID), text) == a.Text })
	}
	by := t.write(q, open)
	t.also(by, workflow.DeclareStanding{Target: t.on(), Item: first(readiness), Question: q.ID, Standing: journey.Clarifying})
}
