package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/report"
	"startklar/domain/document"
)

var made = time.Date(2026, 3, 12, 13, 32, 0, 0, time.UTC)

// parts unpacks a Word file and reads each part as strict XML.
func parts(t *testing.T, d document.Document) map[string]string {
	t.Helper()
	file, err := report.Docx(d, made)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
		for decoder := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return all
}

func TestAWordFileHasEveryPartThatItNames(t *testing.T) {
	all := parts(t, sample())
	for _, name := range []string{
		"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml",
		"word/footer.xml", "word/_rels/document.xml.rels", "docProps/core.xml",
	} {
		if all[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for _, part := range []string{"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footer.xml", "docProps/core.xml"} {
		if !strings.Contains(all["[Content_Types].xml"], `PartName="/`+part+`"`) {
			t.Errorf("%s has no content type", part)
		}
	}
}

// wordParagraph is a paragraph as it is read back.
type wordParagraph struct {
	Style struct {
		Val string `xml:"val,attr"`
	} `xml:"pPr>pStyle"`
	Texts []string `xml:"r>t"`
}

type wordTable struct {
	Caption struct {
		Val string `xml:"val,attr"`
	} `xml:"tblPr>tblCaption"`
	Rows []struct {
		Head  *struct{} `xml:"trPr>tblHeader"`
		Cells []struct {
			Paragraphs []wordParagraph `xml:"p"`
		} `xml:"tc"`
	} `xml:"tr"`
}

type wordBody struct {
	Paragraphs []wordParagraph `xml:"body>p"`
	Tables     []wordTable     `xml:"body>tbl"`
}

func TestAWordFileHasRealHeadingsListsAndTables(t *testing.T) {
	all := parts(t, sample())
	var body wordBody
	if err := xml.Unmarshal([]byte(all["word/document.xml"]), &body); err != nil {
		t.Fatal(err)
	}
	var styles []string
	for _, p := range body.Paragraphs {
		styles = append(styles, p.Style.Val)
		if !strings.Contains(all["word/styles.xml"], `w:styleId="`+p.Style.Val+`"`) {
			t.Errorf("style %q does not exist", p.Style.Val)
		}
	}
	want := []string{"Kicker", "Title", "Subtitle", "Fact", "Heading2", "Normal", "Normal", "Heading3", "Note", "ListBullet", "ListBullet", "Caption", "AfterTable"}
	if !slices.Equal(styles, want) {
		t.Errorf("styles %q, want %q", styles, want)
	}
	if got := strings.Join(body.Paragraphs[5].Texts, "/"); got != "første linje/- anden linje" {
		t.Errorf("a line break reads %q", got)
	}
	table := body.Tables[0]
	if len(table.Rows) != 3 || table.Rows[0].Head == nil || table.Rows[1].Head != nil || len(table.Rows[1].Cells) != 2 {
		t.Errorf("table %+v", table)
	}
	if table.Caption.Val != "Tabel "+canary {
		t.Errorf("the table is called %q", table.Caption.Val)
	}
}

func TestAWordFileSaysItsLanguage(t *testing.T) {
	d := sample()
	for lang, want := range map[string]string{"da": "da-DK", "en": "en-GB"} {
		d.Lang = lang
		all := parts(t, d)
		if !strings.Contains(all["word/styles.xml"], `<w:lang w:val="`+want+`"`) || !strings.Contains(all["docProps/core.xml"], "<dc:language>"+want) {
			t.Errorf("%s is not marked as %s", lang, want)
		}
	}
}

func TestWhatXMLCannotHoldDoesNotBreakAWordFile(t *testing.T) {
	d := document.Document{Lang: "da", Title: "Klokke \a og nul \x00 og \xff"}
	d.Text("]]> &amp; <w:p>")
	all := parts(t, d)
	if !strings.Contains(all["word/document.xml"], "]]&gt; &amp;amp; &lt;w:p&gt;") {
		t.Error("the text is not as it was typed")
	}
}

func TestTheSameDocumentIsTheSameWordFile(t *testing.T) {
	a, _ := report.Docx(sample(), made)
	b, _ := report.Docx(sample(), made)
	if !bytes.Equal(a, b) {
		t.Error("two writings differ")
	}
}
