package app

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/templates"
	"startklar/workflow"
)

// text is a definition as it is written in a file.
type text struct {
	name    string
	content []byte
}

// publish makes the definitions of this program, and those of the named files, available to journeys.
func (a *App) publish(ctx context.Context, o Options) error {
	texts, err := builtIn()
	if err != nil {
		return err
	}
	for _, name := range o.Definitions {
		content, err := os.ReadFile(name)
		if err != nil {
			return &domain.Error{Code: domain.Invalid, Key: "definition_unreadable", Args: domain.Args{"file": name}, Err: err}
		}
		texts = append(texts, text{name, content})
	}
	for _, t := range texts {
		if err := a.publishText(ctx, o.Log, t); err != nil {
			return err
		}
	}
	return nil
}

// builtIn reads the definitions that come with the program.
func builtIn() ([]text, error) {
	from := templates.Journeys()
	names, err := fs.Glob(from, "*.yaml")
	if err != nil {
		return nil, err
	}
	texts := make([]text, len(names))
	for i, name := range names {
		content, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		texts[i] = text{name, content}
	}
	return texts, nil
}

// publishText publishes one definition and the papers that its deliveries hand over. Most starts find them
// published: that is a read and no write.
func (a *App) publishText(ctx context.Context, log *slog.Logger, t text) error {
	d, err := workflow.Parse(t.name, t.content)
	if err != nil {
		return &domain.Error{Code: domain.Invalid, Key: "definition_invalid", Args: domain.Args{"definition": t.name}, Err: err}
	}
	stored, err := a.Store.Edition(d.Key, d.Version)
	switch {
	case err == nil && stored.Hash == d.Hash:
		a.Library.Add(d)
		return a.publishPapers(ctx, log, d)
	case err == nil:
		return changed(t.name, d)
	case domain.CodeOf(err) != domain.NotFound:
		return err
	}
	if _, err := a.Desk.Do(ctx, person.SystemActor("definitions"), "", workflow.Publish(d)); err != nil {
		return fmt.Errorf("publish %s: %w", t.name, err)
	}
	a.Library.Add(d)
	log.InfoContext(ctx, "published a definition", "definition", d.Key, "version", d.Version)
	return a.publishPapers(ctx, log, d)
}

// changed refuses a text that is not what the store has under its version: journeys run on what is stored.
func changed(name string, d *workflow.Definition) error {
	return &domain.Error{
		Code: domain.Unavailable, Key: "definition_differs",
		Args: domain.Args{"definition": d.Key, "version": d.Version},
		Err: fmt.Errorf("%s says that it is version %d of %s, but the store has another text under that version, "+
			"by which journeys may run: give the changed definition the next version", name, d.Version, d.Key),
	}
}

// Newest returns the newest published version of a definition, NotFound if there is none.
func (a *App) Newest(ctx context.Context, key string) (*workflow.Definition, error) {
	newest, err := a.Store.NewestEdition(ctx, key)
	if err != nil {
		return nil, err
	}
	return a.Library.Definition(newest.Key, newest.Version, newest.Hash)
}
