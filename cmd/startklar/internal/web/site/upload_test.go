package site_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"

	"github.com/labstack/echo/v4"
)

// form is a form in parts with a text and a file.
func form(t *testing.T, text, name, file string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	_ = m.WriteField("changed", text)
	part, err := m.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(part, file)
	_ = m.Close()
	request := httptest.NewRequest(http.MethodPost, "/", &body)
	request.Header.Set(echo.HeaderContentType, m.FormDataContentType())
	return request
}

const smallPDF = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"

// A file comes into memory with its fields beside it; one that is too large leaves the fields as they were written.
func TestAnUploadKeepsItsFields(t *testing.T) {
	s := site.New(site.Options{UploadBytes: 1 << 10})
	for name, c := range map[string]struct{ file, refused string }{
		"as it should be": {smallPDF, ""},
		"as large as can": {smallPDF + strings.Repeat("\n", 1<<10-len(smallPDF)), ""},
		"one more":        {smallPDF + strings.Repeat("\n", 1<<10-len(smallPDF)+1), "file_large"},
		"much too large":  {strings.Repeat("x", 1<<16), "file_large"},
		"empty":           {"", "file_empty"},
	} {
		t.Run(name, func(t *testing.T) {
			request := form(t, "Nyt om CV", "papir.pdf", c.file)
			file, err := s.ReadUpload(request)
			if err != nil || !file.Chosen() || request.FormValue("changed") != "Nyt om CV" {
				t.Fatalf("chosen %v, %q, %v", file.Chosen(), request.FormValue("changed"), err)
			}
			switch found, err := s.Inspect(file); {
			case c.refused == "" && (err != nil || found.Name != "papir.pdf" || len(file.Data) != len(c.file)):
				t.Errorf("%+v, %v", found, err)
			case c.refused != "" && (err == nil || domain.AsError(err).Key != c.refused):
				t.Errorf("%v, want %s", err, c.refused)
			}
		})
	}
}

func TestAFormWithoutAFileBringsNone(t *testing.T) {
	s := site.New(site.Options{UploadBytes: 1 << 10})
	plain := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("changed=x"))
	plain.Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	for name, request := range map[string]*http.Request{"a plain form": plain, "nothing chosen": form(t, "x", "", "")} {
		if file, err := s.ReadUpload(request); err != nil || file.Chosen() || request.FormValue("changed") != "x" {
			t.Errorf("%s: chosen %v, %q, %v", name, file.Chosen(), request.FormValue("changed"), err)
		}
	}
	broken := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("--b\r\nhalf"))
	broken.Header.Set(echo.HeaderContentType, "multipart/form-data; boundary=b")
	if _, err := s.ReadUpload(broken); domain.CodeOf(err) != domain.Invalid {
		t.Errorf("a broken form: %v", err)
	}
	if _, err := s.ReadUpload(form(t, strings.Repeat("x", 2<<20+1), "a.pdf", smallPDF)); err == nil || domain.AsError(err).Key != "body_too_large" {
		t.Errorf("fields without end: %v", err)
	}
}

// Each address takes as much as it says, whether the sender tells the length beforehand or not.
func TestARequestIsAsLargeAsItsAddressTakes(t *testing.T) {
	s := site.New(site.Options{BodyBytes: 100, UploadBytes: 1000, RecordBytes: 5000})
	const fields = 2 << 20
	for name, c := range map[string]struct {
		route string
		size  int
		fits  bool
	}{
		"a form":              {"/x", 100, true},
		"too large a form":    {"/x", 101, false},
		"a document":          {site.UploadRoute, 8*1000 + fields, true},
		"too large a one":     {site.UploadRoute, 8*1000 + fields + 1, false},
		"records":             {site.RecordsRoute, 5000 + fields, true},
		"too large a lot":     {site.RecordsRoute, 5000 + fields + 1, false},
		"records with a path": {site.RecordsRoute + "/gem", 101, false},
	} {
		for _, told := range []bool{true, false} {
			request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", c.size)))
			if !told {
				request.ContentLength = -1
			}
			context := echo.New().NewContext(request, httptest.NewRecorder())
			context.SetPath(c.route)
			err := s.LimitBody(func(c echo.Context) error {
				_, err := io.Copy(io.Discard, c.Request().Body)
				return err
			})(context)
			var cut *http.MaxBytesError
			refused := domain.CodeOf(err) == domain.Invalid && domain.AsError(err).Key == "body_too_large" || errors.As(err, &cut)
			if c.fits && err != nil || !c.fits && !refused {
				t.Errorf("%s, told %v: %v", name, told, err)
			}
		}
	}
}

// A file that comes where none is taken would be spooled to disk by whoever looks into the form.
func TestNoOtherAddressTakesAFile(t *testing.T) {
	s := site.New(site.Options{BodyBytes: 1 << 20, UploadBytes: 1 << 20, RecordBytes: 1 << 20})
	for route, taken := range map[string]bool{site.UploadRoute: true, site.RecordsRoute: true, "/beskeder/skriv": false, "/log-ind": false} {
		context := echo.New().NewContext(form(t, "x", "a.pdf", smallPDF), httptest.NewRecorder())
		context.SetPath(route)
		err := s.LimitBody(func(echo.Context) error { return nil })(context)
		if taken != (err == nil) || !taken && domain.AsError(err).Key != "file_not_here" {
			t.Errorf("%s: %v", route, err)
		}
	}
}
