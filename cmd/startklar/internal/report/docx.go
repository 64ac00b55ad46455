package report

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"startklar/domain/document"
)

// ContentTypeWord is the media type of what Docx writes.
const ContentTypeWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// wordParts are the parts of a Word file that are the same in every one: content types, relations, styles,
// numbering and settings.
//
//go:embed word
var wordParts embed.FS

// sameParts maps a part's place in the file to its text in wordParts.
var sameParts = []struct{ name, file string }{
	{"[Content_Types].xml", "content-types.xml"},
	{"_rels/.rels", "package-relations.xml"},
	{"word/_rels/document.xml.rels", "document-relations.xml"},
	{"word/styles.xml", "styles.xml"},
	{"word/numbering.xml", "numbering.xml"},
	{"word/settings.xml", "settings.xml"},
	{"word/footer.xml", "footer.xml"},
}

// Docx writes a document as a Word file (WordprocessingML): headings are headings, lists are lists, a table's
// first row repeats on every page, and the language is set, so that a screen reader reads it right. Made is the
// moment that the file says it was made; it makes the same document the same bytes.
func Docx(d document.Document, made time.Time) ([]byte, error) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, part := range sameParts {
		text, err := wordParts.ReadFile("word/" + part.file)
		if err != nil {
			return nil, fmt.Errorf("word part: %w", err)
		}
		if err := addPart(z, part.name, bytes.ReplaceAll(text, []byte("{{lang}}"), []byte(wordLang(d.Lang))), made); err != nil {
			return nil, err
		}
	}
	if err := addPart(z, "docProps/core.xml", coreProperties(d, made), made); err != nil {
		return nil, err
	}
	if err := addPart(z, "word/document.xml", wordDocument(d), made); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("word file: %w", err)
	}
	return file.Bytes(), nil
}

func addPart(z *zip.Writer, name string, text []byte, made time.Time) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made.UTC()})
	if err == nil {
		_, err = w.Write(text)
	}
	if err != nil {
		return fmt.Errorf("word part %s: %w", name, err)
	}
	return nil
}

func wordLang(lang string) string {
	if lang == "en" {
		return "en-GB"
	}
	return "da-DK"
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func coreProperties(d document.Document, made time.Time) []byte {
	at := made.UTC().Format(time.RFC3339)
	return []byte(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + inXML(d.Title) + `</dc:title><dc:creator>Startklar</dc:creator><dc:language>` + wordLang(d.Lang) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified>` +
		`</cp:coreProperties>`)
}

// inXML writes a text as XML reads it back; what XML cannot hold becomes a replacement character.
func inXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}

// word writes the body of a Word file.
type word struct{ bytes.Buffer }

func wordDocument(d document.Document) []byte {
	w := &word{}
	w.WriteString(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>`)
	w.paragraph("Kicker", d.Kicker)
	w.paragraph("Title", d.Title)
	w.paragraph("Subtitle", d.Lead)
	for _, f := range d.Facts {
		w.fact(f)
	}
	for _, block := range d.Blocks {
		w.block(block)
	}
	w.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return w.Bytes()
}

func (w *word) block(block document.Block) {
	switch block.Kind {
	case document.Heading:
		w.paragraph(fmt.Sprintf("Heading%d", block.Level), block.Text)
	case document.Text:
		for part := range strings.SplitSeq(strings.TrimSpace(strings.ReplaceAll(block.Text, "\r\n", "\n")), "\n\n") {
			w.paragraph("Normal", strings.Trim(part, "\n"))
		}
	case document.Note:
		w.paragraph("Note", block.Text)
	case document.List:
		for _, item := range block.Items {
			w.paragraph("ListBullet", item)
		}
	case document.Table:
		w.table(block)
	case document.Figure:
	}
}

// paragraph writes one paragraph in a style; nothing for nothing.
func (w *word) paragraph(style, text string) {
	if text == "" {
		return
	}
	w.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	w.run(text, "")
	w.WriteString(`</w:p>`)
}

func (w *word) fact(f document.Fact) {
	w.WriteString(`<w:p><w:pPr><w:pStyle w:val="Fact"/></w:pPr>`)
	w.run(f.Name+": ", `<w:rPr><w:b/></w:rPr>`)
	w.run(f.Value, "")
	w.WriteString(`</w:p>`)
}

// run writes a text; a line break in it stays one.
func (w *word) run(text, properties string) {
	w.WriteString(`<w:r>` + properties)
	for n, line := range strings.Split(text, "\n") {
		if n > 0 {
			w.WriteString(`<w:br/>`)
		}
		w.WriteString(`<w:t xml:space="preserve">` + inXML(line) + `</w:t>`)
	}
	w.WriteString(`</w:r>`)
}

// textWidth is what lies between the margins of a page, in twentieths of a point.
const textWidth = 11906 - 2*1134

func (w *word) table(block document.Block) {
	w.paragraph("Caption", block.Text)
	widths := columnWidths(block)
	fmt.Fprintf(w, `<w:tbl><w:tblPr><w:tblStyle w:val="Rows"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`, textWidth)
	if block.Name != "" {
		w.WriteString(`<w:tblCaption w:val="` + inXML(block.Name) + `"/>`)
	}
	w.WriteString(`</w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		fmt.Fprintf(w, `<w:gridCol w:w="%d"/>`, width)
	}
	w.WriteString(`</w:tblGrid>`)
	w.row(block.Head, widths, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, "TableHead")
	for _, cells := range block.Rows {
		w.row(cells, widths, `<w:trPr><w:cantSplit/></w:trPr>`, "TableCell")
	}
	w.WriteString(`</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>`)
}

func (w *word) row(cells []string, widths []int, properties, style string) {
	w.WriteString(`<w:tr>` + properties)
	for n, width := range widths {
		fmt.Fprintf(w, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, width, style)
		if n < len(cells) && cells[n] != "" {
			w.run(cells[n], "")
		}
		w.WriteString(`</w:p></w:tc>`)
	}
	w.WriteString(`</w:tr>`)
}

// columnWidths shares the page among the columns by what stands in them, within bounds: a date never takes
// half a page, and no column is too narrow for a word.
func columnWidths(block document.Block) []int {
	weights, total := make([]int, len(block.Head)), 0
	for n := range block.Head {
		longest := utf8.RuneCountInString(block.Head[n])
		for _, row := range block.Rows {
			if n < len(row) {
				longest = max(longest, utf8.RuneCountInString(row[n]))
			}
		}
		weights[n] = min(max(longest, 10), 48)
		total += weights[n]
	}
	for n := range weights {
		weights[n] = textWidth * weights[n] / max(total, 1)
	}
	return weights
}

var _ io.Writer = (*word)(nil)
