package web_test

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const recordsPath = "/leverancer/indlaes"

// recordsHead is the first line of a file.
const recordsHead = "citizen;municipality;month;job_broker;rehab;step_up;exempt;benefit;paid_hours;self_supporting;education;wage_subsidy;work_placement;origin;exit\n"

// row is one citizen in a month, with paid hours.
func row(citizen, code, month, hours string) string {
	return fmt.Sprintf("%s;%s;%s;1;0;0;;kontanthjaelp;%s;0;0;0;0;dansk;\n", citizen, code, month, hours)
}

// sendRecords sends a file by the page's form.
func (w *world) sendRecords(who, name, content string) answer {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("client_key", "et-eller-andet")
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		w.t.Fatal(err)
	}
	_, _ = part.Write([]byte(content))
	_ = form.Close()
	request := httptest.NewRequest(http.MethodPost, recordsPath, &body)
	request.Header.Set("Content-Type", form.FormDataContentType())
	for _, c := range w.session(who) {
		request.AddCookie(c)
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	return answer{recorder.Code, recorder.Body.String(), html.UnescapeString(recorder.Body.String()), recorder.Header()}
}

// settled waits until nothing is under way, and returns the page.
func (w *world) settled() answer {
	w.t.Helper()
	for range 500 {
		if strings.Contains(w.get("star", recordsPath+"/status").raw, `"busy":false`) {
			return w.get("star", recordsPath)
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatal("the file never came to an end")
	return answer{}
}

// tried sends a file, and returns the page with what the dry run found.
func (w *world) tried(name, content string) answer {
	w.t.Helper()
	if a := w.sendRecords("star", name, content); a.status != http.StatusSeeOther {
		w.t.Fatalf("status %d: %s", a.status, a.body)
	}
	return w.settled()
}

var waitingFile = regexp.MustCompile(`name="fil" value="([^"]+)"`)

// decide presses a button of the page that shows a checked file.
func (w *world) decide(page answer, what string) answer {
	w.t.Helper()
	found := waitingFile.FindStringSubmatch(page.raw)
	if found == nil {
		w.t.Fatal("no file waits")
	}
	return w.post("star", recordsPath+"/"+what, url.Values{"fil": {found[1]}})
}

// months are what the store has of a month, by municipality.
func (w *world) months() string {
	w.t.Helper()
	file := w.get("star", "/leverancer/0851?format=csv")
	if file.status != http.StatusOK {
		w.t.Fatalf("status %d", file.status)
	}
	return file.raw
}

func TestAFileIsTriedCorrectedAndTakenIn(t *testing.T) {
	w := newWorld(t)
	w.now = at(4, 8)
	good := row("b-1", "0461", "2026-03", "7,5") + row("b-2", "0461", "2026-03", "0")
	page := w.tried("marts.csv", recordsHead+good+row("b-1", "0851", "2026-03", "mange"))
	page.expect(t, http.StatusOK, []string{
		"marts.csv", "Noget i filen er forkert", "Intet er gemt endnu", "1 fejl", "paid_hours", "Aalborg, marts 2026", "Skriv timerne som et tal", "Her står: mange", "Indlæs det, der er i orden",
	}, []string{"Filer, der er indlæst</h2>", "8.4.2026 kl. 12.00</td>"})
	if strings.Contains(w.get("star", "/leverancer").body, "2 af 2") {
		t.Error("a dry run has stored something")
	}
	report := w.get("star", recordsPath+"/rapport?format=csv")
	if report.status != http.StatusOK || !strings.Contains(report.raw, "Fejl;4;paid_hours;0851;Aalborg;2026-03;") {
		t.Errorf("the report: %d %s", report.status, report.raw)
	}

	if a := w.decide(page, "gem"); a.status != http.StatusSeeOther {
		t.Fatalf("status %d", a.status)
	}
	w.settled().expect(t, http.StatusOK, []string{"Det, der var i orden, er indlæst", "Filer, der er indlæst", "/leverancer/indlaest/1"}, []string{"name=\"fil\""})
	w.get("star", "/leverancer").expect(t, http.StatusOK, []string{"1 af 2 kommuner har leveret"}, nil)
	w.get("star", "/leverancer/indlaest/1").expect(t, http.StatusOK, []string{"marts.csv", "Medarbejder i STAR", "1 fejl", "Her står: mange"}, nil)

	corrected := w.tried("marts-rettet.csv", recordsHead+good+row("b-1", "0851", "2026-03", "12"))
	corrected.expect(t, http.StatusOK, []string{"Filen er i orden", "Nye", "Uændrede"}, []string{"1 fejl", "Erstatter"})
	w.decide(corrected, "gem")
	w.settled().expect(t, http.StatusOK, []string{"Filen er indlæst", "/leverancer/indlaest/2"}, nil)
	w.get("star", "/leverancer").expect(t, http.StatusOK, []string{"2 af 2 kommuner har leveret"}, nil)
	w.get("star", "/historik").expect(t, http.StatusOK, []string{"Indlæste en fil", "Modtog en leverance"}, nil)
}

func TestAFileIsThrownAwayOrForgotten(t *testing.T) {
	w := newWorld(t)
	w.now = at(4, 8)
	file := recordsHead + row("b-1", "0851", "2026-03", "1")
	first := w.tried("a.csv", file)
	if a := w.decide(first, "kasser"); a.status != http.StatusSeeOther {
		t.Fatalf("status %d", a.status)
	}
	w.decide(first, "gem").expect(t, http.StatusConflict, []string{"Filen venter ikke længere"}, nil)
	second := w.tried("b.csv", file)
	w.tried("c.csv", file) // takes the place of the one that waits
	w.decide(second, "gem").expect(t, http.StatusConflict, []string{"Filen venter ikke længere"}, nil)
	if strings.Contains(w.months(), "Til tiden") {
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
			w := newWorld(t) // its database lies there, too
			w.now = at(4, 8)
			page := w.tried(number+".csv", file)
			page.expect(t, http.StatusOK, []string{"fil.csv"}, []string{number, number[:6], "name=\"fil\""})
			report := w.get("star", recordsPath+"/rapport?format=csv")
			if strings.Contains(report.raw, number) {
				t.Error("the report repeats it")
			}
			if a := w.post("star", recordsPath+"/gem", url.Values{"fil": {"x"}}); a.status != http.StatusConflict {
				t.Errorf("status %d", a.status)
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
	w := newWorld(t)
	w.now = at(4, 8)
	for _, c := range []struct {
		name, who, file, content string
		status                   int
		want                     string
	}{
		{"a leader", "leder", "a.csv", recordsHead, http.StatusForbidden, ""},
		{"a consultant", "konsulent", "a.csv", recordsHead, http.StatusForbidden, ""},
		{"an administrator", "admin", "a.csv", recordsHead, http.StatusForbidden, ""},
		{"nobody", "", "a.csv", recordsHead, http.StatusUnauthorized, ""},
		{"an empty file", "star", "a.csv", "", http.StatusUnprocessableEntity, "Filen er tom"},
		{"a file that is too large", "star", "a.csv", strings.Repeat("x", 1<<20+1), http.StatusUnprocessableEntity, "Filen er for stor. Den må højst fylde 1 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := w.sendRecords(c.who, c.file, c.content)
			if a.status != c.status || !strings.Contains(a.body, c.want) {
				t.Errorf("status %d, want %d with %q", a.status, c.status, c.want)
			}
		})
	}
	for _, path := range []string{recordsPath, recordsPath + "/status", recordsPath + "/rapport?format=csv", "/leverancer/indlaest/1"} {
		for _, who := range []string{"leder", "konsulent", "admin"} {
			if a := w.get(who, path); a.status != http.StatusForbidden {
				t.Errorf("%s as %s: status %d", path, who, a.status)
			}
		}
	}
	for _, who := range []string{"leder", "konsulent", "admin"} {
		for _, what := range []string{"gem", "kasser"} {
			if a := w.post(who, recordsPath+"/"+what, url.Values{"fil": {"x"}}); a.status != http.StatusForbidden {
				t.Errorf("%s as %s: status %d", what, who, a.status)
			}
		}
	}
}

func TestHostileNamesOfFilesDoNoHarm(t *testing.T) {
	w := newWorld(t)
	w.now = at(4, 8)
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
			page := w.tried(name, file)
			if !strings.Contains(page.body, shown) || strings.Contains(page.raw, "<img src=x") || strings.Contains(page.body, shown+"æ") {
				t.Errorf("%q is not shown as %q", name, shown)
			}
		})
	}
}

func TestAServiceWithoutRoomSaysSo(t *testing.T) {
	w := newWorld(t)
	w.now = at(4, 8)
	t.Setenv("TMPDIR", t.TempDir()+"/gone")
	w.sendRecords("star", "a.csv", recordsHead).expect(t, http.StatusServiceUnavailable, []string{"ikke plads"}, nil)
	if !strings.Contains(w.get("star", recordsPath+"/status").raw, `"busy":false`) {
		t.Error("the place stays taken")
	}
}
