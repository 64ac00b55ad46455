package workflow

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"
)

// Schema returns the JSON Schema (draft 2020-12) of the format, with which an editor completes and checks
// definitions. What it accepts may still have problems that only Parse finds.
func Schema() ([]byte, error) {
	r := &jsonschema.Reflector{
		Anonymous: true, ExpandedStruct: true, RequiredFromJSONSchemaTags: true,
		FieldNameTag: "yaml", Mapper: schemaOf, Namer: shapeName, LookupComment: describe,
	}
	s := r.Reflect(&definitionShape{})
	s.Title = "A definition of a journey"
	return json.MarshalIndent(s, "", "  ")
}

// schemaOf gives the schemas of the format's words.
func schemaOf(t reflect.Type) *jsonschema.Schema {
	w, ok := wordTypes[t]
	if !ok {
		return nil
	}
	s := &jsonschema.Schema{Type: "string"}
	for _, word := range w.enum {
		s.Enum = append(s.Enum, word)
	}
	if w.pattern != nil {
		s.Pattern = w.pattern.String()
	}
	if w.pattern == nil && w.enum == nil {
		s.Pattern = `\S`
	}
	return s
}

func shapeName(t reflect.Type) string { return strings.TrimSuffix(t.Name(), "Shape") }

// describe gives a key's meaning, default and example as its description.
func describe(t reflect.Type, field string) string {
	if field == "" || t.Kind() != reflect.Struct {
		return ""
	}
	f, _ := t.FieldByName(field)
	k := newShapeKey(f)
	text := k.doc
	if k.preset != "" {
		text += " Default: " + k.preset + "."
	}
	if k.example != "" {
		text += " Example: " + k.name + ": " + k.example
	}
	return text
}

// JSONSchema describes a text: a string, or one for each language.
func (words) JSONSchema() *jsonschema.Schema {
	byLanguage := &jsonschema.Schema{
		Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema,
	}
	for _, l := range wordTypes[reflect.TypeFor[language]()].enum {
		byLanguage.Properties.Set(l, schemaOf(reflect.TypeFor[string]()))
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{schemaOf(reflect.TypeFor[string]()), byLanguage}}
}

// JSONSchema describes one role or a list of roles.
func (roleList) JSONSchema() *jsonschema.Schema {
	role := schemaOf(reflect.TypeFor[roleList]().Elem())
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{role, {Type: "array", Items: role}}}
}

// JSONSchema describes true, false or a condition.
func (requirement) JSONSchema() *jsonschema.Schema {
	condition := schemaOf(reflect.TypeFor[conditionText]())
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "boolean"}, condition}}
}

// JSONSchemaExtend lets a gate be the id alone.
func (gateShape) JSONSchemaExtend(s *jsonschema.Schema) {
	mapping := *s
	*s = jsonschema.Schema{AnyOf: []*jsonschema.Schema{schemaOf(reflect.TypeFor[string]()), &mapping}}
}

// JSONSchemaExtend adds which kinds of item have which keys.
func (itemShape) JSONSchemaExtend(s *jsonschema.Schema) { byKind[itemShape](s, "kind") }

// JSONSchemaExtend adds which types of field have which keys.
func (fieldShape) JSONSchemaExtend(s *jsonschema.Schema) { byKind[fieldShape](s, "type") }

// JSONSchemaExtend adds which types of column have which keys.
func (columnShape) JSONSchemaExtend(s *jsonschema.Schema) { byKind[columnShape](s, "type") }

// byKind adds for each kind the keys that it must have, and refuses those of other kinds.
func byKind[T any](s *jsonschema.Schema, sortKey string) {
	keys := keysOf(reflect.TypeFor[T]())
	at := slices.IndexFunc(keys, func(k shapeKey) bool { return k.name == sortKey })
	for _, kind := range wordTypes[keys[at].typ].enum {
		then := &jsonschema.Schema{Properties: jsonschema.NewProperties()}
		for _, k := range keys {
			if !k.allowedFor(kind) {
				then.Properties.Set(k.name, jsonschema.FalseSchema)
			}
			if k.neededBy(kind) {
				then.Required = append(then.Required, k.name)
			}
		}
		is := &jsonschema.Schema{Properties: jsonschema.NewProperties(), Required: []string{sortKey}}
		is.Properties.Set(sortKey, &jsonschema.Schema{Const: kind})
		s.AllOf = append(s.AllOf, &jsonschema.Schema{If: is, Then: then})
	}
}
