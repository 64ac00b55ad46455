package catalogue

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"startklar/domain"
	"startklar/domain/calendar"
)

func TestTextsTakeNamedValuesAndPluralForms(t *testing.T) {
	for _, c := range []struct {
		lang  Lang
		key   string
		pairs []any
		want  string
	}{
		{Danish, "shell.skip", nil, "Gå til indholdet"},
		{English, "shell.skip", nil, "Skip to the content"},
		{Danish, "shell.minutes", []any{"count", 1}, "ca. 1 minut"},
		{Danish, "shell.minutes", []any{"count", 6}, "ca. 6 minutter"},
		{Danish, "shell.minutes", []any{"count", 130}, "ca. 130 minutter"},
		{Danish, "shell.minutes", []any{"count", 180}, "ca. 3 timer"},
		{Danish, "shell.minutes", []any{"count", 150}, "ca. 2,5 timer"},
		{English, "checklist.minutes_left", []any{"count", 120}, "about 2 hours left"},
		{English, "shell.minutes", []any{"count", 1}, "about 1 minute"},
		{Danish, "form.limit", []any{"count", 2000}, "Højst 2.000 tegn."},
		{Danish, "shell.title_error", []any{"title", "A & B"}, "Fejl: A & B"},
		{"sv", "shell.sign_out", nil, "Log ud"},
	} {
		if got := c.lang.T(c.key, c.pairs...); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.key, got, c.want)
		}
	}
}

func TestARefusalIsReadWithItsValues(t *testing.T) {
	fault := domain.Fault("saving", errors.New("disk full"))
	if got := Danish.Refusal(fault); strings.Contains(got, "disk") || strings.Contains(got, "⟦") {
		t.Errorf("a fault reads %q", got)
	}
}

func TestValuesAreWrittenInTheLanguage(t *testing.T) {
	day := calendar.NewDate(2019, 9, 10)
	for _, c := range []struct {
		value  any
		da, en string
	}{
		{1234, "1.234", "1,234"},
		{int64(-5), "-5", "-5"},
		{day, "10.9.2019", calendar.Format(day, "en")},
		{domain.Text{DA: "spor", EN: "track"}, "spor", "track"},
		{[]string{"A", "B", "C"}, "A, B og C", "A, B and C"},
		{[]string{"A"}, "A", "A"},
		{"2019", "2019", "2019"},
	} {
		if got := Danish.write(c.value); got != c.da {
			t.Errorf("Danish %q, want %q", got, c.da)
		}
		if got := English.write(c.value); got != c.en {
			t.Errorf("English %q, want %q", got, c.en)
		}
	}
}

func TestAMissingTextIsVisible(t *testing.T) {
	for _, got := range []string{Danish.T("no.such.key"), Danish.T("shell.minutes"), Danish.T("conflict.lead", "by", "Bo")} {
		if !strings.HasPrefix(got, "⟦") {
			t.Errorf("got %q, want a text between brackets", got)
		}
	}
}

func TestLanguageTravelsInTheContext(t *testing.T) {
	if got := From(context.Background()); got != Danish {
		t.Errorf("without a choice: %q", got)
	}
	if got := From(With(context.Background(), English)); got != English {
		t.Errorf("after a choice: %q", got)
	}
}

func TestBothLanguagesHaveTheSameKeysAndValues(t *testing.T) {
	danish, english := entries(t, Danish), entries(t, English)
	for key, text := range danish {
		other, ok := english[key]
		if !ok {
			t.Errorf("%s has no English text", key)
			continue
		}
		if a, b := values(text), values(other); !slices.Equal(a, b) {
			t.Errorf("%s takes %v in Danish and %v in English", key, a, b)
		}
	}
	for key := range english {
		if _, ok := danish[key]; !ok {
			t.Errorf("%s has no Danish text", key)
		}
	}
}

// A duplicated or empty text is a slip of the pen.
func TestNoTextIsEmpty(t *testing.T) {
	for _, lang := range Langs() {
		for key, text := range entries(t, lang) {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s is empty", lang, key)
			}
		}
	}
}

func TestKeysInTheProgrammeAndInTheCatalogueAgree(t *testing.T) {
	spoken, mentioned, prefixes := keysOfTheProgramme(t)
	for key, where := range spoken {
		if !Danish.Has(key) {
			t.Errorf("%s: the catalogue has no text for %q", where, key)
		}
	}
	for _, key := range Danish.Keys() {
		// The keys of refusals are compared with the domain's own list elsewhere; a notice is named by its event.
		if strings.HasPrefix(key, "error.") || strings.HasPrefix(key, "notice.") || mentioned[key] {
			continue
		}
		if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("nothing uses the text %q", key)
		}
	}
}

// entries reads a file anew, so that the comparison does not rest on the code
// it checks. The forms of a plural are joined.
func entries(t *testing.T, lang Lang) map[string]string {
	t.Helper()
	var raw map[string]any
	if err := yaml.Unmarshal(Source(lang), &raw); err != nil {
		t.Fatal(err)
	}
	found := make(map[string]string, len(raw))
	for key, value := range raw {
		switch value := value.(type) {
		case string:
			found[key] = value
		case map[string]any:
			for _, form := range []string{"one", "other"} {
				text, ok := value[form].(string)
				if !ok {
					t.Errorf("%s: %s lacks the form %q", lang, key, form)
				}
				found[key] += text + "\n"
			}
		default:
			t.Errorf("%s: %s is a %T, not a text", lang, key, value)
		}
	}
	return found
}

var valueName = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}|\{(\w+)\}`)

func values(text string) []string {
	var names []string
	for _, match := range valueName.FindAllStringSubmatch(text, -1) {
		names = append(names, match[1]+match[2])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// keysOfTheProgramme reads every Go file but tests. Generated components are Go
// files too, so a key in a .templ file is found through them. `spoken` are the
// keys given to T as a literal; `mentioned` every literal that
// might be one; `prefixes` the literal beginnings of keys put together with +.
func keysOfTheProgramme(t *testing.T) (spoken map[string]string, mentioned map[string]bool, prefixes []string) {
	t.Helper()
	spoken, mentioned = make(map[string]string), make(map[string]bool)
	root := filepath.Join("..", "..")
	fileSet := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || len(entry.Name()) > 2 && entry.Name()[0] == '.') {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(fileSet, path, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.BasicLit:
				if text, ok := literal(node); ok {
					mentioned[text] = true
				}
			case *ast.BinaryExpr:
				if text, ok := literal(node.X); ok && node.Op == token.ADD && strings.HasSuffix(text, ".") && len(text) > 1 {
					prefixes = append(prefixes, text)
				}
			case *ast.CallExpr:
				if text, ok := spokenKey(node); ok {
					spoken[text] = fileSet.Position(node.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return spoken, mentioned, prefixes
}

func spokenKey(call *ast.CallExpr) (string, bool) {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || selector.Sel.Name != "T" {
		return "", false
	}
	text, ok := literal(call.Args[0])
	return text, ok && regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`).MatchString(text)
}

func literal(expression ast.Expr) (string, bool) {
	basic, ok := expression.(*ast.BasicLit)
	if !ok || basic.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(basic.Value)
	return text, err == nil
}
