package store

import (
	"context"
	"errors"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/person"
	"startklar/domain/view"
)

var stories = projection[knowledge.Story, *knowledge.Story]{
	stream: knowledge.StoryKind,
	table: newTable("stories", []string{"id"}, []string{
		"municipality", "title", "text", "advice", "teller", "about", "revision", "collected_by", "collected_at", "consents",
		"passed_on", "passed_on_by", "passed_on_at", "withdrawn_cause", "withdrawn_by", "withdrawn_at", "told",
	}),
	parts: func(s knowledge.Story, yield func(*knowledge.Story)) {
		if s.Exists() {
			yield(&s)
		}
	},
	values: func(s *knowledge.Story) []any {
		gone := knowledge.Withdrawal{}
		if s.Withdrawn != nil {
			gone = *s.Withdrawn
		}
		return []any{
			s.ID.Municipality(), s.Title, s.Text, s.Use, s.Teller, encoded(s.About), s.Revision, s.CollectedBy, micros(s.CollectedAt),
			encoded(s.Consents), readersColumn(s.PassedOn), s.PassedOnBy, micros(s.PassedOnAt),
			gone.Cause, gone.By, micros(gone.At), encoded(s.Told),
		}
	},
}

// readersColumn can be searched for one of the readers between commas.
func readersColumn(all []knowledge.Readers) string {
	if len(all) == 0 {
		return ""
	}
	var b strings.Builder
	for _, r := range all {
		b.WriteString("," + string(r))
	}
	return b.String() + ","
}

func readersOf(column string) (all []knowledge.Readers) {
	for name := range strings.SplitSeq(strings.Trim(column, ","), ",") {
		if name != "" {
			all = append(all, knowledge.Readers(name))
		}
	}
	return all
}

const (
	selectStories = "SELECT id, title, text, advice, teller, about, revision, collected_by, collected_at, consents, " +
		"passed_on, passed_on_by, passed_on_at, withdrawn_cause, withdrawn_by, withdrawn_at, told FROM stories"
	storiesOrder = " ORDER BY collected_at DESC, id"
)

// Story returns a story; NotFound if there is none.
func (s *Store) Story(ctx context.Context, id knowledge.StoryID) (knowledge.Story, error) {
	found, err := s.stories(ctx, " WHERE id = ?", string(id))
	if err == nil && len(found) == 0 {
		err = domain.Refuse(domain.NotFound, "story_unknown", nil)
	}
	if err != nil {
		return knowledge.Story{}, err
	}
	return found[0], nil
}

// Stories lists stories, the newest first.
func (s *Store) Stories(ctx context.Context, q view.StoryQuery) ([]knowledge.Story, error) {
	b := &overviewQuery{}
	if q.Municipalities != nil {
		codes := make([]any, len(q.Municipalities))
		for i, code := range q.Municipalities {
			codes[i] = string(code)
		}
		if len(codes) == 0 {
			return nil, nil
		}
		b.and("municipality IN (?"+strings.Repeat(", ?", len(codes)-1)+")", codes...)
	}
	if q.To != "" {
		b.and("title <> '' AND passed_on LIKE ?", "%,"+string(q.To)+",%")
	}
	where := ""
	if len(b.where) > 0 {
		where = " WHERE " + strings.Join(b.where, " AND ")
	}
	return s.stories(ctx, where, b.args...)
}

func (s *Store) stories(ctx context.Context, where string, args ...any) (all []knowledge.Story, err error) {
	err = s.read(ctx, func(t *tx) error {
		var id, title, text, advice, teller, about, by, consents, passedOn, passedBy, cause, goneBy, told string
		var revision int
		var collectedAt, passedAt, goneAt int64
		into := []any{
			&id, &title, &text, &advice, &teller, &about, &revision, &by, &collectedAt, &consents,
			&passedOn, &passedBy, &passedAt, &cause, &goneBy, &goneAt, &told,
		}
		return t.each("stories", selectStories+where+storiesOrder, args, into, func() error {
			story := knowledge.Story{
				ID: knowledge.StoryID(id), Title: title, Text: text, Use: advice, Teller: knowledge.Teller(teller), Revision: revision,
				CollectedBy: person.ID(by), CollectedAt: moment(collectedAt),
				PassedOn: readersOf(passedOn), PassedOnBy: person.ID(passedBy), PassedOnAt: moment(passedAt),
			}
			if cause != "" {
				story.Withdrawn = &knowledge.Withdrawal{Cause: knowledge.Cause(cause), By: person.ID(goneBy), At: moment(goneAt)}
			}
			all = append(all, story)
			last := &all[len(all)-1]
			return errors.Join(decoded(about, &last.About), decoded(consents, &last.Consents), decoded(told, &last.Told))
		})
	})
	return all, err
}

var syntheses = projection[knowledge.Synthesis, *knowledge.Synthesis]{
	stream: knowledge.SynthesisKind,
	table: newTable("syntheses", []string{"id"}, []string{
		"draft", "revision", "written_by", "written_at", "published", "published_revision", "edition", "published_by", "published_at", "retracted",
	}),
	parts: func(s knowledge.Synthesis, yield func(*knowledge.Synthesis)) {
		if s.Exists() {
			yield(&s)
		}
	},
	values: func(s *knowledge.Synthesis) []any {
		return []any{
			encoded(s.Draft), s.Revision, s.WrittenBy, micros(s.WrittenAt), encoded(s.Published), s.PublishedRevision, s.Edition,
			s.PublishedBy, micros(s.PublishedAt), s.Retracted,
		}
	},
}

const selectSyntheses = "SELECT id, draft, revision, written_by, written_at, published, published_revision, edition, " +
	"published_by, published_at, retracted FROM syntheses"

// Synthesis returns a synthesis; NotFound if there is none.
func (s *Store) Synthesis(ctx context.Context, id knowledge.SynthesisID) (view.SynthesisRow, error) {
	found, err := s.syntheses(ctx, selectSyntheses+" WHERE id = ?", string(id))
	if err == nil && len(found) == 0 {
		err = domain.Refuse(domain.NotFound, "synthesis_unknown", nil)
	}
	if err != nil {
		return view.SynthesisRow{}, err
	}
	return found[0], nil
}

// Syntheses lists every synthesis, the one written last first.
func (s *Store) Syntheses(ctx context.Context) ([]view.SynthesisRow, error) {
	return s.syntheses(ctx, selectSyntheses+" ORDER BY written_at DESC, id")
}

func (s *Store) syntheses(ctx context.Context, query string, args ...any) (all []view.SynthesisRow, err error) {
	err = s.read(ctx, func(t *tx) error {
		var id, draft, by, published, publishedBy, retracted string
		var revision, publishedRevision, edition int
		var at, publishedAt int64
		into := []any{&id, &draft, &revision, &by, &at, &published, &publishedRevision, &edition, &publishedBy, &publishedAt, &retracted}
		return t.each("syntheses", query, args, into, func() error {
			row := view.SynthesisRow{ID: knowledge.SynthesisID(id), Synthesis: knowledge.Synthesis{
				Revision: revision, WrittenBy: person.ID(by), WrittenAt: moment(at), PublishedRevision: publishedRevision,
				Edition: edition, PublishedBy: person.ID(publishedBy), PublishedAt: moment(publishedAt), Retracted: retracted,
			}}
			if err := decoded(draft, &row.Draft); err != nil {
				return err
			}
			if err := decoded(published, &row.Published); err != nil {
				return err
			}
			all = append(all, row)
			return nil
		})
	})
	return all, err
}

type followedPart struct{ elements string }

var followed = projection[knowledge.Followed, followedPart]{
	stream: knowledge.FollowedKind,
	table:  newTable("followed", []string{"journey"}, []string{"elements"}),
	parts: func(f knowledge.Followed, yield func(followedPart)) {
		if len(f.Elements) > 0 {
			yield(followedPart{encoded(f.Elements)})
		}
	},
	values: func(p followedPart) []any { return []any{p.elements} },
}

// Followed lists what is followed, by journey; of one journey alone if one is named.
func (s *Store) Followed(ctx context.Context, only journey.ID) (all []view.FollowedRow, err error) {
	query, args := "SELECT journey, elements FROM followed ORDER BY journey", []any(nil)
	if only != "" {
		query, args = "SELECT journey, elements FROM followed WHERE journey = ?", []any{string(only)}
	}
	err = s.read(ctx, func(t *tx) error {
		var id, elements string
		return t.each("followed", query, args, []any{&id, &elements}, func() error {
			row := view.FollowedRow{Journey: journey.ID(id)}
			err := decoded(elements, &row.Elements)
			all = append(all, row)
			return err
		})
	})
	return all, err
}
