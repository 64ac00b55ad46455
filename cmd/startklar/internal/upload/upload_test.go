package upload_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/upload"
	"startklar/domain"
)

const limit = 1 << 20

// entry is a file in an archive.
type entry struct{ name, content string }

func archive(t *testing.T, entries ...entry) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const wordTypes = `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

func word(t *testing.T, more ...entry) string {
	return archive(t, append([]entry{{"[Content_Types].xml", wordTypes}, {"word/document.xml", "<w:document/>"}}, more...)...)
}

func picture(t *testing.T, encode func(*bytes.Buffer, image.Image) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const pdf = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"

func TestWhatAnOfficeUsesIsTaken(t *testing.T) {
	odt := archive(t, entry{"mimetype", "application/vnd.oasis.opendocument.text"}, entry{"content.xml", "<office/>"})
	for name, content := range map[string]string{
		"papir.pdf": pdf, "PAPIR.PDF": pdf, "skabelon.docx": word(t), "skabelon.odt": odt,
		"tavle.xlsx":  archive(t, entry{"[Content_Types].xml", "spreadsheetml.sheet.main+xml"}, entry{"xl/workbook.xml", "<x/>"}),
		"oplæg.pptx":  archive(t, entry{"[Content_Types].xml", "presentationml.presentation.main+xml"}, entry{"ppt/presentation.xml", "<x/>"}),
		"billede.png": picture(t, func(b *bytes.Buffer, i image.Image) error { return png.Encode(b, i) }),
		"foto.jpeg":   picture(t, func(b *bytes.Buffer, i image.Image) error { return jpeg.Encode(b, i, nil) }),
		"noter.txt":   "Jobmålet sætter kursen – æøå\n", "guide.md": "# Guide\n\n- et\n- to\n",
	} {
		f, err := upload.Inspect(name, []byte(content), limit)
		if err != nil || f.Name != name || f.Hash != domain.HashOf([]byte(content)) || f.Size != int64(len(content)) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

// Each of these is a way in that somebody has used.
func TestWhatLeadsAstrayIsRefused(t *testing.T) {
	script := "<script>alert(1)</script>"
	gray := picture(t, func(b *bytes.Buffer, i image.Image) error { return png.Encode(b, i) })
	whole := word(t)
	for name, c := range map[string]struct{ file, content, key string }{
		"a page that calls itself a PDF":           {"papir.pdf", "<html>" + script + pdf, "file_type"},
		"a PDF that begins like a page":            {"papir.pdf", "%PDF-1.7\n<html>" + script + "\nstartxref\n%%EOF", "file_type"},
		"a PDF with an archive behind it":          {"papir.pdf", pdf + whole, "file_damaged"},
		"a PDF that runs something":                {"papir.pdf", strings.Replace(pdf, "/Catalog", "/JavaScript (x)", 1), "file_active"},
		"a PDF cut short":                          {"papir.pdf", pdf[:40], "file_damaged"},
		"a picture that is a script":               {"billede.png", "GIF89a/*" + script + "*/=1;", "file_type"},
		"a GIF":                                    {"billede.gif", "GIF89a", "file_type"},
		"a picture with a script behind it":        {"billede.png", gray + script, "file_type"},
		"a picture cut short":                      {"billede.png", gray[:len(gray)-9], "file_damaged"},
		"a program with an archive behind it":      {"skabelon.docx", "MZ\x90\x00" + whole, "file_type"},
		"an archive with a program in it":          {"skabelon.docx", word(t, entry{"word/media/setup.exe", "MZ"}), "file_active"},
		"an archive with something behind it":      {"skabelon.docx", whole + "MZ", "file_damaged"},
		"any archive":                              {"skabelon.docx", archive(t, entry{"a.txt", "x"}), "file_type"},
		"macros":                                   {"skabelon.docx", word(t, entry{"word/vbaProject.bin", "x"}), "file_active"},
		"macros by another name":                   {"skabelon.docx", archive(t, entry{"[Content_Types].xml", wordTypes + "application/vnd.ms-word.document.macroEnabled.main+xml"}, entry{"word/document.xml", "x"}), "file_active"},
		"an embedded object":                       {"skabelon.docx", word(t, entry{"word/embeddings/oleObject1.bin", "x"}), "file_active"},
		"an entry that leads out":                  {"skabelon.docx", word(t, entry{"../../etc/passwd", "x"}), "file_type"},
		"a spreadsheet that calls itself a letter": {"skabelon.docx", archive(t, entry{"[Content_Types].xml", "spreadsheetml.sheet.main+xml"}, entry{"xl/workbook.xml", "x"}), "file_type"},
		"an archive cut short":                     {"skabelon.docx", whole[:len(whole)-30], "file_damaged"},
		"a macro file by its name":                 {"skabelon.docm", whole, "file_type"},
		"a drawing with a script":                  {"tegning.svg", "<svg>" + script + "</svg>", "file_type"},
		"a drawing that calls itself a text":       {"tegning.txt", "<svg xmlns='http://www.w3.org/2000/svg'>" + script + "</svg>", "file_type"},
		"a page that calls itself Markdown":        {"side.md", "# Titel\n" + script, "file_type"},
		"a text that is none":                      {"noter.txt", "\x00\x01\x02", "file_type"},
		"a text in another encoding":               {"noter.txt", "\xe6\xf8\xe5", "file_type"},
		"a PDF that calls itself a picture":        {"billede.png", pdf, "file_type"},
		"nothing":                                  {"papir.pdf", "", "file_empty"},
		"too much":                                 {"papir.pdf", pdf + strings.Repeat(" ", limit), "file_large"},
		"a path in the name":                       {"../../papir.pdf", pdf, "file_name"},
		"a drive in the name":                      {`c:\papir.pdf`, pdf, "file_name"},
		"three hundred characters":                 {strings.Repeat("å", 296) + ".pdf", pdf, "file_name_long"},
		"a name turned round":                      {"papir\u202efdp.pdf", pdf, "file_name"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := upload.Inspect(c.file, []byte(c.content), limit)
			e := domain.AsError(err)
			if err == nil || e.Code != domain.Invalid || e.Key != c.key || e.Field != "file" {
				t.Errorf("got %v, want %s", err, c.key)
			}
		})
	}
}
