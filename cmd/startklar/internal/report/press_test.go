package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestAPressPrintsManyPagesWithOneBrowser prints several pages at once, each its own, and none sees another.
func TestAPressPrintsManyPagesWithOneBrowser(t *testing.T) {
	press, err := needPrinter(t, time.Minute).Press(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer press.Close()
	files := make([][]byte, 6)
	var all sync.WaitGroup
	for n := range files {
		all.Go(func() {
			page := fmt.Sprintf(`<!DOCTYPE html><html lang="da"><head><title>Side</title></head><body><h1>Side</h1>%s</body></html>`, strings.Repeat("<p>x</p>", n*60))
			var err error
			if files[n], err = press.PDF(t.Context(), page); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for n, file := range files {
		if !bytes.HasPrefix(file, []byte("%PDF-")) || !bytes.Contains(file, []byte("/Lang (da)")) || !bytes.Contains(file, []byte("/StructTreeRoot")) {
			t.Errorf("page %d: %d bytes, not a tagged PDF in Danish", n, len(file))
		}
		if n > 0 && len(file) <= len(files[n-1]) {
			t.Errorf("page %d is not longer than the one before", n)
		}
	}
}
