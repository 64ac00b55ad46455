package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"

	"github.com/labstack/echo/v4"
)

// An address that is forwarded is believed from the proxies that were named, and from nobody else.
func TestAForwardedAddressIsBelievedFromNamedProxiesAlone(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}
	for name, c := range map[string]struct {
		trusted []netip.Prefix
		from    string
		want    string
	}{
		"nobody is named":  {nil, "10.1.2.3:999", "10.1.2.3"},
		"a named proxy":    {trusted, "10.1.2.3:999", "203.0.113.9"},
		"another in there": {trusted, "10.2.2.3:999", "10.2.2.3"},
		"from the machine": {trusted, "127.0.0.1:999", "127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			request.RemoteAddr = c.from
			request.Header.Set(echo.HeaderXForwardedFor, "203.0.113.9")
			request.Header.Set(echo.HeaderXRealIP, "203.0.113.9")
			if got := site.IPExtractor(c.trusted)(request); got != c.want {
				t.Errorf("from %s, want %s", got, c.want)
			}
		})
	}
}

func TestAnotherSitesFormIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		method, header, value string
		refused               bool
	}{
		"our own form":           {http.MethodPost, "Sec-Fetch-Site", "same-origin", false},
		"another site's":         {http.MethodPost, "Sec-Fetch-Site", "cross-site", true},
		"a sibling's":            {http.MethodPost, "Sec-Fetch-Site", "same-site", true},
		"of an older browser":    {http.MethodPost, "Origin", "https://evil.example", true},
		"our own of an old one":  {http.MethodPost, "Origin", "https://startklar.example", false},
		"a link on another site": {http.MethodGet, "Sec-Fetch-Site", "cross-site", false},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(c.method, "https://startklar.example/", nil)
			request.Header.Set(c.header, c.value)
			err := site.CrossOrigin(func(echo.Context) error { return nil })(echo.New().NewContext(request, httptest.NewRecorder()))
			if refused := domain.CodeOf(err) == domain.Permission; refused != c.refused || !refused && err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestEveryCodeHasAStatus(t *testing.T) {
	for _, code := range domain.AllCodes() {
		if status := site.Statuses[code]; status < 400 || http.StatusText(status) == "" {
			t.Errorf("%s has the status %d", code, status)
		}
	}
	if len(site.Statuses) != len(domain.AllCodes()) {
		t.Errorf("%d statuses for %d codes", len(site.Statuses), len(domain.AllCodes()))
	}
	// Who may not know that something exists must not be able to tell it from nothing.
	if site.Statuses[domain.Private] != site.Statuses[domain.NotFound] {
		t.Error("what is private is told from what does not exist")
	}
}
