package report_test

import (
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/report"
	"startklar/domain/document"
)

// canary is a text that does harm wherever it is not taken for text.
const canary = `<script>alert("x")</script> [klik](javascript:x) *a* _b_ # c | d & e`

// sample has every kind of block, with the canary in each place that holds a text.
func sample() document.Document {
	d := document.Document{
		Lang: "da", Title: "Ark " + canary, Kicker: canary, Lead: canary,
		Facts: []document.Fact{{Name: "Navn " + canary, Value: canary}},
	}
	d.Heading(2, "Afsnit "+canary)
	d.Text("første linje\n- anden linje\n\n1. tredje " + canary)
	d.Heading(3, "Under "+canary)
	d.Note(canary)
	d.List("punkt "+canary, "to")
	d.Table("Tabel "+canary, []string{"Hvad " + canary, "Hvornår"}, [][]string{{canary, "10.9.2019"}, {"æøå", ""}})
	return d
}

func TestMarkdownReadsAsItWasTyped(t *testing.T) {
	d := document.Document{Title: "Plan *A*", Facts: []document.Fact{{Name: "Dato", Value: "10.9.2019"}}}
	d.Heading(2, "1. Mål")
	d.Text("a\nb\n\n- c\n====\n2) d")
	d.Table("", []string{"x|y"}, [][]string{{"to\nlinjer"}})
	d.List("+ plus")
	want := strings.Join([]string{
		`# Plan \*A\*`, "", `- **Dato:** 10.9.2019`, "", `## 1\. Mål`, "", `a\`, "b", "", `\- c\`, `\====\`, `2\) d`, "",
		`| x\|y |`, "| --- |", "| to linjer |", "", `- \+ plus`, "",
	}, "\n")
	if got := string(report.Markdown(d)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMarkdownHoldsNoMarkupThatSomebodyTyped(t *testing.T) {
	got := string(report.Markdown(sample()))
	for _, harm := range []string{"<script", "[klik]", " *a* ", " # c"} {
		if strings.Contains(got, harm) {
			t.Errorf("%q came through:\n%s", harm, got)
		}
	}
	if n := strings.Count(got, "&lt;script&gt;"); n != 13 { // every text of the sample
		t.Errorf("the canary stands %d times", n)
	}
}
