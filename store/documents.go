package store

import (
	"context"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/starterpack"
)

// draftRow and versionHead are what stands in the JSON columns.
type draftRow struct {
	starterpack.Content
	Revision int       `json:"revision"`
	By       person.ID `json:"by"`
	At       time.Time `json:"at"`
}

type versionHead struct {
	Changed   domain.Text             `json:"changed"`
	File      *starterpack.File       `json:"file,omitempty"`
	Example   bool                    `json:"example,omitempty"`
	By        person.ID               `json:"by"`
	At        time.Time               `json:"at"`
	Withdrawn *starterpack.Withdrawal `json:"withdrawn,omitempty"`
	Erased    bool                    `json:"erased,omitempty"`
}

var documentsTable = newTable("documents", []string{"id"}, []string{"programme", "ordinal", "about", "draft", "drafts"})

type documentPart struct {
	programme, about, draft string
	ordinal, drafts         int
}

var documents = projection[starterpack.Document, documentPart]{
	stream: starterpack.Kind,
	table:  documentsTable,
	parts: func(d starterpack.Document, yield func(documentPart)) {
		if !d.Exists() {
			return
		}
		part := documentPart{programme: d.ID.Programme(), about: encoded(d.About), ordinal: d.About.Ordinal, drafts: d.Drafts}
		if d.Draft != nil {
			part.draft = encoded(draftRow(*d.Draft))
		}
		yield(part)
	},
	values: func(p documentPart) []any { return []any{p.programme, p.ordinal, p.about, p.draft, p.drafts} },
}

type versionPart struct {
	number         int
	head           string
	textDA, textEN string
}

var documentVersions = projection[starterpack.Document, versionPart]{
	stream: starterpack.Kind,
	table:  newTable("document_versions", []string{"document", "number"}, []string{"head", "text_da", "text_en"}),
	parts: func(d starterpack.Document, yield func(versionPart)) {
		for _, v := range d.Versions {
			head := versionHead{Changed: v.Changed, File: v.File, Example: v.Example, By: v.By, At: v.At, Withdrawn: v.Withdrawn, Erased: v.Erased}
			yield(versionPart{number: v.Number, head: encoded(head), textDA: v.Text.DA, textEN: v.Text.EN})
		}
	},
	key:    func(p versionPart) []any { return []any{p.number} },
	values: func(p versionPart) []any { return []any{p.head, p.textDA, p.textEN} },
}

const (
	selectDocuments = "SELECT id, about, draft, drafts FROM documents WHERE programme = ? OR ? = '' ORDER BY programme, ordinal, id"
	selectDocument  = "SELECT id, about, draft, drafts FROM documents WHERE id = ?"
	// Without their texts, which are long.
	selectVersionHeads = "SELECT document, number, head, '', '' FROM document_versions v WHERE EXISTS " +
		"(SELECT 1 FROM documents d WHERE d.id = v.document AND (d.programme = ? OR ? = '')) ORDER BY document, number"
	selectVersions = "SELECT document, number, head, text_da, text_en FROM document_versions WHERE document = ? ORDER BY number"
)

// Documents lists a programme's documents in the order of the pack, or those of all programmes for none. Their
// versions are without their texts.
func (s *Store) Documents(ctx context.Context, programme string) ([]starterpack.Document, error) {
	return s.documents(ctx, selectDocuments, selectVersionHeads, programme, programme)
}

// Document returns a document with all of its texts; NotFound if there is none.
func (s *Store) Document(ctx context.Context, id starterpack.ID) (starterpack.Document, error) {
	found, err := s.documents(ctx, selectDocument, selectVersions, string(id))
	if err == nil && len(found) == 0 {
		err = domain.Refuse(domain.NotFound, "document_unknown", nil)
	}
	if err != nil {
		return starterpack.Document{}, err
	}
	return found[0], nil
}

func (s *Store) documents(ctx context.Context, documents, versions string, of ...any) (all []starterpack.Document, err error) {
	err = s.read(ctx, func(t *tx) error {
		at := map[starterpack.ID]int{}
		var id, about, draft string
		var drafts int
		err := t.each("documents", documents, of, []any{&id, &about, &draft, &drafts}, func() error {
			d := starterpack.Document{ID: starterpack.ID(id), Drafts: drafts}
			at[d.ID] = len(all)
			all = append(all, d)
			return fillDocument(&all[len(all)-1], about, draft)
		})
		if err != nil {
			return err
		}
		var head string
		var v starterpack.Version
		return t.each("document versions", versions, of, []any{&id, &v.Number, &head, &v.Text.DA, &v.Text.EN}, func() error {
			n, known := at[starterpack.ID(id)]
			if !known {
				return nil
			}
			all[n].Versions = append(all[n].Versions, v)
			return fillVersion(&all[n].Versions[len(all[n].Versions)-1], head)
		})
	})
	return all, err
}

func fillDocument(d *starterpack.Document, about, draft string) error {
	if err := decoded(about, &d.About); err != nil || strings.TrimSpace(draft) == "" {
		return err
	}
	var row draftRow
	if err := decoded(draft, &row); err != nil {
		return err
	}
	made := starterpack.Draft(row)
	d.Draft = &made
	return nil
}

func fillVersion(v *starterpack.Version, text string) error {
	var h versionHead
	if err := decoded(text, &h); err != nil {
		return err
	}
	v.Changed, v.File, v.Example, v.By, v.At, v.Withdrawn, v.Erased = h.Changed, h.File, h.Example, h.By, h.At, h.Withdrawn, h.Erased
	return nil
}
