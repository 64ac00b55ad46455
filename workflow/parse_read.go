package workflow

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// reader fills the shapes from the syntax tree. It goes on after every problem, so that one run finds all.
type reader struct{ *report }

// nodeReader is a shape that reads itself, because it takes more than one form.
type nodeReader interface {
	readNode(r *reader, n ast.Node)
}

// sorted is a shape whose kind or type decides which keys it has. sort returns that, and what to call it.
type sorted interface {
	sort() (kind, called string)
}

// fill reads a node into a value of a shape.
func (r *reader) fill(v reflect.Value, n ast.Node) {
	if shape, ok := v.Addr().Interface().(interface{ setPlace(place) }); ok {
		shape.setPlace(place{start: startOf(n)})
	}
	if !r.plainNode(n) {
		return
	}
	if own, ok := v.Addr().Interface().(nodeReader); ok {
		own.readNode(r, n)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.fill(v.Elem(), n)
	case reflect.Struct:
		r.mapping(v, n)
	case reflect.Slice:
		r.list(v, n)
	case reflect.String:
		r.word(v, n)
	default:
		r.plain(v, n)
	}
}

// plainNode refuses what YAML has and the format has not, and values that are missing.
func (r *reader) plainNode(n ast.Node) bool {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		r.add(ruleYAML, startOf(n), "YAML's &anchors, *aliases and !tags are not used here: write the value itself")
	case *ast.NullNode:
		r.add(ruleEmpty, startOf(n), "a value is missing: write one, or remove the key")
	default:
		return true
	}
	return false
}

// mapping reads a mapping into a struct, key by key.
func (r *reader) mapping(v reflect.Value, n ast.Node) {
	m, ok := n.(ast.MapNode)
	if !ok {
		r.add(ruleWrongType, startOf(n), "write keys and values here (key: value), not %s", called(n))
		return
	}
	at := place{start: startOf(n), keys: map[string]ast.Node{}, values: map[string]ast.Node{}}
	fields := keysOf(v.Type())
	unknown := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		key := keyOf(it.Key())
		i := slices.IndexFunc(fields, func(f shapeKey) bool { return f.name == key })
		switch {
		case i < 0:
			unknown[r.unknownKey(v, it.Key(), fields)] = true
		case at.has(key):
			r.add(ruleDuplicateKey, startOf(it.Key()), "%q stands twice: remove one of them", key)
		default:
			at.keys[key], at.values[key] = it.Key(), it.Value()
			r.fill(v.FieldByIndex(fields[i].index), it.Value())
			r.atLeast(v.FieldByIndex(fields[i].index), fields[i], it.Value())
		}
	}
	v.Addr().Interface().(interface{ setPlace(place) }).setPlace(at)
	r.required(v, at, fields, unknown)
}

// unknownKey reports a key and returns the key that was probably meant.
func (r *reader) unknownKey(v reflect.Value, key ast.Node, fields []shapeKey) string {
	name := keyOf(key)
	if s, ok := v.Addr().Interface().(interface{ refuses() map[string]string }); ok && s.refuses()[name] != "" {
		r.add(ruleUnknownKey, startOf(key), "%s", s.refuses()[name])
		return ""
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	r.add(ruleUnknownKey, startOf(key), "unknown key %q: %s", name, suggest(name, names))
	return nearest(name, names)
}

// required reports keys that must be there; not those that were probably meant by an unknown one.
func (r *reader) required(v reflect.Value, at place, fields []shapeKey, meant map[string]bool) {
	kind, called := "", ""
	if s, ok := v.Addr().Interface().(sorted); ok {
		kind, called = s.sort()
	}
	for _, f := range fields {
		switch {
		case at.has(f.name):
			r.belongs(at, f, kind, called)
		case meant[f.name]:
		case f.required:
			r.add(ruleMissingKey, at.start, "%q is missing: write it here, %s", f.name, f.exampleLine())
		case f.neededBy(kind):
			r.add(ruleMissingKey, at.start, "%s needs %q: write it here", called, f.name)
		}
	}
}

// belongs reports a key that this kind of item or type of field does not have.
func (r *reader) belongs(at place, f shapeKey, kind, called string) {
	if !f.allowedFor(kind) {
		r.add(ruleMisplacedKey, at.key(f.name), "%q does not belong to %s but to %s: remove it",
			f.name, called, alternatives(f.only))
	}
}

// atLeast reports numbers that are too small and lists that are too short.
func (r *reader) atLeast(v reflect.Value, f shapeKey, n ast.Node) {
	switch {
	case f.minimum != "" && isNumber(n):
		if smallest, _ := strconv.Atoi(f.minimum); v.Int() < int64(smallest) {
			r.add(ruleOutOfRange, startOf(n), "%q: write %s or more", f.name, f.minimum)
		}
	case f.notEmpty && isEmptyList(n):
		r.add(ruleEmpty, startOf(n), "%q is empty: write at least one, or remove the key", f.name)
	}
}

// list reads a sequence into a slice. A word may stand in it once.
func (r *reader) list(v reflect.Value, n ast.Node) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		r.add(ruleWrongType, startOf(n), "write a list here, such as [a, b] or lines that begin with -, not %s", called(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
	seen := map[string]bool{}
	for i, element := range seq.Values {
		r.fill(v.Index(i), element)
		if v.Index(i).Kind() != reflect.String {
			continue
		}
		word := v.Index(i).String()
		if seen[word] && word != "" {
			r.add(ruleRepeatedValue, startOf(element), "%q stands twice in the list: remove one", word)
		}
		seen[word] = true
	}
}

// word reads a string of one of the wordTypes.
func (r *reader) word(v reflect.Value, n ast.Node) {
	kind := wordTypes[v.Type()]
	text, ok := r.text(n, withArticle(kind.called))
	if !ok {
		return
	}
	if rule, wrong := kind.check(text); rule != "" {
		r.add(rule, startOf(n), "%s", wrong)
		return
	}
	v.SetString(text)
}

// text reads a string that is not empty.
func (r *reader) text(n ast.Node, want string) (string, bool) {
	if !r.plainNode(n) {
		return "", false
	}
	text, ok := stringOf(n)
	switch {
	case !ok && isScalar(n):
		r.add(ruleWrongType, startOf(n), "write %s here, not %s; a text that looks like one needs quotes: %q",
			want, called(n), n.GetToken().Value)
	case !ok:
		r.add(ruleWrongType, startOf(n), "write %s here, not %s", want, called(n))
	case strings.TrimSpace(text) == "":
		r.add(ruleEmpty, startOf(n), "this is empty: write %s, or remove the key", want)
	default:
		return text, true
	}
	return "", false
}

// plain reads true and false and numbers.
func (r *reader) plain(v reflect.Value, n ast.Node) {
	switch v.Kind() {
	case reflect.Bool:
		flag, ok := n.(*ast.BoolNode)
		if !ok {
			r.add(ruleWrongType, startOf(n), "write true or false here, not %s", called(n))
			return
		}
		v.SetBool(flag.Value)
	case reflect.Int:
		whole, ok := wholeOf(n)
		if !ok && isInteger(n) {
			r.add(ruleOutOfRange, startOf(n), "this number is too large: write a smaller one")
			return
		}
		if !ok {
			r.add(ruleWrongType, startOf(n), "write a whole number here, not %s", called(n))
			return
		}
		v.SetInt(whole)
	case reflect.Float64:
		number, ok := numberOf(n)
		if !ok {
			r.add(ruleWrongType, startOf(n), "write a number here, not %s", called(n))
			return
		}
		v.SetFloat(number)
	}
}
