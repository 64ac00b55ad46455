package cli

import (
	"fmt"
	"strings"

	"startklar/workflow"
)

type definitionShowCommand struct {
	File   string `arg:"" help:"A definition in YAML."`
	Format string `enum:"${show_formats}" default:"text" placeholder:"FORMAT" help:"text, mermaid or svg. Default: text."`
}

// Run prints a picture of a definition, in the language of the settings.
func (c definitionShowCommand) Run(s *session) error {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	d, err := parseFile(c.File)
	if err != nil {
		return refuse("the definition cannot be used:\n%w", err)
	}
	picture, err := workflow.Show(d, c.Format, settings.Language.Default)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.stdout, strings.TrimSuffix(picture, "\n"))
	return err
}
