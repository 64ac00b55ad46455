package workflow

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func smallDefinition(t *testing.T) *Definition {
	t.Helper()
	text, err := os.ReadFile("../templates/journeys/ny-kollega.yaml")
	if err != nil {
		t.Fatal(err)
	}
	def, err := Parse("ny-kollega.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

func show(t *testing.T, def *Definition, format, lang string) string {
	t.Helper()
	text, err := Show(def, format, lang)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestShowWritesAnOutline(t *testing.T) {
	want := `Ny kollega (ny-kollega, version 1)

1. Modtagelse (modtagelse)
  - Bestil nøgle og adgange (adgang): task, required, starts by itself, MunicipalLeader
    due start - 5 working days
  - Velkomstsamtale (samtale): meeting, required, MunicipalLeader
    due start + 2 days
    sets the date "samtale"
  - Følg op på de første uger (opfoelgning): task, required, MunicipalLeader
    opens when samtale is completed
    due samtale + 4 weeks
  - Den nye kollega er faldet til (faldet_til): milestone, occurs by itself
    opens when adgang is completed and opfoelgning is completed
`
	if diff := cmp.Diff(want, show(t, smallDefinition(t), "text", "da")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestShowDrawsAMermaidFlowchart(t *testing.T) {
	want := `flowchart LR
  subgraph stage_modtagelse["Modtagelse"]
    direction TB
    item_adgang["Bestil nøgle og adgange"]
    item_samtale(["Velkomstsamtale"])
    item_opfoelgning["Følg op på de første uger"]
    item_faldet_til{{"Den nye kollega er faldet til"}}
  end
  item_samtale -->|"completed"| item_opfoelgning
  item_adgang -->|"completed"| item_faldet_til
  item_opfoelgning -->|"completed"| item_faldet_til
`
	if diff := cmp.Diff(want, show(t, smallDefinition(t), "mermaid", "da")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestShowNamesStagesConditionsAndExits(t *testing.T) {
	def := accepted(t, "ok-every-kind")
	for format, want := range map[string][]string{
		"text": {
			"opens when forberedelse is completed", "closed by ProcessConsultant", "freezes tjekliste, plan",
			"required when selected", `ends when choice("plan", "pace") == "weekly"`,
			"reminder 7 days and 1 working day before", "ProcessConsultant or NationalOfficer is warned 14 days after",
			"A Internt: 1 question, 1 prompt", "plan Plan: 8 fields", "repeated every month, at most 8 times", "cv CV",
		},
		"mermaid": {
			`stage_forberedelse -->|"completed"| stage_workshop_stage`, `exit_item_opgave{"choice(#quot;plan#quot;`,
			`item_opgave -->|"terminated"| item_afbrudt`, `if_item_viden{"selected #amp;#amp; completed(#quot;workshop#quot;)"}`,
		},
		"svg": {"<title>forberedelse completed: workshop_stage</title>", "when selected &amp;&amp; completed"},
	} {
		got := show(t, def, format, "da")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q in:\n%s", format, w, got)
			}
		}
	}
}

func TestShowChoosesTheLanguage(t *testing.T) {
	def := accepted(t, "ok-two-languages")
	for lang, want := range map[string]string{"da": "En opgave, der fylder to linjer", "en": "A task"} {
		for _, format := range ShowFormats() {
			if got := show(t, def, format, lang); !strings.Contains(got, want) {
				t.Errorf("%s in %s lacks %q:\n%s", format, lang, want, got)
			}
		}
	}
}

func TestShowRefusesAnUnknownFormat(t *testing.T) {
	if _, err := Show(smallDefinition(t), "png", "da"); err == nil || !strings.Contains(err.Error(), "text, mermaid or svg") {
		t.Errorf("got %v", err)
	}
}

func TestShowEscapesTextsInDrawings(t *testing.T) {
	hostile := `<script>alert("x")</script> & ]]> "`
	text := "definition: x\nversion: 1\ntitle: '" + hostile + "'\nstages:\n  - id: s\n    title: '" + hostile +
		"'\n    items:\n      - {id: end, kind: task, title: '" + hostile + "', role: MunicipalLeader}\n"
	def, err := Parse("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	svg := show(t, def, "svg", "da")
	wellFormed(t, svg)
	if strings.Contains(svg, "<script") || strings.Contains(svg, "style=") {
		t.Errorf("got %s", svg)
	}
	for line := range strings.Lines(show(t, def, "mermaid", "da")) {
		if strings.Count(line, `"`)%2 != 0 || strings.Contains(line, "<script") {
			t.Errorf("got %q", line)
		}
	}
}

func TestShowDrawsEveryItemOnceInWellFormedSVG(t *testing.T) {
	def := accepted(t, "ok-every-kind")
	svg := show(t, def, "svg", "da")
	wellFormed(t, svg)
	for _, i := range def.Items {
		if got := strings.Count(svg, "<g><title>"+i.Title.DA+" ("+string(i.ID)+")"); got != 1 {
			t.Errorf("%s stands %d times in the drawing", i.ID, got)
		}
	}
}

func wellFormed(t testing.TB, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("no well-formed XML: %v", err)
		}
	}
}
