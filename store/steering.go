package store

import (
	"context"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

var sheetTextsTable = newTable("sheet_texts", []string{"journey", "part"}, []string{
	"ordinal", "text", "revision", "written_by", "written_at", "erased",
})

type sheetTextPart struct {
	ordinal int
	text    *workflow.SheetText
}

var sheetTexts = projection[workflow.State, sheetTextPart]{
	stream: journey.StreamKind,
	table:  sheetTextsTable,
	same:   func(a, b workflow.State) bool { return identical(a.SheetTexts, b.SheetTexts) },
	parts: func(s workflow.State, yield func(sheetTextPart)) {
		for n, t := range s.SheetTexts {
			yield(sheetTextPart{n, t})
		}
	},
	key: func(p sheetTextPart) []any { return []any{p.text.Part} },
	values: func(p sheetTextPart) []any {
		return []any{p.ordinal, p.text.Text, p.text.Revision, p.text.By, micros(p.text.At), p.text.Erased}
	},
}

var invitationsTable = newTable("invitations", []string{"journey", "id"}, []string{
	"ordinal", "administration", "hash", "until", "invited_at", "invited_by", "stance", "digest", "answered_at",
	"title", "note", "erased",
})

type invitationPart struct {
	ordinal    int
	invitation *workflow.Invitation
}

var invitations = projection[workflow.State, invitationPart]{
	stream: journey.StreamKind,
	table:  invitationsTable,
	same:   func(a, b workflow.State) bool { return identical(a.Invitations, b.Invitations) },
	parts: func(s workflow.State, yield func(invitationPart)) {
		for n, i := range s.Invitations {
			yield(invitationPart{n, i})
		}
	},
	key: func(p invitationPart) []any { return []any{p.invitation.ID} },
	values: func(p invitationPart) []any {
		i := p.invitation
		return []any{
			p.ordinal, i.Administration, i.Hash, i.Until.String(), micros(i.InvitedAt), i.InvitedBy, i.Stance, i.Digest,
			micros(i.AnsweredAt), i.Title, i.Note, i.Erased,
		}
	},
}

// steering reads the decision sheet's texts and the administrations of a journey.
func (l *loading) steering(t *tx, id journey.ID) error {
	if err := l.sheetTexts(t, id); err != nil {
		return err
	}
	var journeyID, invitation, administration, hash, until, invitedBy, stance, digest, title, note string
	var ordinal int
	var invitedAt, answeredAt, erased int64
	into := []any{
		&journeyID, &invitation, &ordinal, &administration, &hash, &until, &invitedAt, &invitedBy, &stance, &digest, &answeredAt,
		&title, &note, &erased,
	}
	return t.each("invitations", invitationsTable.inOrder, []any{string(id)}, into, func() error {
		i := &workflow.Invitation{
			ID: invitation, Administration: administration, Hash: hash, InvitedAt: moment(invitedAt), InvitedBy: person.ID(invitedBy),
			Stance: workflow.Stance(stance), Digest: digest, AnsweredAt: moment(answeredAt), Title: title, Note: note, Erased: erased != 0,
		}
		l.state.Invitations = append(l.state.Invitations, i)
		return dates(date{until, &i.Until})
	})
}

func (l *loading) sheetTexts(t *tx, id journey.ID) error {
	var journeyID, part, text, by string
	var ordinal, revision int
	var at, erased int64
	into := []any{&journeyID, &part, &ordinal, &text, &revision, &by, &at, &erased}
	return t.each("sheet texts", sheetTextsTable.inOrder, []any{string(id)}, into, func() error {
		l.state.SheetTexts = append(l.state.SheetTexts, &workflow.SheetText{
			Part: part, Text: text, Revision: revision, By: person.ID(by), At: moment(at), Erased: erased != 0,
		})
		return nil
	})
}

const selectInvitation = "SELECT journey, id FROM invitations WHERE hash = ?"

// Invitation finds the journey and the invitation whose link has a token with this hash; NotFound if there is none.
func (s *Store) Invitation(ctx context.Context, hash string) (id journey.ID, invitation string, err error) {
	if hash == "" {
		return "", "", domain.Refuse(domain.NotFound, "sheet_link_unknown", nil)
	}
	err = s.read(ctx, func(t *tx) error {
		found, err := t.one("invitation", selectInvitation, []any{hash}, []any{(*string)(&id), &invitation})
		if err == nil && !found {
			return domain.Refuse(domain.NotFound, "sheet_link_unknown", nil)
		}
		return err
	})
	return id, invitation, err
}
