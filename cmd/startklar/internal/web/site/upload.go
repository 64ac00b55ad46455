package site

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"startklar/cmd/startklar/internal/upload"
	"startklar/domain"
	"startklar/domain/starterpack"

	"github.com/labstack/echo/v4"
)

// UploadRoute is the only address that takes a file, but for recordsRoute, which takes files of records.
const UploadRoute = PackRoot + "/:document/kladde"

const (
	// fieldBytes is how much the fields beside a file may hold: two texts of the longest kind.
	fieldBytes = 2 << 20
	// patience is how many times the limit of a file is read and thrown away, so that whoever sends a file that
	// is too large gets an answer instead of a broken line.
	patience = 8
)

// SentFile is a file as it was sent, in memory: nothing of it ever stands on disk. The name is as the sender wrote it.
type SentFile struct {
	name string
	Data []byte
	err  error
}

// Chosen tells whether the sender chose a file at all.
func (f SentFile) Chosen() bool { return f.name != "" || len(f.Data) > 0 || f.err != nil }

// isMultipart tells whether a form comes in parts.
func isMultipart(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	return err == nil && strings.HasPrefix(kind, "multipart/")
}

// bodyLimit is how many bytes a request may have, and a refusal for files that come where none are taken: they would
// otherwise be spooled to disk by whoever looks into the form.
func (s *Site) bodyLimit(c echo.Context) (int64, error) {
	post := c.Request().Method == http.MethodPost
	switch {
	case post && c.Path() == UploadRoute:
		return s.UploadBytes*patience + fieldBytes, nil
	case post && c.Path() == RecordsRoute:
		return s.RecordBytes + fieldBytes, nil
	case isMultipart(c.Request()):
		return 0, domain.Refuse(domain.Invalid, "file_not_here", nil)
	default:
		return s.BodyBytes, nil
	}
}

// ReadUpload reads a form that may bring a file along, part by part, and puts its fields where those of an ordinary
// form are. A file that cannot be kept is told in the file's err, so that the fields are not lost.
func (s *Site) ReadUpload(r *http.Request) (file SentFile, err error) {
	if !isMultipart(r) {
		return file, nil
	}
	reader, err := r.MultipartReader()
	if err != nil {
		return file, domain.Refuse(domain.Invalid, "file_missing", nil)
	}
	values, left := url.Values{}, int64(fieldBytes)
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return file, &domain.Error{Code: domain.Invalid, Key: "file_missing", Err: err}
		}
		if name, isFile := FileName(part); isFile {
			file = s.readFile(part, name)
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, left+1))
		if left -= int64(len(text)); err != nil || left < 0 {
			return file, domain.Refuse(domain.Invalid, "body_too_large", nil)
		}
		values.Add(part.FormName(), string(text))
	}
	// From here on it is a form like any other.
	r.Form, r.PostForm = values, values
	r.Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	return file, nil
}

// FileName is the name that a part's sender gave, with whatever path stands before it: the library would cut it off.
func FileName(part *multipart.Part) (string, bool) {
	_, params, err := mime.ParseMediaType(part.Header.Get(echo.HeaderContentDisposition))
	name, isFile := params["filename"]
	return name, err == nil && isFile || part.FileName() != ""
}

func (s *Site) readFile(part *multipart.Part, name string) SentFile {
	f := SentFile{name: name}
	if f.Data, f.err = io.ReadAll(io.LimitReader(part, s.UploadBytes+1)); f.err != nil {
		f.err = domain.RefuseField(domain.Invalid, "file", "file_missing", nil)
		return f
	}
	if int64(len(f.Data)) > s.UploadBytes {
		f.Data, f.err = nil, upload.TooLarge(s.UploadBytes)
		_, _ = io.Copy(io.Discard, io.LimitReader(part, s.UploadBytes*patience))
	}
	return f
}

// Inspect tells what a sent file is, or why it cannot be kept.
func (s *Site) Inspect(f SentFile) (*starterpack.File, error) {
	if f.err != nil {
		return nil, f.err
	}
	found, err := upload.Inspect(f.name, f.Data, s.UploadBytes)
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// sendFile sends a stored file to be kept: as an attachment that no browser takes for a page.
func sendFile(c echo.Context, f *starterpack.File, data []byte) error {
	h := c.Response().Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set(echo.HeaderContentDisposition, attachment(f.Name))
	return c.Blob(http.StatusOK, f.Type, data)
}

// attachment names a file for the browser: in plain letters, and as it is (RFC 5987 and 6266).
func attachment(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%;`, r) {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
