package storetest

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/starterpack"
	"startklar/workflow/journal"
)

// testFiles stores files with the events that name them, and takes them away with the last.
func testFiles(t *testing.T, b Backend) {
	url := b.URL(t)
	door, err := journal.Open(b.Open(t, url), journal.Options{MaxBatch: 4}, starterpack.Subject{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(door.Close)
	do := func(c journal.Command) {
		t.Helper()
		if _, err := door.Do(context.Background(), Request("", c)); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
	verify := func() string {
		t.Helper()
		report, err := door.Verify(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return report.Difference
	}
	const paper starterpack.ID = "trial.paper"
	content := bytes.Repeat([]byte("filens eget indhold \x00\xff"), 5000)
	file := &starterpack.File{Hash: domain.HashOf(content), Name: "papir.pdf", Type: "application/pdf", Size: int64(len(content))}
	do(starterpack.Introduce{ID: paper, About: starterpack.About{Title: domain.Text{DA: "Papir"}}})
	do(starterpack.DraftVersion{ID: paper, File: file, Bytes: content})
	if d := verify(); d != "" {
		t.Fatal(d)
	}
	db := DB(t, url)
	for statement, want := range map[string]string{
		"UPDATE files SET data = ?": "is not as it was stored", "INSERT INTO files (hash, data) VALUES ('0', ?)": "belongs to no event",
	} {
		mustExec(t, db, statement, []byte("noget andet"))
		if d := verify(); !strings.Contains(d, want) {
			t.Errorf("%s: verify says %q", statement, d)
		}
		mustExec(t, db, "DELETE FROM files WHERE hash = '0'")
		mustExec(t, db, "UPDATE files SET data = ?", content)
	}
	mustExec(t, db, "DELETE FROM files")
	if d := verify(); !strings.Contains(d, "is gone") {
		t.Errorf("verify says %q", d)
	}
	mustExec(t, db, "INSERT INTO files (hash, data) VALUES (?, ?)", string(file.Hash), content)
	do(journal.Erase{Of: paper.Stream(), Numbers: []int64{2}, Reason: "asked for"})
	if d := verify(); d != "" {
		t.Error(d)
	}
	if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
		for _, name := range []string{path, path + "-wal"} {
			if data, _ := os.ReadFile(name); bytes.Contains(data, []byte("filens eget indhold")) {
				t.Errorf("%s still holds the file", name)
			}
		}
	}
}
