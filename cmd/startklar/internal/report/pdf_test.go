package report_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/report"
	"startklar/domain"
	"startklar/templates/pages"
)

// needPrinter skips where there is no browser, and fails where there has to be one.
func needPrinter(t *testing.T, timeout time.Duration) *report.Printer {
	t.Helper()
	p := report.FindPrinter(1, timeout)
	if p == nil {
		missing(t, "Chromium, from the package chromium of Debian")
	}
	return p
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal("missing: " + what)
	}
	t.Skip("missing: " + what)
}

// tool runs one of poppler's programs on a file.
func tool(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		missing(t, name+", from the package poppler-utils of Debian")
	}
	output, err := exec.CommandContext(t.Context(), name, arguments...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(output)
}

func TestAPDFIsTaggedInItsLanguageAndHoldsTheWholeText(t *testing.T) {
	p := needPrinter(t, time.Minute)
	var html strings.Builder
	if err := (pages.Paper{Document: sample(), Style: report.PaperStyle()}).Render(t.Context(), &html); err != nil {
		t.Fatal(err)
	}
	file, err := p.PDF(t.Context(), html.String())
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "ark.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	facts := strings.Join(strings.Fields(tool(t, "pdfinfo", name)), " ")
	for _, want := range []string{"Tagged: yes", "JavaScript: no", "(A4)"} {
		if !strings.Contains(facts, want) {
			t.Errorf("not %q: %s", want, facts)
		}
	}
	if structure := tool(t, "pdfinfo", "-struct", name); !strings.Contains(structure, "H1") || !strings.Contains(structure, "TH") {
		t.Errorf("the tags lack headings or table heads:\n%s", structure)
	}
	if !strings.Contains(string(file), "/Lang (da") {
		t.Error("the language is not marked")
	}
	text := strings.Join(strings.Fields(tool(t, "pdftotext", "-layout", name, "-")), " ")
	for _, want := range []string{`<script>alert("x")</script>`, "første linje", "10.9.2019", "æøå"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the text:\n%s", want, text)
		}
	}
}

func TestThePrinterReachesNothing(t *testing.T) {
	p := needPrinter(t, time.Minute)
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("hemmeligt"), 0o600); err != nil {
		t.Fatal(err)
	}
	html := `<!DOCTYPE html><html lang="da"><title>x</title><p>før</p><script>document.write("script")</script>` +
		`<iframe src="file://` + secret + `"></iframe><img src="http://127.0.0.1:1/x" alt=""><p>efter</p>`
	file, err := p.PDF(t.Context(), html)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	text := tool(t, "pdftotext", name, "-")
	if !strings.Contains(text, "efter") || strings.Contains(text, "hemmeligt") || strings.Contains(text, "script") {
		t.Errorf("the page printed as %q", text)
	}
}

func TestPrintingEndsWithItsTimeAndLeavesNothingBehind(t *testing.T) {
	p := needPrinter(t, 40*time.Millisecond)
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	if _, err := p.PDF(t.Context(), "<p>x"); domain.CodeOf(err) != domain.Unavailable {
		t.Errorf("too slow: %v", err)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if _, err := p.PDF(ended, "<p>x"); domain.CodeOf(err) != domain.Unavailable {
		t.Errorf("interrupted: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "startklar-print-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if output, _ := exec.CommandContext(t.Context(), "pgrep", "-f", folder).Output(); len(output) > 0 {
		t.Errorf("a browser still runs: %s", output)
	}
}
