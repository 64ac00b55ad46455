package parts

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"startklar/templates"
	"startklar/templates/catalogue"
)

func TestEveryPageHasTheSameFrame(t *testing.T) {
	for _, lang := range catalogue.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			page := specimenPage(t, lang)
			if got, _ := page.Find("html").Attr("lang"); got != string(lang) {
				t.Errorf("lang %q", got)
			}
			for selector, want := range map[string]int{
				"h1": 1, "main": 1, "header": 1, "footer": 1, "main h1": 1, "[aria-current=step]": 1, ".sk-audience": 1,
				"[style]": 0, "style": 0, "script:not([src])": 0, "script:not([type=module])": 0, "[onclick],[onsubmit],[onload]": 0,
				"table:not([role=table])": 0, "[tabindex]:not([tabindex='0']):not([tabindex='-1'])": 0, "a[href='']": 0,
			} {
				if got := page.Find(selector).Length(); got != want {
					t.Errorf("%d × %s, want %d", got, selector, want)
				}
			}
			first := page.Find("body a").First()
			if href, _ := first.Attr("href"); !first.HasClass("sk-skip") || page.Find("main"+href).Length() != 1 {
				t.Error("the first link must skip to the main part")
			}
			if missing := regexp.MustCompile(`⟦[^⟧]*⟧`).FindString(page.Text()); missing != "" {
				t.Errorf("a text is missing: %s", missing)
			}
		})
	}
}

func TestTitleSaysThatThePageCameBackWithErrors(t *testing.T) {
	for lang, prefix := range map[catalogue.Lang]string{catalogue.Danish: "Fejl: ", catalogue.English: "Error: "} {
		if got := specimenPage(t, lang).Find("title").Text(); !strings.HasPrefix(got, prefix) {
			t.Errorf("%s: title %q", lang, got)
		}
	}
	plain := Shell{Heading: "Tjekliste"}
	if got := plain.title(catalogue.Danish); got != "Tjekliste · Startklar" {
		t.Errorf("without errors: %q", got)
	}
}

func TestErrorSummaryStandsAboveTheHeadingAndLeadsToTheFields(t *testing.T) {
	page := specimenPage(t, catalogue.Danish)
	order := page.Find("main").Find(".sk-errors, h1")
	if !order.First().HasClass("sk-errors") {
		t.Error("the summary must come before the h1")
	}
	page.Find(".sk-errors a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		target := page.Find(href)
		if target.Length() != 1 || !slices.Contains([]string{"input", "select", "textarea"}, goquery.NodeName(target)) {
			t.Errorf("%s is not a field", href)
		}
		if said := words(page.Find(href + "-error")); !strings.HasSuffix(said, words(a)) {
			t.Errorf("the field says %q, the summary %q", said, words(a))
		}
	})
}

func TestEveryFieldHasALabelAndEveryReferenceATarget(t *testing.T) {
	page := specimenPage(t, catalogue.Danish)
	page.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, field *goquery.Selection) {
		id, _ := field.Attr("id")
		if id == "" || page.Find("label[for='"+id+"']").Length() != 1 {
			t.Errorf("field %q has no label of its own", id)
		}
	})
	seen := make(map[string]bool)
	page.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if seen[id] {
			t.Errorf("id %q stands twice", id)
		}
		seen[id] = true
	})
	for _, attribute := range []string{"aria-describedby", "aria-labelledby", "for"} {
		page.Find("[" + attribute + "]").Each(func(_ int, s *goquery.Selection) {
			if s.Closest("template").Length() > 0 {
				return // resolved when the script puts it into the page
			}
			for _, id := range strings.Fields(s.AttrOr(attribute, "")) {
				if !seen[id] {
					t.Errorf("%s=%q points nowhere", attribute, id)
				}
			}
		})
	}
	page.Find("fieldset").Each(func(_ int, s *goquery.Selection) {
		if s.Find("legend").Length() != 1 {
			t.Error("a group of choices has no legend")
		}
	})
}

func TestStatusIsAWordAndAShape(t *testing.T) {
	shapes := make(map[string]string)
	page := specimenPage(t, catalogue.Danish)
	page.Find(".sk-task .sk-status").Each(func(_ int, s *goquery.Selection) {
		shape, _ := s.Find("svg").Html()
		if words(s) == "" || shape == "" {
			t.Error("a status lacks its word or its shape")
		}
		if other, ok := shapes[shape]; ok {
			t.Errorf("%s and %s have the same shape", other, words(s))
		}
		shapes[shape] = words(s)
	})
	if len(shapes) != len(StatusKinds()) {
		t.Errorf("%d shapes, want %d", len(shapes), len(StatusKinds()))
	}
}

func TestATaskWithoutAddressIsNoLink(t *testing.T) {
	page := specimenPage(t, catalogue.Danish)
	page.Find(".sk-task").Each(func(_ int, task *goquery.Selection) {
		locked := task.Find(".sk-status--locked").Length() == 1
		if links := task.Find("a").Length(); locked == (links == 1) {
			t.Errorf("%q: %d links", words(task), links)
		}
	})
}

func TestBlankAnswersSaySo(t *testing.T) {
	for lang, want := range map[catalogue.Lang]string{catalogue.Danish: "Ikke besvaret", catalogue.English: "Not answered"} {
		if got := words(specimenPage(t, lang).Find(".sk-summary .sk-blank")); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

func TestTableCellsCarryTheHeadingOfTheirColumn(t *testing.T) {
	page := specimenPage(t, catalogue.Danish)
	page.Find("tbody td").Each(func(_ int, cell *goquery.Selection) {
		if cell.AttrOr("data-label", "") == "" {
			t.Errorf("the cell %q has no heading on a narrow screen", words(cell))
		}
	})
	if got := page.Find("th[aria-sort=ascending]").Length(); got != 1 {
		t.Errorf("%d sorted columns, want 1", got)
	}
}

func TestTextsAreEscaped(t *testing.T) {
	var out bytes.Buffer
	hostile := `"><script>alert(1)</script>`
	page := templ.Join(
		Status{Kind: Open, Text: hostile},
		Field{Kind: TextArea, Name: "a", Label: hostile, Value: hostile},
		Button{Label: "x", Href: "javascript:alert(1)"},
		Conflict{Action: "/", Field: "b", Mine: hostile, Theirs: hostile},
	)
	if err := page.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	for _, forbidden := range []string{"<script", "javascript:"} {
		if strings.Contains(out.String(), forbidden) {
			t.Errorf("the page holds %q", forbidden)
		}
	}
}

// Attributes of the design system that would need its script are not used, and
// every class that a component writes has a rule of ours.
func TestEveryClassHasARule(t *testing.T) {
	sheet, err := templates.Asset(templates.Sheet)
	if err != nil {
		t.Fatal(err)
	}
	page := specimenPage(t, catalogue.Danish)
	for _, class := range classes(page) {
		if !regexp.MustCompile(`\.` + regexp.QuoteMeta(class) + `\b`).Match(sheet) {
			t.Errorf("startklar.css has no rule for .%s", class)
		}
	}
}

func classes(page *goquery.Document) []string {
	var found []string
	page.Find("[class]").Each(func(_ int, s *goquery.Selection) {
		found = append(found, strings.Fields(s.AttrOr("class", ""))...)
	})
	slices.Sort(found)
	return slices.Compact(found)
}
