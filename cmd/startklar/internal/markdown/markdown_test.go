package markdown_test

import (
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/markdown"
)

func TestPapersAreRendered(t *testing.T) {
	got, err := markdown.Render("# Et\n\n## To\n\n- [ ] tom\n- [x] sat\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n**fed** [STAR](https://star.dk/)\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h2>Et</h2>", "<h2>To</h2>", `<span class="sk-box">☐</span> tom`, `<span class="sk-box">☑</span> sat`, `<table role="table" tabindex="0">`, `<td align="right">2</td>`, "<strong>fed</strong>", `href="https://star.dk/"`, "nofollow"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s:\n%s", want, got)
		}
	}
}

func TestNothingThatRunsComesThrough(t *testing.T) {
	got, err := markdown.Render(strings.Join([]string{
		"<script>alert(1)</script>", "[x](javascript:alert(1))", "[y](data:text/html,x)", `<img src=x onerror="alert(1)">`, "![spor](https://example.com/a.png)",
		`<svg onload="x"></svg>`, "<iframe src=//x></iframe>", `<p style="position:fixed">x</p>`, "<https://a\"onmouseover=x>", `[z](https://x "onclick=1")`,
	}, "\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "javascript:", "data:", "onerror", "<img", "<svg", "<iframe", "style=", "<input"} {
		if strings.Contains(got, bad) {
			t.Errorf("holds %s:\n%s", bad, got)
		}
	}
}
