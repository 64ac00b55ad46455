package config

import (
	"flag"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected messages in testdata")

// committed is the settings file of the repository.
const committed = "../../../../config.yaml"

func equal(t *testing.T, want, got Config) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateComparable(netip.Prefix{})); diff != "" {
		t.Errorf("settings differ (-want +got):\n%s", diff)
	}
}

func TestCommittedFileHoldsTheDefaults(t *testing.T) {
	got, err := Load(committed, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, Default(), got)
}

func TestCommittedFileExplainsEverySetting(t *testing.T) {
	text, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}
	config := Default()
	for _, s := range settingsOf(&config) {
		t.Run(s.name(), func(t *testing.T) {
			comment, found := commentOf(string(text), s)
			if !found {
				t.Fatal("no line in config.yaml")
			}
			explained, allowed, _ := strings.Cut(comment, "Allowed: ")
			if strings.TrimSpace(explained) == "" {
				t.Error("the comment does not say what the setting is for")
			}
			if want := s.allowed + "."; s.allowed == "" || allowed != want {
				t.Errorf("the comment allows %q; the setting allows %q", allowed, want)
			}
		})
	}
}

// commentOf is the comment right above a setting, in one line.
func commentOf(text string, s setting) (comment string, found bool) {
	_, section, _ := strings.Cut(text, "\n"+s.section+":\n")
	if next := regexp.MustCompile(`(?m)^\w`).FindStringIndex(section); next != nil {
		section = section[:next[0]]
	}
	above := regexp.MustCompile(`((?:  #.*\n)*)  ` + s.key + `: `).FindStringSubmatch(section)
	if above == nil {
		return "", false
	}
	words := strings.Fields(strings.ReplaceAll(above[1], "#", " "))
	return strings.Join(words, " "), true
}

func TestDefaultsAreAllowed(t *testing.T) {
	t.Chdir(t.TempDir())
	got, err := Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, Default(), got)
}

func TestDefaultFileIsReadFromTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, DefaultFile, "language:\n  default: en\n")
	got, err := Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got.Language.Default != "en" {
		t.Errorf("language.default = %q, want en", got.Language.Default)
	}
}

func TestNamedFileMustExist(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), "absent.yaml"), nil)
	if err == nil || !strings.Contains(err.Error(), "absent.yaml") {
		t.Errorf("error = %v, want one that names absent.yaml", err)
	}
}

func TestEverySettingCanBeGivenByVariable(t *testing.T) {
	given := map[string]string{
		"STARTKLAR_SERVER_LISTEN":              "[::1]:0",
		"STARTKLAR_SERVER_BASE_URL":            "https://startklar.example.dk:8443",
		"STARTKLAR_SERVER_READ_HEADER_TIMEOUT": "1s",
		"STARTKLAR_SERVER_READ_TIMEOUT":        "2s",
		"STARTKLAR_SERVER_IDLE_TIMEOUT":        "3s",
		"STARTKLAR_SERVER_SHUTDOWN_GRACE":      "0s",
		"STARTKLAR_SERVER_TRUSTED_PROXIES":     "10.0.0.0/8, fd00::/8",
		"STARTKLAR_DATABASE_URL":               "postgres:///startklar?host=/run/postgresql",
		"STARTKLAR_DATABASE_READ_CONNECTIONS":  "256",
		"STARTKLAR_WRITER_MAX_BATCH":           "1",
		"STARTKLAR_JOURNAL_CACHE_STREAMS":      "5",
		"STARTKLAR_SESSIONS_IDLE_TIMEOUT":      "10m",
		"STARTKLAR_SESSIONS_LIFETIME":          "10m",
		"STARTKLAR_RETENTION_CLIENT_KEYS":      "48h",
		"STARTKLAR_RETENTION_ACCESSES":         "4320h",
		"STARTKLAR_DISCLOSURE_THRESHOLD":       "3",
		"STARTKLAR_LOG_LEVEL":                  "DEBUG",
		"STARTKLAR_LOG_FORMAT":                 "json",
		"STARTKLAR_LANGUAGE_DEFAULT":           "en",
		"STARTKLAR_DEFINITIONS_PATHS":          "a.yaml,b.yaml",
		"STARTKLAR_LIMITS_BODY_BYTES":          "65536",
		"STARTKLAR_LIMITS_UPLOAD_BYTES":        "65536",
		"STARTKLAR_LIMITS_RECORD_BYTES":        "65536",
	}
	environ := []string{"HOME=/root", "STARTKLAR_TEST_ANYTHING=is left alone"}
	for name, value := range given {
		environ = append(environ, name+"="+value)
	}

	got, err := Load(committed, environ)
	if err != nil {
		t.Fatal(err)
	}

	defaults := Default()
	before := settingsOf(&defaults)
	for i, s := range settingsOf(&got) {
		if _, ok := given[s.variable()]; !ok {
			t.Errorf("this test gives no %s", s.variable())
		}
		if reflect.DeepEqual(s.field.Interface(), before[i].field.Interface()) {
			t.Errorf("%s did not change %s", s.variable(), s.name())
		}
	}
	if got.Server.ReadTimeout != 2*time.Second {
		t.Errorf("server.read_timeout = %v, want 2s", got.Server.ReadTimeout)
	}
	if diff := cmp.Diff([]string{"a.yaml", "b.yaml"}, got.Definitions.Paths); diff != "" {
		t.Errorf("definitions.paths (-want +got):\n%s", diff)
	}
}

func TestEmptyVariableEmptiesAList(t *testing.T) {
	file := filepath.Join(t.TempDir(), "settings.yaml")
	write(t, file, "definitions:\n  paths: [a.yaml]\n")
	got, err := Load(file, []string{"STARTKLAR_DEFINITIONS_PATHS="})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Definitions.Paths) != 0 {
		t.Errorf("definitions.paths = %q, want none", got.Definitions.Paths)
	}
}

// Each file in testdata/refused holds a settings file, the variables, and the
// message that they must give. A new case is a new file.
func TestRefusals(t *testing.T) {
	folder, err := filepath.Abs("testdata/refused")
	if err != nil {
		t.Fatal(err)
	}
	cases, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases found (%v)", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := refusal(t, archive)
			if *update {
				setPart(archive, "message", got)
				write(t, name, string(txtar.Format(archive)))
				return
			}
			if diff := cmp.Diff(part(archive, "message"), got); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
		})
	}
}

func refusal(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, DefaultFile, part(archive, "config.yaml"))
	got, err := Load("", strings.Split(strings.TrimSpace(part(archive, "environment")), "\n"))
	if err == nil {
		t.Fatal("the settings were accepted")
	}
	equal(t, Config{}, got)
	return err.Error() + "\n"
}

func part(archive *txtar.Archive, name string) string {
	for _, file := range archive.Files {
		if file.Name == name {
			return string(file.Data)
		}
	}
	return ""
}

func setPart(archive *txtar.Archive, name, text string) {
	for i := range archive.Files {
		if archive.Files[i].Name == name {
			archive.Files[i].Data = []byte(text)
			return
		}
	}
	archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(text)})
}

func TestRefusedPasswordIsNotRepeated(t *testing.T) {
	_, err := Load("", []string{"STARTKLAR_DATABASE_URL=mysql://root:hemmeligt@db/startklar"})
	if err == nil {
		t.Fatal("the address was accepted")
	}
	if strings.Contains(err.Error(), "hemmeligt") {
		t.Errorf("the message repeats the password: %v", err)
	}
}

func TestPublicURL(t *testing.T) {
	for _, test := range []struct{ listen, base, want string }{
		{"127.0.0.1:8080", "", "http://127.0.0.1:8080"},
		{":8080", "", "http://localhost:8080"},
		{"[::1]:8080", "", "http://[::1]:8080"},
		{":8080", "https://startklar.example.dk", "https://startklar.example.dk"},
	} {
		if got := (Server{Listen: test.listen, BaseURL: test.base}).PublicURL(); got != test.want {
			t.Errorf("PublicURL of %q, %q = %q, want %q", test.listen, test.base, got, test.want)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
