package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"startklar/templates/catalogue"
)

// Every refusal that the code can give has its text in both languages, and no text stands there for a refusal
// that nothing gives.
func TestEveryRefusalHasItsText(t *testing.T) {
	given := map[string]string{}
	for _, root := range []string{"../../domain", "../../workflow", "../../store", "."} {
		collectRefusals(t, root, given)
	}
	if len(given) < 50 {
		t.Fatalf("found only %d refusals: the search no longer understands the code", len(given))
	}
	for _, key := range slices.Sorted(maps.Keys(given)) {
		for _, lang := range catalogue.Langs() {
			if !lang.Has(catalogue.RefusalPrefix + key) {
				t.Errorf("%s: the refusal %q has no text in %s", given[key], key, lang)
			}
		}
	}
	for _, key := range catalogue.Danish.Keys() {
		if name, ok := strings.CutPrefix(key, catalogue.RefusalPrefix); ok && given[name] == "" {
			t.Errorf("the catalogue has a text for the refusal %q, which nothing gives", name)
		}
	}
}

// collectRefusals notes the keys of domain.Refuse and its kin, and where they stand.
func collectRefusals(t *testing.T, root string, given map[string]string) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if path == "../../store/storetest" {
			return fs.SkipDir // its counters refuse too, and nobody reads that
		}
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, key := range refusalKeys(n) {
				given[key] = path
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// keyArgument is where each function takes the key of a refusal.
var keyArgument = map[string]int{"Refuse": 1, "RefuseField": 2, "NeedText": 3, "conflict": 0}

func refusalKeys(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		if at, ok := keyArgument[calledName(n.Fun)]; ok && len(n.Args) > at {
			return texts(n.Args[at])
		}
	case *ast.KeyValueExpr:
		if name, ok := n.Key.(*ast.Ident); ok && name.Name == "Key" {
			return texts(n.Value)
		}
	case *ast.ReturnStmt: // what is wrong with a field: a key and its arguments
		if len(n.Results) == 2 && strings.Contains(strings.Join(texts(n.Results[0]), ""), "_") {
			return texts(n.Results[0])
		}
	}
	return nil
}

func calledName(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func texts(e ast.Expr) []string {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return nil
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil || text == "" || strings.ContainsAny(text, " /:") {
		return nil
	}
	return []string{text}
}
