package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/starterpack"
	"startklar/templates"
	"startklar/workflow"

	"github.com/goccy/go-yaml"
)

// publishPapers puts the documents of a definition's deliveries into the starter pack. A programme's definition
// ships its papers, for a delivery without anything to deliver could never begin; so they are published when
// the definition is, not when a demo is filled. A document that has a version keeps it, whatever the program's
// own paper says by now: a version never changes, and the national agency's own takes its place.
func (a *App) publishPapers(ctx context.Context, log *slog.Logger, d *workflow.Definition) error {
	var documents []*workflow.Document
	for _, item := range d.Items {
		if item.Kind == journey.Delivery {
			documents = append(documents, item.Documents...)
		}
	}
	if len(documents) == 0 {
		return nil
	}
	stored, err := a.Store.Documents(ctx, d.Key)
	if err != nil {
		return err
	}
	known := map[starterpack.ID]starterpack.Document{}
	for _, doc := range stored {
		known[doc.ID] = doc
	}
	introduced := 0
	for n, doc := range documents {
		done, err := a.introduce(ctx, known, starterpack.NewID(d.Key, string(doc.ID)), doc, n)
		if err != nil {
			return err
		}
		introduced += done
	}
	if introduced > 0 {
		log.InfoContext(ctx, "introduced documents", "definition", d.Key, "documents", introduced)
	}
	return nil
}

// introduce puts one document into the pack and returns how many it has put there: most starts find it, which is
// a comparison and no write.
func (a *App) introduce(ctx context.Context, known map[starterpack.ID]starterpack.Document, id starterpack.ID, doc *workflow.Document, ordinal int) (int, error) {
	command := starterpack.Introduce{ID: id, About: starterpack.About{Title: doc.Title, Serves: doc.Serves, Ordinal: ordinal}}
	if err := readPaper(templates.StarterPack(), string(doc.ID), &command); err != nil {
		return 0, err
	}
	if there := known[id]; there.About == command.About && (len(there.Versions) > 0 || command.Content.Empty()) {
		return 0, nil
	}
	if _, err := a.Desk.Do(ctx, person.SystemActor("starterpack"), "", command); err != nil {
		return 0, fmt.Errorf("introduce %s: %w", id, err)
	}
	return 1, nil
}

// readPaper reads a document's paper in both languages. A document without one is introduced without a version.
func readPaper(from fs.FS, name string, into *starterpack.Introduce) error {
	for lang, at := range map[string]struct{ purpose, audience, text *string }{
		"da": {&into.About.Purpose.DA, &into.About.Audience.DA, &into.Content.Text.DA},
		"en": {&into.About.Purpose.EN, &into.About.Audience.EN, &into.Content.Text.EN},
	} {
		file := name + "." + lang + ".md"
		content, err := fs.ReadFile(from, file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		head, text, err := splitPaper(content)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		*at.purpose, *at.audience, *at.text = head.Purpose, head.Audience, text
	}
	into.Content.Example = !into.Content.Empty()
	return nil
}

// paperHead is what stands before a paper's text.
type paperHead struct {
	Purpose  string `yaml:"purpose"`
	Audience string `yaml:"audience"`
}

var fence = []byte("---\n")

func splitPaper(content []byte) (head paperHead, text string, err error) {
	rest, fenced := bytes.CutPrefix(content, fence)
	top, body, ended := bytes.Cut(rest, fence)
	if !fenced || !ended {
		return head, "", domain.Fault("paper", errors.New("the head between two lines of --- is missing"))
	}
	err = yaml.UnmarshalWithOptions(top, &head, yaml.Strict())
	return head, string(bytes.TrimSpace(body)) + "\n", err
}
