package site

import (
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"path"
	"runtime/debug"
	"strings"
	"time"

	"startklar/domain"
	"startklar/templates"
	"startklar/templates/catalogue"

	"github.com/labstack/echo/v4"
)

// policyHeader forbids everything inline: a text that slipped through could still do nothing.
const policyHeader = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// SecurityHeaders are those that every answer carries.
func SecurityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policyHeader)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if !strings.HasPrefix(c.Request().URL.Path, templates.AssetPrefix) {
			h.Set("Cache-Control", "no-store")
		}
		return next(c)
	}
}

// Recover turns a panic into an answer and a line in the log.
func (s *Site) Recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = domain.Fault("handle request", fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			}
		}()
		return next(c)
	}
}

// LogRequests logs the route, never the path: a path may name a journey, and a query what somebody sought.
func (s *Site) LogRequests(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		err := next(c)
		if err != nil {
			s.Fail(err, c)
		}
		s.Log.Debug("request", "method", c.Request().Method, "route", c.Path(), "status", c.Response().Status,
			"duration", time.Since(began), "from", c.RealIP())
		return nil
	}
}

// LimitBody refuses a request that is larger than its address takes.
func (s *Site) LimitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		limit, err := s.bodyLimit(c)
		if err != nil {
			return err
		}
		if c.Request().ContentLength > limit {
			return domain.Refuse(domain.Invalid, "body_too_large", nil)
		}
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, limit)
		return next(c)
	}
}

// CrossOrigin refuses a write that another site's page sent in the visitor's name.
func CrossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := protection.Check(c.Request()); err != nil {
			return &domain.Error{Code: domain.Permission, Key: "cross_origin", Err: err}
		}
		return next(c)
	}
}

const languageCookie = "sprog"

// ChooseLanguage takes the language that the reader has chosen, else the service's.
func (s *Site) ChooseLanguage(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		lang := s.Language
		if cookie, err := c.Cookie(languageCookie); err == nil {
			lang = catalogue.ParseLang(cookie.Value)
		}
		c.SetRequest(c.Request().WithContext(catalogue.With(c.Request().Context(), lang)))
		return next(c)
	}
}

// SetLanguage remembers the language in the browser and goes back to the page.
func (s *Site) SetLanguage(c echo.Context) error {
	c.SetCookie(&http.Cookie{
		Name: languageCookie, Value: string(catalogue.ParseLang(c.Param("lang"))), Path: "/",
		MaxAge: int((365 * 24 * time.Hour).Seconds()), HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	})
	return SeeOther(c, LocalPath(c.QueryParam("retur")))
}

// StripTrailingSlash leads from /path/ to /path.
func StripTrailingSlash(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if p := c.Request().URL.Path; len(p) > 1 && strings.HasSuffix(p, "/") && c.Request().Method == http.MethodGet {
			return c.Redirect(http.StatusMovedPermanently, LocalPath(strings.TrimRight(p, "/")))
		}
		return next(c)
	}
}

// IPExtractor believes a forwarded address only from proxies that were named.
func IPExtractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		options = append(options, echo.TrustIPRange(&net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// ServeAsset sends a file of the product's own: with a version in its address it may be kept for ever.
func ServeAsset(c echo.Context, name string) error {
	content, err := templates.Asset(path.Clean(name))
	if err != nil {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	if templates.Immutable(name, c.QueryParam("v")) {
		c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = echo.MIMEOctetStream
	}
	return c.Blob(http.StatusOK, kind, content)
}

// Ready answers a load balancer.
func (s *Site) Ready(c echo.Context) error { return c.String(http.StatusOK, "klar") }
