package cli

import (
	"errors"
	"fmt"
	"os"

	"startklar/workflow"
)

type definitionCommand struct {
	Check  definitionCheckCommand  `cmd:"" help:"Check definitions: FILE:LINE:COL: what is wrong, and what to write instead."`
	Schema definitionSchemaCommand `cmd:"" help:"Print the JSON Schema of definitions, for editors."`
	Show   definitionShowCommand   `cmd:"" help:"Picture a definition."`
}

type definitionCheckCommand struct {
	Files []string `arg:"" name:"file" help:"Definitions in YAML."`
}

// Run checks every file and refuses if any of them has a problem.
func (c definitionCheckCommand) Run(s *session) error {
	refused := 0
	for _, name := range c.Files {
		d, err := parseFile(name)
		if err != nil {
			refused++
			fmt.Fprintln(s.stdout, err)
			continue
		}
		fmt.Fprintf(s.stdout, "%s: ok, %s version %d\n", name, d.Key, d.Version)
	}
	if refused > 0 {
		return refuse("%d of %s cannot be used", refused, counted(len(c.Files), "definition", "definitions"))
	}
	return nil
}

// parseFile reads a definition; the error has a line per problem.
func parseFile(name string) (*workflow.Definition, error) {
	text, err := os.ReadFile(name)
	var cause *os.PathError
	if errors.As(err, &cause) {
		return nil, fmt.Errorf("%s:1:1: the file cannot be read: %w", name, cause.Err)
	}
	if err != nil {
		return nil, err
	}
	return workflow.Parse(name, text)
}

type definitionSchemaCommand struct{}

// Run prints the schema.
func (definitionSchemaCommand) Run(s *session) error {
	schema, err := workflow.Schema()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "%s\n", schema)
	return err
}
