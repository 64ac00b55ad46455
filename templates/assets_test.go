package templates

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestAssetURLCarriesTheContent(t *testing.T) {
	url := AssetURL(Sheet)
	if !regexp.MustCompile(`^/assets/startklar\.css\?v=[0-9a-f]{12}$`).MatchString(url) {
		t.Fatalf("AssetURL = %q, want a hash of twelve digits", url)
	}
	_, version, _ := strings.Cut(url, "?v=")
	if !Immutable(Sheet, version) {
		t.Error("the current version must be cacheable for ever")
	}
	for _, stale := range []string{"", "000000000000"} {
		if Immutable(Sheet, stale) {
			t.Errorf("version %q must not be cacheable for ever", stale)
		}
	}
}

func TestAssetURLOfAnUnknownFileHasNoHash(t *testing.T) {
	if got := AssetURL("nowhere.css"); got != "/assets/nowhere.css" {
		t.Errorf("AssetURL = %q", got)
	}
}

// The version of the design system stands in three places; they must agree.
func TestDesignSystemVersionIsTheSameEverywhere(t *testing.T) {
	manifest, err := os.ReadFile("package.json")
	if err != nil {
		t.Fatal(err)
	}
	version := strings.TrimPrefix(DesignSystem, "vendor/dkfds-")
	if !strings.Contains(string(manifest), `"dkfds": "`+version+`"`) {
		t.Errorf("package.json does not ask for dkfds %s", version)
	}
	sheet, err := Asset(Sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`vendor/dkfds-[0-9.]+[0-9]`).FindAllString(string(sheet), -1) {
		if found != DesignSystem {
			t.Errorf("startklar.css refers to %s, want %s", found, DesignSystem)
		}
	}
}

// The lock file must not name the host that one machine happened to fetch from.
func TestLockFileNamesNoHost(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), "://") {
		t.Error("package-lock.json holds an address; see .npmrc")
	}
}

// A component and the file generated from it are committed together.
func TestGeneratedComponentsAreFresh(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Name() == "node_modules" {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".templ") {
			return nil
		}
		fresh, err := exec.Command("go", "tool", "templ", "generate", "-f", path, "-stdout").Output()
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		committed, err := os.ReadFile(strings.TrimSuffix(path, ".templ") + "_templ.go")
		if err != nil || !bytes.Equal(fresh, committed) {
			t.Errorf("%s is newer than the file generated from it: run `make generate`", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
