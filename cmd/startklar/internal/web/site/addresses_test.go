package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/person"

	"github.com/labstack/echo/v4"
)

// asked is a request, and where its answer is written.
func asked(method, target string) (echo.Context, *httptest.ResponseRecorder) {
	recorder := httptest.NewRecorder()
	return echo.New().NewContext(httptest.NewRequest(method, target, nil), recorder), recorder
}

// An item's address is read back as the item, also for a later one of a repeated item, whose "#" would end a path.
func TestAnItemsAddressIsReadBack(t *testing.T) {
	e := echo.New()
	var id journey.ID
	var item journey.InstanceID
	e.GET("/forloeb/:journey/:item", func(c echo.Context) error {
		id, item = site.JourneyParam(c), site.ItemParam(c)
		return nil
	})
	for _, want := range []journey.InstanceID{"readiness", "knowledge_note#2"} {
		path := site.ItemPath("0851.flere-skal-med-2.1", want)
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
		if id != "0851.flere-skal-med-2.1" || item != want {
			t.Errorf("%s is read as %s of %s", path, item, id)
		}
	}
}

// What stands in an id ends no path and begins no query.
func TestAnIDStaysOneStepOfItsAddress(t *testing.T) {
	const odd = "a/../b?c#d"
	for name, address := range map[string]string{
		"journey": site.JourneyPath(odd), "plan": site.PlanPath(odd), "document": site.DocumentPath(odd), "meeting": site.MeetingPath(odd),
		"message": site.MessagePath(odd), "notebook": site.NotebookPath(odd), "person": site.PersonPath(odd), "handover": site.HandoverPath(odd),
	} {
		u, err := url.Parse(address)
		if err != nil || u.RawQuery != "" || u.Fragment != "" || u.Path[len(u.Path)-len(odd):] != odd {
			t.Errorf("%s: %s is %+v, %v", name, address, u, err)
		}
	}
}

func TestAnEmptyMessageIsAddressed(t *testing.T) {
	u, err := url.Parse(site.WritePath(message.ToRole(person.MunicipalLeader, "0851")))
	if err != nil || u.Path != "/beskeder/skriv" || u.Query().Get("til") != "MunicipalLeader@0851" {
		t.Errorf("%v, %v", u, err)
	}
}

// A way back that a visitor brings along must not lead out of the product, as a browser reads it: it takes a backslash
// for a slash, and leaves tabs and line ends out.
func TestAWayBackStaysWithin(t *testing.T) {
	for _, path := range []string{"/", "/forloeb/x/readiness?vis=mine", "/indikatorer/6?maaned=2026-04", "/søg"} {
		if got := site.LocalPath(path); got != path {
			t.Errorf("%q leads to %q", path, got)
		}
	}
	for _, path := range []string{
		"", "forloeb", "https://evil.example/", "//evil.example/", `/\evil.example/`, `\\evil.example`, "/\t/evil.example/", "/\n/evil.example/", "/\r/evil.example/",
		"/x\r\nSet-Cookie: a=b", "javascript:alert(1)", "\t//evil.example",
	} {
		if got := site.LocalPath(path); got != "/" {
			t.Errorf("%q leads to %q", path, got)
		}
	}
}

func TestAPathIsLedToItsOwnWithoutASlash(t *testing.T) {
	e := echo.New()
	e.Pre(site.StripTrailingSlash)
	e.Any("/*", func(c echo.Context) error { return c.NoContent(http.StatusNoContent) })
	for _, c := range []struct {
		method, path string
		status       int
		to           string
	}{
		{http.MethodGet, "/viden/", http.StatusMovedPermanently, "/viden"},
		{http.MethodGet, "/", http.StatusNoContent, ""},
		{http.MethodGet, "/viden", http.StatusNoContent, ""},
		{http.MethodPost, "/viden/", http.StatusNoContent, ""},
		{http.MethodGet, "//evil.example/", http.StatusMovedPermanently, "/"},
	} {
		request := httptest.NewRequest(c.method, "/", nil)
		request.URL.Path = c.path
		recorder := httptest.NewRecorder()
		e.ServeHTTP(recorder, request)
		if recorder.Code != c.status || recorder.Header().Get("Location") != c.to {
			t.Errorf("%s %s: %d to %q", c.method, c.path, recorder.Code, recorder.Header().Get("Location"))
		}
	}
}
