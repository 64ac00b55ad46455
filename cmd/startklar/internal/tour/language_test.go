package tour_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"startklar/templates/catalogue"
	"startklar/workflow"

	"github.com/PuerkitoBio/goquery"
	"github.com/goccy/go-yaml"
	"golang.org/x/net/html"
)

// TestNoScreenMixesLanguages reads every page in both languages, and finds no words there that only the other
// language's catalogue or definition has. Texts that are the same in both, and fragments of fewer than three
// words, say nothing.
func TestNoScreenMixesLanguages(t *testing.T) {
	h := enter(t, furnished)
	foreign := map[catalogue.Lang][]phrase{catalogue.Danish: phrasesOf(t, h, catalogue.English, catalogue.Danish), catalogue.English: phrasesOf(t, h, catalogue.Danish, catalogue.English)}
	for lang, phrases := range foreign {
		if len(phrases) < 500 {
			t.Fatalf("only %d phrases tell %s from the other language", len(phrases), lang)
		}
	}
	for _, s := range h.all(t) {
		if s.File != "" {
			continue
		}
		for _, lang := range catalogue.Langs() {
			said := wordsOf(h.get(t, s.who, lang, s.address).page(t))
			begun := threes(said)
			for _, p := range foreign[lang] {
				if begun[p.first] && strings.Contains(said, p.words) {
					t.Errorf("%s in %s says %q (%s)", s.Name, lang, p.words, p.key)
				}
			}
		}
	}
}

// phrase is what is said in one language alone; first are its first three words.
type phrase struct{ key, words, first string }

// threes are all runs of three words, which tell quickly what a page cannot hold.
func threes(text string) map[string]bool {
	all, words := map[string]bool{}, strings.Fields(text)
	for n := range max(0, len(words)-2) {
		all[strings.Join(words[n:n+3], " ")] = true
	}
	return all
}

// written is what the demo's people write, in their own language whatever the page's.
func written(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	var files []string
	for _, kind := range []string{"yaml", "go", "md"} {
		found, err := filepath.Glob("../demo/*." + kind)
		if err != nil || len(found) == 0 {
			t.Fatalf("no texts of the demo: %v", err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

var gaps = regexp.MustCompile(`\{\{[^}]*\}\}|\{\w+\}`)

// phrasesOf are what a language says of three words and more that the other does not say.
func phrasesOf(t *testing.T, h *house, lang, other catalogue.Lang) []phrase {
	t.Helper()
	common := " " + strings.Join(strings.Fields(strings.Join(allTexts(t, h, other), "\n")+"\n"+written(t)), " ") + " "
	var all []phrase
	add := func(key, text string) {
		for _, part := range gaps.Split(text, -1) {
			words := " " + strings.Join(strings.Fields(part), " ") + " "
			if first := strings.Fields(words); len(first) >= 3 && len(words) > 14 && !strings.Contains(common, strings.Trim(words, " .")) {
				all = append(all, phrase{key, words, strings.Join(first[:3], " ")})
			}
		}
	}
	for key, text := range catalogueOf(t, lang) {
		add(key, text)
	}
	for _, text := range definitionTexts(t, h, lang) {
		add("definition", text)
	}
	return all
}

// catalogueOf reads the catalogue's own files; the forms of a plural stand apart.
func catalogueOf(t *testing.T, lang catalogue.Lang) map[string]string {
	t.Helper()
	var raw map[string]any
	if err := yaml.Unmarshal(catalogue.Source(lang), &raw); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for key, value := range raw {
		switch value := value.(type) {
		case string:
			all[key] = value
		case map[string]any:
			for form, text := range value {
				all[key+"/"+form], _ = text.(string)
			}
		}
	}
	return all
}

func allTexts(t *testing.T, h *house, lang catalogue.Lang) []string {
	t.Helper()
	all := definitionTexts(t, h, lang)
	for _, text := range catalogueOf(t, lang) {
		all = append(all, text)
	}
	return all
}

// definitionTexts are what the programme's definition says of its steps and questions.
func definitionTexts(t *testing.T, h *house, lang catalogue.Lang) (all []string) {
	t.Helper()
	def, err := h.app.Newest(context.Background(), "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	in := string(lang)
	for _, stage := range def.Stages {
		all = append(all, stage.Title.In(in), stage.Help.In(in))
	}
	for _, item := range def.Items {
		all = append(all, item.Title.In(in), item.Help.In(in))
		for _, section := range item.Sections {
			all = append(all, section.Title.In(in), section.Help.In(in))
			for _, f := range section.Fields() {
				all = append(all, fieldTexts(f, in)...)
			}
		}
	}
	return all
}

func fieldTexts(f *workflow.Field, lang string) []string {
	all := []string{f.Text.In(lang), f.Why.In(lang), f.Example.In(lang)}
	for _, c := range f.Consider {
		all = append(all, c.In(lang))
	}
	for _, p := range f.Prompts {
		all = append(all, p.Text.In(lang))
	}
	return all
}

// spoken are the attributes that are read to somebody.
var spoken = []string{"aria-label", "title", "placeholder", "alt", "data-label", "content"}

// wordsOf is everything that a page says, each text between spaces. What a person wrote, which is in their own
// language, is among it.
func wordsOf(page *goquery.Document) string {
	var b strings.Builder
	say := func(text string) { b.WriteString(" " + strings.Join(strings.Fields(text), " ") + " \n") }
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			say(n.Data)
		}
		for _, a := range n.Attr {
			if slices.Contains(spoken, a.Key) || strings.HasPrefix(a.Key, "data-text-") {
				say(a.Val)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range page.Nodes {
		walk(n)
	}
	return b.String()
}
