package monitor_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/person"
)

const recordsPath = "/leverancer/indlaes"

// recordsHead is the first line of a file.
const recordsHead = "citizen;municipality;month;job_broker;rehab;step_up;exempt;benefit;paid_hours;self_supporting;education;wage_subsidy;work_placement;origin;exit\n"

// row is one citizen in a month, with paid hours.
func row(citizen, code, month, hours string) string {
	return fmt.Sprintf("%s;%s;%s;1;0;0;;kontanthjaelp;%s;0;0;0;0;dansk;\n", citizen, code, month, hours)
}

// sendRecords sends a file by the page's form.
func sendRecords(w *webtest.World, who person.ID, name, content string) webtest.Page {
	w.T.Helper()
	return w.Browser(who).Upload(recordsPath, name, content, webtest.Form())
}

// settled waits until nothing is under way, and returns the page.
func settled(w *webtest.World) webtest.Page {
	w.T.Helper()
	for range 500 {
		if strings.Contains(w.Get("star", recordsPath+"/status").Raw, `"busy":false`) {
			return w.Get("star", recordsPath)
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.T.Fatal("the file never came to an end")
	return webtest.Page{}
}

// tried sends a file, and returns the page with what the dry run found.
func tried(w *webtest.World, name, content string) webtest.Page {
	w.T.Helper()
	if a := sendRecords(w, "star", name, content); a.Status != http.StatusSeeOther {
		w.T.Fatalf("status %d: %s", a.Status, a.Body)
	}
	return settled(w)
}

var waitingFile = regexp.MustCompile(`name="fil" value="([^"]+)"`)

// decide presses a button of the page that shows a checked file.
func decide(w *webtest.World, page webtest.Page, what string) webtest.Page {
	w.T.Helper()
	found := waitingFile.FindStringSubmatch(page.Raw)
	if found == nil {
		w.T.Fatal("no file waits")
	}
	return w.Post("star", recordsPath+"/"+what, url.Values{"fil": {found[1]}})
}

// months are what the store has of a month, by municipality.
func months(w *webtest.World) string {
	w.T.Helper()
	file := w.Get("star", "/leverancer/0851?format=csv")
	if file.Status != http.StatusOK {
		w.T.Fatalf("status %d", file.Status)
	}
	return file.Raw
}

func TestAFileIsTriedCorrectedAndTakenIn(t *testing.T) {
	w := webtest.New(t)
	w.MoveTo(at(4, 8))
	good := row("b-1", "0461", "2026-03", "7,5") + row("b-2", "0461", "2026-03", "0")
	page := tried(w, "marts.csv", recordsHead+good+row("b-1", "0851", "2026-03", "mange"))
	page.Says(t, http.StatusOK, []string{
		"marts.csv", "Noget i filen er forkert", "Intet er gemt endnu", "1 fejl", "paid_hours", "Aalborg, marts 2026", "Skriv timerne som et tal", "Her står: mange", "Indlæs det, der er i orden",
	}, []string{"Filer, der er indlæst</h2>", "8.4.2026 kl. 12.00</td>"})
	if strings.Contains(w.Get("star", "/leverancer").Body, "2 af 2") {
		t.Error("a dry run has stored something")
	}
	report := w.Get("star", recordsPath+"/rapport?format=csv")
	if report.Status != http.StatusOK || !strings.Contains(report.Raw, "Fejl;4;paid_hours;0851;Aalborg;2026-03;") {
		t.Errorf("the report: %d %s", report.Status, report.Raw)
	}

	if a := decide(w, page, "gem"); a.Status != http.StatusSeeOther {
		t.Fatalf("status %d", a.Status)
	}
	settled(w).Says(t, http.StatusOK, []string{"Det, der var i orden, er indlæst", "Filer, der er indlæst", "/leverancer/indlaest/1"}, []string{"name=\"fil\""})
	w.Get("star", "/leverancer").Says(t, http.StatusOK, []string{"1 af 2 kommuner har leveret"}, nil)
	w.Get("star", "/leverancer/indlaest/1").Says(t, http.StatusOK, []string{"marts.csv", "Medarbejder i STAR", "1 fejl", "Her står: mange"}, nil)

	corrected := tried(w, "marts-rettet.csv", recordsHead+good+row("b-1", "0851", "2026-03", "12"))
	corrected.Says(t, http.StatusOK, []string{"Filen er i orden", "Nye", "Uændrede"}, []string{"1 fejl", "Erstatter"})
	decide(w, corrected, "gem")
	settled(w).Says(t, http.StatusOK, []string{"Filen er indlæst", "/leverancer/indlaest/2"}, nil)
	w.Get("star", "/leverancer").Says(t, http.StatusOK, []string{"2 af 2 kommuner har leveret"}, nil)
	w.Get("star", "/historik").Says(t, http.StatusOK, []string{"Indlæste en fil", "Modtog en leverance"}, nil)
}

func TestAFileIsThrownAwayOrForgotten(t *testing.T) {
	w := webtest.New(t)
	w.MoveTo(at(4, 8))
	file := recordsHead + row("b-1", "0851", "2026-03", "1")
	first := tried(w, "a.csv", file)
	if a := decide(w, first, "kasser"); a.Status != http.StatusSeeOther {
		t.Fatalf("status %d", a.Status)
	}
	decide(w, first, "gem").Says(t, http.StatusConflict, []string{"Filen venter ikke længere"}, nil)
	second := tried(w, "b.csv", file)
	tried(w, "c.csv", file) // takes the place of the one that waits
	decide(w, second, "gem").Says(t, http.StatusConflict, []string{"Filen venter ikke længere"}, nil)
	if strings.Contains(months(w), "Til tiden") {
		t.Error("something was stored")
	}
}

// TestAPersonalNumberIsNowhereAfterwards sends one in every place of a file, and in its name.
func TestAPersonalNumberIsNowhereAfterwards(t *testing.T) {
	number := "0101" + "70" + "-" + "1234"
	good := row("b-1", "0461", "2026-03", "1")
	for name, file := range map[string]string{
		"in a citizen's place": recordsHead + good + row(number, "0851", "2026-03", "1"),
		"in another column":    recordsHead + good + row("b-1", "0851", "2026-03", number),
		"in the header":        strings.Replace(recordsHead, "exit", number, 1) + good,
		"in a month":           recordsHead + good + row("b-1", "0851", number, "1"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			w := webtest.New(t) // its database lies there, too
			w.MoveTo(at(4, 8))
			page := tried(w, number+".csv", file)
			page.Says(t, http.StatusOK, []string{"fil.csv"}, []string{number, number[:6], "name=\"fil\""})
			report := w.Get("star", recordsPath+"/rapport?format=csv")
			if strings.Contains(report.Raw, number) {
				t.Error("the report repeats it")
			}
			if a := w.Post("star", recordsPath+"/gem", url.Values{"fil": {"x"}}); a.Status != http.StatusConflict {
				t.Errorf("status %d", a.Status)
			}
			neverWritten(t, filepath.Dir(os.TempDir()), number)
		})
	}
}

// neverWritten looks through every file below a directory, databases among them.
func neverWritten(t *testing.T, dir, text string) {
	t.Helper()
	looked := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if looked++; bytes.Contains(content, []byte(text)) || strings.Contains(path, "startklar-records") {
			t.Errorf("%s holds it, or is left", path)
		}
		return err
	})
	if err != nil || looked == 0 {
		t.Errorf("looked at %d files: %v", looked, err)
	}
}

func TestFilesThatCannotBeTried(t *testing.T) {
	w := webtest.New(t)
	w.MoveTo(at(4, 8))
	for _, c := range []struct {
		name          string
		who           person.ID
		file, content string
		status        int
		want          string
	}{
		{"a leader", "leder", "a.csv", recordsHead, http.StatusForbidden, ""},
		{"a consultant", "konsulent", "a.csv", recordsHead, http.StatusForbidden, ""},
		{"an administrator", "admin", "a.csv", recordsHead, http.StatusForbidden, ""},
		{"nobody", "", "a.csv", recordsHead, http.StatusUnauthorized, ""},
		{"an empty file", "star", "a.csv", "", http.StatusUnprocessableEntity, "Filen er tom"},
		{"a file that is too large", "star", "a.csv", strings.Repeat("x", 1<<20+1), http.StatusUnprocessableEntity, "Filen er for stor. Den må højst fylde 1 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sendRecords(w, c.who, c.file, c.content)
			if a.Status != c.status || !strings.Contains(a.Body, c.want) {
				t.Errorf("status %d, want %d with %q", a.Status, c.status, c.want)
			}
		})
	}
	for _, path := range []string{recordsPath, recordsPath + "/status", recordsPath + "/rapport?format=csv", "/leverancer/indlaest/1"} {
		for _, who := range []person.ID{"leder", "konsulent", "admin"} {
			if a := w.Get(who, path); a.Status != http.StatusForbidden {
				t.Errorf("%s as %s: status %d", path, who, a.Status)
			}
		}
	}
	for _, who := range []person.ID{"leder", "konsulent", "admin"} {
		for _, what := range []string{"gem", "kasser"} {
			if a := w.Post(who, recordsPath+"/"+what, url.Values{"fil": {"x"}}); a.Status != http.StatusForbidden {
				t.Errorf("%s as %s: status %d", what, who, a.Status)
			}
		}
	}
}

func TestHostileNamesOfFilesDoNoHarm(t *testing.T) {
	w := webtest.New(t)
	w.MoveTo(at(4, 8))
	file := recordsHead + row("b-1", "0851", "2026-03", "x")
	for name, shown := range map[string]string{
		`../../etc/passwd`:          "passwd",
		`C:\Users\nogen\marts.csv`:  "marts.csv",
		"<img src=x onerror=y>.csv": "<img src=x onerror=y>.csv",
		"to\u202elinjer.csv":        "tolinjer.csv",
		"=HYPERLINK(1).csv":         "=HYPERLINK(1).csv",
		strings.Repeat("æ", 900):    strings.Repeat("æ", 200),
		"":                          "fil.csv",
		"\xff\xfe":                  "fil.csv",
	} {
		t.Run(shown[:min(len(shown), 20)], func(t *testing.T) {
			page := tried(w, name, file)
			if !strings.Contains(page.Body, shown) || strings.Contains(page.Raw, "<img src=x") || strings.Contains(page.Body, shown+"æ") {
				t.Errorf("%q is not shown as %q", name, shown)
			}
		})
	}
}

func TestAServiceWithoutRoomSaysSo(t *testing.T) {
	w := webtest.New(t)
	w.MoveTo(at(4, 8))
	t.Setenv("TMPDIR", t.TempDir()+"/gone")
	sendRecords(w, "star", "a.csv", recordsHead).Says(t, http.StatusServiceUnavailable, []string{"ikke plads"}, nil)
	if !strings.Contains(w.Get("star", recordsPath+"/status").Raw, `"busy":false`) {
		t.Error("the place stays taken")
	}
}
