package main_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	module = "startklar"
	root   = "../.."
)

// rule keeps packages from importing others. A path stands for itself and for
// everything below it; "" stands for every package of the module.
type rule struct {
	from   string
	except []string // below from, not held by the rule
	bans   []string
	allows []string // below bans, allowed all the same
	reason string
}

// arrows holds the imports of the program itself: domain ← workflow ← store,
// templates → domain, and only app knows the store.
var arrows = []rule{
	{
		from: "startklar/domain", bans: []string{module}, allows: []string{"startklar/domain"},
		reason: "the vocabulary stands on nothing of ours, so that everything can stand on it",
	},
	{
		from: "startklar/domain", bans: []string{"gorm.io", "database/sql", "github.com/labstack/echo", "net/http"},
		reason: "the vocabulary knows neither how it is stored nor how it is shown",
	},
	{
		from: "startklar/workflow", bans: []string{module}, allows: []string{"startklar/domain", "startklar/workflow"},
		reason: "the engine decides; storing and showing are done by those who call it",
	},
	{
		from: "startklar/workflow", bans: []string{"gorm.io", "database/sql", "github.com/labstack/echo", "net/http"},
		reason: "the engine is a functional core: the same functions serve live work, recovery and simulation",
	},
	{
		from: "startklar/workflow/journal", bans: []string{"startklar/workflow"}, allows: []string{"startklar/workflow/journal"},
		reason: "the journal is the door for every kind of thing, not for journeys alone",
	},
	{
		from: "startklar/store", bans: []string{module}, allows: []string{"startklar/domain", "startklar/workflow", "startklar/store"},
		reason: "the store keeps what it is given and knows no pages and no commands",
	},
	{
		from: "startklar/store", bans: []string{"github.com/labstack/echo", "net/http"},
		reason: "the store does not know that there is a web",
	},
	{
		from: "", except: []string{"startklar/store"}, bans: []string{"gorm.io"},
		reason: "the store is the only place that knows GORM",
	},
	{
		from: "", except: []string{"startklar/store", "startklar/cmd/startklar/internal/app"}, bans: []string{"startklar/store"},
		reason: "app wires the store to those who use it through interfaces; nobody else knows which store it is",
	},
	{
		from: "", except: []string{"startklar/domain/monitoring/disclosure/attack"}, bans: []string{"startklar/domain/monitoring/disclosure/attack"},
		reason: "attacks are for tests, which are not held by this rule",
	},
	{
		from: "", bans: []string{"startklar/domain/monitoring/monitoringtest"},
		reason: "it reads the programme from the sources, which are not there where the program runs",
	},
	{
		from: "", bans: []string{pages + "/webtest"},
		reason: "it opens the product for tests, which are not held by this rule",
	},
	{
		from: "startklar/templates", bans: []string{module}, allows: []string{"startklar/domain", "startklar/templates"},
		reason: "what people read has typed inputs and no rules of its own",
	},
	{
		from: "startklar/templates", bans: []string{"github.com/labstack/echo"},
		reason: "a component renders; which request it answers is the handler's business",
	},
}

// testArrows holds the imports of tests. A test may know the store; the core
// must be testable without one.
var testArrows = []rule{
	{
		from: "startklar/domain", bans: []string{module}, allows: []string{"startklar/domain"},
		reason: "a rule that can only be tested through others stands in the wrong place",
	},
	{
		from: "", except: []string{"startklar/store", "startklar/cmd"}, bans: []string{"gorm.io", "github.com/labstack/echo"},
		reason: "the core is tested without a database and without a web",
	},
	{
		from: "", except: []string{"startklar/store"}, bans: []string{"gorm.io"},
		reason: "the store is the only place that knows GORM",
	},
}

// pages is the product in a browser, with a package for each desk below it.
const pages = "startklar/cmd/startklar/internal/web"

// besideEachOther keeps the desks from importing each other, and what they stand on from importing them. What opens the
// whole for tests is no desk.
func besideEachOther(all []listed) (rules []rule) {
	for _, p := range all {
		if p.ImportPath != pages && p.ImportPath != pages+"/webtest" && within(p.ImportPath, pages) {
			rules = append(rules, rule{
				from: p.ImportPath, bans: []string{pages}, allows: []string{pages + "/site", p.ImportPath},
				reason: "the desks stand beside each other: what two of them need belongs to site, or to the domain",
			})
		}
	}
	return rules
}

// vagueNames are names of packages in which anything could stand.
var vagueNames = []string{"common", "helper", "helpers", "manager", "misc", "util", "utils"}

// topLevel is what the repository holds beside dot-files.
var topLevel = []string{
	"Makefile", "README.md", "cmd", "config.yaml", "domain",
	"go.mod", "go.sum", "store", "templates", "workflow",
}

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath   string
	Name         string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func TestArrowsPointOneWay(t *testing.T) {
	all := packages(t)
	rules := slices.Concat(arrows, besideEachOther(all))
	for _, p := range all {
		for _, finding := range broken(rules, p.ImportPath, p.Imports) {
			t.Error(finding)
		}
		for _, finding := range broken(testArrows, p.ImportPath, slices.Concat(p.TestImports, p.XTestImports)) {
			t.Error("in a test: " + finding)
		}
	}
}

func TestDesksStandBesideEachOther(t *testing.T) {
	rules := besideEachOther([]listed{{ImportPath: pages}, {ImportPath: pages + "/pack"}, {ImportPath: pages + "/site"}, {ImportPath: pages + "/webtest"}, {ImportPath: "startklar/store"}})
	for _, test := range []struct {
		from, to string
		findings int
	}{
		{pages, pages + "/pack", 0},
		{pages + "/pack", pages + "/site", 0},
		{pages + "/pack", pages + "/cases", 1},
		{pages + "/pack", pages, 1},
		{pages + "/site", pages + "/pack", 1},
		{pages + "/webtest", pages, 0},
		{"startklar/store", pages, 0},
	} {
		if found := broken(rules, test.from, []string{test.to}); len(found) != test.findings {
			t.Errorf("%s imports %s: %q", test.from, test.to, found)
		}
	}
}

func TestArrowsAreEnforced(t *testing.T) {
	for _, test := range []struct {
		rules    []rule
		from, to string
		findings int
	}{
		{arrows, "startklar/domain/journey", "startklar/workflow", 1},
		{arrows, "startklar/domain", "gorm.io/gorm", 2},
		{arrows, "startklar/domain", "net/http/httptest", 1},
		{arrows, "startklar/domain/journey", "startklar/domain/person", 0},
		{arrows, "startklar/workflow", "startklar/store", 2},
		{arrows, "startklar/workflow", "database/sql/driver", 1},
		{arrows, "startklar/workflow", "startklar/workflow/journal", 0},
		{arrows, "startklar/workflow/journal", "startklar/workflow", 1},
		{arrows, "startklar/workflow/journal", "startklar/workflow/definition", 1},
		{arrows, "startklar/workflow/journal", "startklar/domain", 0},
		{arrows, "startklar/store", "startklar/templates", 1},
		{arrows, "startklar/domain/monitoring/disclosure", "startklar/domain/monitoring/disclosure/attack", 1},
		{arrows, "startklar/domain/monitoring/figures", "startklar/domain/monitoring/monitoringtest", 1},
		{arrows, pages + "/pack", pages + "/webtest", 1},
		{testArrows, pages + "/pack", pages + "/webtest", 0},
		{arrows, "startklar/store", "github.com/labstack/echo/v4", 1},
		{arrows, "startklar/store/storetest", "gorm.io/gorm", 0},
		{arrows, "startklar/templates", "startklar/workflow", 1},
		{arrows, "startklar/templates/mail", "startklar/templates", 0},
		{arrows, "startklar/cmd/startklar/internal/web", "startklar/store", 1},
		{arrows, "startklar/cmd/startklar/internal/report", "gorm.io/gorm", 1},
		{arrows, "startklar/cmd/startklar", "startklar/store", 1},
		{arrows, "startklar/cmd/startklar/internal/app", "startklar/store", 0},
		{arrows, "startklar/cmd/startklar/internal/app", "gorm.io/gorm", 1},
		{arrows, "startklar/cmd/startklar/internal/apple", "startklar/store", 1},
		{testArrows, "startklar/domain", "startklar/store/storetest", 1},
		{testArrows, "startklar/workflow", "github.com/labstack/echo/v4", 1},
		{testArrows, "startklar/cmd/startklar/internal/web", "startklar/store", 0},
	} {
		t.Run(test.from+" to "+test.to, func(t *testing.T) {
			found := broken(test.rules, test.from, []string{"context", test.to})
			if len(found) != test.findings {
				t.Errorf("found %q, want %d findings", found, test.findings)
			}
		})
	}
}

// TestNoProgramDisclosesMoreThanTheRule finds a program that leaves half of the protection of small counts away, which
// tests may do.
func TestNoProgramDisclosesMoreThanTheRule(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		source, err := os.ReadFile(name)
		n := strings.Count(string(source), "PrimaryOnly()")
		seen += n
		if n > 0 && !strings.HasSuffix(filepath.ToSlash(name), "domain/monitoring/disclosure/rule.go") {
			t.Errorf("%s uses the rule without secondary suppression", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Error("the rule without secondary suppression is nowhere: the search no longer understands the code")
	}
}

func TestPackagesSayWhatTheyAreFor(t *testing.T) {
	for _, p := range packages(t) {
		if vague(p.ImportPath, p.Name) {
			t.Errorf("%s: anything could stand in a package of this name; name the subject", p.ImportPath)
		}
	}
	if !vague("startklar/domain/utils", "utils") || vague("startklar/domain/calendar", "calendar") {
		t.Error("vague names are not told from good ones")
	}
}

func TestTopLevelIsAsAgreed(t *testing.T) {
	got := topLevelEntries(t)
	for _, name := range got {
		if !slices.Contains(topLevel, name) {
			t.Errorf("%s stands at the top level; only %s and dot-files do", name, strings.Join(topLevel, " "))
		}
	}
	for _, name := range topLevel {
		if !slices.Contains(got, name) {
			t.Errorf("%s is missing from the top level", name)
		}
	}
}

// broken names each import that a rule bans.
func broken(rules []rule, from string, imports []string) []string {
	var findings []string
	for _, r := range rules {
		if !within(from, r.from) || withinAny(from, r.except) {
			continue
		}
		for _, imported := range imports {
			if withinAny(imported, r.bans) && !withinAny(imported, r.allows) {
				findings = append(findings, fmt.Sprintf("%s imports %s: %s", from, imported, r.reason))
			}
		}
	}
	return findings
}

func within(name, above string) bool {
	return above == "" || name == above || strings.HasPrefix(name, above+"/")
}

func withinAny(name string, above []string) bool {
	return slices.ContainsFunc(above, func(one string) bool { return within(name, one) })
}

func vague(importPath, name string) bool {
	return slices.Contains(vagueNames, name) || slices.Contains(vagueNames, path.Base(importPath))
}

// packages lists every package of the module. One that does not build is
// listed too (-e): its arrows count all the same.
func packages(t *testing.T) []listed {
	t.Helper()
	notice(t)
	command := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Imports,TestImports,XTestImports", "./...")
	command.Dir = root
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var found []listed
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, p)
	}
	if len(found) == 0 {
		t.Fatal("go list found no package")
	}
	return found
}

// notice reads every folder of sources, so that a remembered test result ends
// when a file changes: what `go list` and git read is not noticed.
func notice(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		hidden := len(entry.Name()) > 2 && strings.HasPrefix(entry.Name(), ".")
		if entry.IsDir() && (hidden || entry.Name() == "node_modules") {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// topLevelEntries lists what git tracks or would add. Without a git checkout
// it lists the folder, where ignored files count too.
func topLevelEntries(t *testing.T) []string {
	t.Helper()
	notice(t)
	present, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	command.Dir = root
	output, err := command.Output()
	known := map[string]bool{}
	for file := range strings.SplitSeq(string(output), "\x00") {
		entry, _, _ := strings.Cut(file, "/")
		known[entry] = true
	}

	var found []string
	for _, entry := range present {
		if !strings.HasPrefix(entry.Name(), ".") && (known[entry.Name()] || err != nil) {
			found = append(found, entry.Name())
		}
	}
	return found
}
