package workflow

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("definition.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("definition.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	json, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(json))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

func TestSchemaAcceptsTheProgrammesDefinitions(t *testing.T) {
	files, err := filepath.Glob("../templates/journeys/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatalf("got %v, %v", files, err)
	}
	schema := compiledSchema(t)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema, string(text)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// shapeRules are the rules of the lint that the schema knows as well, for any text that breaks them.
var shapeRules = map[RuleID]bool{
	ruleUnknownKey: true, ruleMissingKey: true, ruleWrongType: true, ruleUnknownValue: true,
	ruleBadID: true, ruleOutOfRange: true, ruleEmpty: true,
}

func TestSchemaAgreesWithTheLintAboutShapes(t *testing.T) {
	schema := compiledSchema(t)
	for file, content := range goldenCases(t) {
		text, _, _ := strings.Cut(content, separator)
		_, err := Parse("x.yaml", []byte(text))
		var problems Problems
		errors.As(err, &problems)
		refused := false
		for _, p := range problems {
			refused = refused || shapeRules[p.Rule]
		}
		if _, err := yaml.YAMLToJSON([]byte(text)); err != nil || len(problems) > 0 && problems[0].Rule == ruleYAML {
			continue
		}
		err = validate(t, schema, text)
		if len(problems) == 0 && err != nil {
			t.Errorf("%s: the lint accepts it, the schema does not: %v", file, err)
		}
		if refused && err == nil {
			t.Errorf("%s: the lint refuses its shape, the schema does not", file)
		}
	}
}

func TestSchemaRefusesUnknownKeysEverywhere(t *testing.T) {
	schema := compiledSchema(t)
	text, _, _ := strings.Cut(goldenCases(t)[filepath.Join("testdata", "definitions", "ok-every-kind.txt")], separator)
	for _, c := range []struct{ in, instead string }{
		{"version: 1", "version: 1\ncolour: red"},
		{"id: workshop_stage", "id: workshop_stage\n    colour: red"},
		{"kind: meeting,", "kind: meeting, colour: red,"},
		{"{id: A.a.1.1,", "{id: A.a.1.1, colour: red,"},
		{"{id: cv,", "{id: cv, colour: red,"},
		{"kind: meeting,", "kind: meeting, of: [plan],"},
	} {
		changed := strings.Replace(text, c.in, c.instead, 1)
		if changed == text {
			t.Fatalf("the case does not contain %q", c.in)
		}
		if validate(t, schema, changed) == nil {
			t.Errorf("accepted %q", c.instead)
		}
	}
}

func TestReferenceShowsEveryKeyAndEveryRule(t *testing.T) {
	reference := Reference()
	for _, s := range shapeTitles {
		for _, k := range keysOf(s.shape) {
			if k.doc == "" {
				t.Errorf("%s: the key %q has no meaning", s.title, k.name)
			}
			if !strings.Contains(reference, "| `"+k.name+"` |") {
				t.Errorf("%s: the key %q is not in the reference", s.title, k.name)
			}
		}
	}
	for _, r := range AllRules() {
		if !strings.Contains(reference, "| `"+string(r.ID)+"` |") {
			t.Errorf("the rule %q is not in the reference", r.ID)
		}
	}
	for line := range strings.Lines(reference) {
		if strings.Contains(line, "Shape") || strings.Contains(line, "workflow.") {
			t.Errorf("a type of the code shows: %s", line)
		}
	}
}
