package webtest

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"startklar/domain/person"

	"github.com/PuerkitoBio/goquery"
)

// home is where cookies belong.
var home = &url.URL{Scheme: "http", Host: "startklar.example", Path: "/"}

// Visitor is a browser without scripts.
type Visitor struct {
	world *World
	jar   *cookiejar.Jar
}

// Stranger is a browser in which nobody is signed in.
func (w *World) Stranger() *Visitor {
	jar, _ := cookiejar.New(nil) // refuses nothing without options
	return &Visitor{w, jar}
}

// As signs somebody in through the demo door, in a browser of their own.
func (w *World) As(who person.ID) *Visitor {
	w.T.Helper()
	v := w.Stranger()
	if p := v.Post("/log-ind", url.Values{"person": {string(who)}}); p.Status != http.StatusSeeOther {
		w.T.Fatalf("sign in as %s: status %d", who, p.Status)
	}
	return v
}

// Browser is the one in which somebody was signed in before, or is now. Nobody's is a stranger's.
func (w *World) Browser(who person.ID) *Visitor {
	w.T.Helper()
	if who == "" {
		return w.Stranger()
	}
	if w.browsers[who] == nil {
		w.browsers[who] = w.As(who)
	}
	return w.browsers[who]
}

// CloseBrowsers ends every session, as time does.
func (w *World) CloseBrowsers() { w.browsers = map[person.ID]*Visitor{} }

// Get fetches a page in somebody's browser.
func (w *World) Get(who person.ID, path string) Page {
	w.T.Helper()
	return w.Browser(who).Get(path)
}

// Post sends a form in somebody's browser.
func (w *World) Post(who person.ID, path string, form url.Values) Page {
	w.T.Helper()
	return w.Browser(who).Post(path, form)
}

// Handler is the product as somebody's browser meets it, for a browser with scripts.
func (v *Visitor) Handler() http.Handler {
	return http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		for _, c := range v.jar.Cookies(home.JoinPath(request.URL.Path)) {
			request.AddCookie(c)
		}
		v.world.handler.ServeHTTP(answer, request)
	})
}

// Get fetches a page.
func (v *Visitor) Get(path string) Page {
	v.world.T.Helper()
	return v.Send(http.MethodGet, path, "", "")
}

// Post sends a form.
func (v *Visitor) Post(path string, form url.Values) Page {
	v.world.T.Helper()
	return v.Send(http.MethodPost, path, "application/x-www-form-urlencoded", form.Encode())
}

// Upload sends a form with a file, which claims to be a PDF whatever it is.
func (v *Visitor) Upload(path, name, content string, form url.Values) Page {
	v.world.T.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for key := range form {
		_ = m.WriteField(key, form.Get(key))
	}
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name)
	part, err := m.CreatePart(textproto.MIMEHeader{
		"Content-Type": {"application/pdf"}, "Content-Disposition": {`form-data; name="file"; filename="` + quoted + `"`},
	})
	if err != nil {
		v.world.T.Fatal(err)
	}
	_, _ = part.Write([]byte(content))
	_ = m.Close()
	request := httptest.NewRequest(http.MethodPost, path, &body)
	request.Header.Set("Content-Type", m.FormDataContentType())
	request.Header.Set("Referer", "http://"+request.Host+path)
	return v.send(request)
}

// Send makes any other request.
func (v *Visitor) Send(method, path, kind, body string) Page {
	v.world.T.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", kind)
	return v.send(request)
}

func (v *Visitor) send(request *http.Request) Page {
	v.world.T.Helper()
	recorder := httptest.NewRecorder()
	v.Handler().ServeHTTP(recorder, request)
	v.jar.SetCookies(home.JoinPath(request.URL.Path), recorder.Result().Cookies())
	sent := recorder.Body.String()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(sent))
	if err != nil {
		v.world.T.Fatal(err)
	}
	return Page{
		Status: recorder.Code, Header: recorder.Header(), Location: recorder.Header().Get("Location"),
		Raw: sent, Body: html.UnescapeString(sent), Text: strings.Join(strings.Fields(doc.Find("body").Text()), " "), Doc: doc,
	}
}

// Scenarios are requests, each with what must come back and what must not.
type Scenarios []struct {
	Name            string
	Who             person.ID
	Path            string
	Status          int
	Want, Forbidden []string
}

// Check makes each request in its visitor's browser.
func (w *World) Check(scenarios Scenarios) {
	w.T.Helper()
	for _, s := range scenarios {
		w.T.Run(s.Name, func(t *testing.T) {
			w.Get(s.Who, s.Path).Says(t, s.Status, s.Want, s.Forbidden)
		})
	}
}

// Form is what a form sends, by name and value, with a client key of its own.
func Form(pairs ...string) url.Values {
	values := url.Values{"client_key": {rand.Text()}}
	for n := 0; n+1 < len(pairs); n += 2 {
		values.Set(pairs[n], pairs[n+1])
	}
	return values
}

// PersonalNumber is a text of the shape that is refused everywhere; it must not stand in a source.
func PersonalNumber() string { return fmt.Sprintf("%02d%02d%02d-%04d", 1, 2, 60, 1234) }
