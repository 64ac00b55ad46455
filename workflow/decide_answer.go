package workflow

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// CurrentAnswer is the detail of a Stale refusal: what stands there now.
type CurrentAnswer struct {
	Text     string
	Revision int
	By       person.ID
	At       time.Time
}

// field finds a field of an open item for the actor.
func (d *decision) field(item journey.InstanceID, id journey.FieldID) (*Item, *Field, error) {
	i, err := d.open(item)
	if err != nil {
		return nil, nil, err
	}
	f := i.Def.Field(id)
	if f == nil {
		return nil, nil, domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": string(id)})
	}
	if i.Section(f.Section.ID).Declared() {
		return nil, nil, &domain.Error{
			Code: domain.Conflict, Key: "section_declared", Detail: i.State, Args: domain.Args{"title": f.Section.Title},
		}
	}
	return i, f, nil
}

// question is field for one that has a standing.
func (d *decision) question(item journey.InstanceID, id journey.FieldID) (*Item, *Field, error) {
	i, f, err := d.field(item, id)
	if err != nil {
		return nil, nil, err
	}
	if i.Def.Kind != journey.Checklist || f.Question != nil {
		return nil, nil, domain.Refuse(domain.Invalid, "no_standing", domain.Args{"field": string(id)})
	}
	return i, f, nil
}

// maxValue is the longest text in characters of a field without a length of its own, such as a table.
const maxValue = 50_000

// A draft ignores validation: only its length, its revision and its place are checked.
func (c SaveAnswer) decide(d *decision) error {
	i, f, err := d.field(c.Item, c.Field)
	if err != nil {
		return err
	}
	if err := domain.LimitText("text", c.Text, cmp.Or(f.MaxLength, maxValue)); err != nil {
		return err
	}
	now := d.state.Answer(c.Item, c.Field)
	if now == nil {
		now = &Answer{}
	}
	if f.Question != nil && !d.split(c.Item, f.Question) {
		return domain.Refuse(domain.Conflict, "not_split", domain.Args{"field": string(c.Field)})
	}
	if now.Text == c.Text && !now.Erased && now.Revision > 0 {
		return nil
	}
	if now.Revision != c.Base {
		return &domain.Error{
			Code: domain.Stale, Key: "answer_changed", Field: "text",
			Detail: CurrentAnswer{Text: now.Text, Revision: now.Revision, By: now.By, At: now.At},
		}
	}
	if now.Revision == 0 && c.Text == "" {
		return nil
	}
	d.start(i)
	d.emit(partSubject(c.Item, string(c.Field)), &AnswerSaved{
		Text: c.Text, Revision: now.Revision + 1, QuestionVersion: f.Version, QuestionHash: f.Fingerprint(),
	})
	return nil
}

// Fingerprint identifies the wording of a question: an answer pinned to the same version and another
// fingerprint was given before a typo fix; one pinned to another version, to another question.
func (f *Field) Fingerprint() string {
	sum := sha256.Sum256([]byte(f.Text.DA + "\x00" + f.Text.EN))
	return hex.EncodeToString(sum[:8])
}

func (d *decision) split(item journey.InstanceID, question *Field) bool {
	a := d.state.Answer(item, question.ID)
	return a != nil && a.Split
}

func (c DeclareStanding) decide(d *decision) error {
	i, _, err := d.question(c.Item, c.Question)
	if err != nil {
		return err
	}
	if !c.Standing.Known() {
		return domain.RefuseField(domain.Invalid, "standing", "standing_unknown", nil)
	}
	if d.state.StandingOf(c.Item, c.Question) == c.Standing {
		return nil
	}
	d.start(i)
	d.emit(partSubject(c.Item, string(c.Question)), &StandingDeclared{Standing: c.Standing})
	return nil
}

func (c SplitQuestion) decide(d *decision) error {
	i, f, err := d.question(c.Item, c.Question)
	if err != nil {
		return err
	}
	if len(f.Prompts) == 0 {
		return domain.Refuse(domain.Invalid, "no_prompts", domain.Args{"field": string(c.Question)})
	}
	if d.split(c.Item, f) == c.Split {
		return nil
	}
	if !c.Split && d.promptsAnswered(c.Item, f) {
		return domain.Refuse(domain.Conflict, "prompts_answered", domain.Args{"field": string(c.Question)})
	}
	d.start(i)
	d.emit(partSubject(c.Item, string(c.Question)), &QuestionSplit{Split: c.Split})
	return nil
}

// promptsAnswered guards the join: no text may vanish from sight by it.
func (d *decision) promptsAnswered(item journey.InstanceID, f *Field) bool {
	return slices.ContainsFunc(f.Prompts, func(p *Field) bool {
		a := d.state.Answer(item, p.ID)
		return a != nil && a.Text != ""
	})
}

func (c TakeQuestion) decide(d *decision) error {
	i, _, err := d.question(c.Item, c.Question)
	if err != nil {
		return err
	}
	if err := domain.LimitText("owner", string(c.Owner), MaxReason); err != nil {
		return err
	}
	if a := d.state.Answer(c.Item, c.Question); a != nil && a.Owner == c.Owner || a == nil && c.Owner == "" {
		return nil
	}
	d.start(i)
	d.emit(partSubject(c.Item, string(c.Question)), &QuestionTaken{Owner: c.Owner})
	return nil
}
