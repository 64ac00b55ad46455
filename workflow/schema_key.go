package workflow

import (
	"reflect"
	"slices"
	"strings"
)

// shapeKey is one key of a shape, with what its tags say.
type shapeKey struct {
	name  string
	index []int
	typ   reflect.Type

	required bool
	notEmpty bool
	minimum  string
	// only lists the kinds or types that have the key, empty for all; needed those that must have it.
	only, needed []string

	doc, preset, example string
}

// keysOf returns the keys of a shape in order, with those of embedded structs.
func keysOf(t reflect.Type) []shapeKey {
	var keys []shapeKey
	for _, f := range reflect.VisibleFields(t) {
		if f.Tag.Get("yaml") != "" {
			keys = append(keys, newShapeKey(f))
		}
	}
	return keys
}

func newShapeKey(f reflect.StructField) shapeKey {
	k := shapeKey{
		name: f.Tag.Get("yaml"), index: f.Index, typ: f.Type,
		doc: f.Tag.Get("doc"), preset: f.Tag.Get("default"), example: f.Tag.Get("example"),
	}
	for _, rule := range strings.Split(f.Tag.Get("jsonschema"), ",") {
		name, value, _ := strings.Cut(rule, "=")
		switch name {
		case "required":
			k.required = true
		case "minimum":
			k.minimum = value
		case "minItems":
			k.notEmpty = true
		}
	}
	if only := f.Tag.Get("only"); only != "" {
		for _, kind := range strings.Split(only, ",") {
			kind, needed := strings.CutPrefix(kind, "!")
			k.only = append(k.only, kind)
			if needed {
				k.needed = append(k.needed, kind)
			}
		}
	}
	return k
}

// allowedFor tells whether a kind of item or type of field has the key. An unknown kind has every key.
func (k shapeKey) allowedFor(kind string) bool {
	return kind == "" || len(k.only) == 0 || slices.Contains(k.only, kind)
}

// neededBy tells whether a kind of item or type of field must have the key.
func (k shapeKey) neededBy(kind string) bool { return slices.Contains(k.needed, kind) }

// exampleLine shows how the key is written.
func (k shapeKey) exampleLine() string {
	if k.example == "" {
		return "as in " + k.name + ": …"
	}
	return "as in " + k.name + ": " + k.example
}
