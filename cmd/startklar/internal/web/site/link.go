package site

import (
	"crypto/rand"
	"encoding/base64"

	"github.com/labstack/echo/v4"
)

// NewToken makes the secret part of a link: 256 random bits. It is shown once, to whoever made the link; only its
// hash is kept.
func NewToken() string {
	bits := make([]byte, 32)
	_, _ = rand.Read(bits) // never fails: see crypto/rand
	return base64.RawURLEncoding.EncodeToString(bits)
}

// PrivateLink keeps the address of a link to those who have it: no page that it leads to learns it, no search
// engine lists it, no shared cache keeps what it shows.
func (s *Site) PrivateLink(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		h.Set("Cache-Control", "no-store")
		return next(c)
	}
}

// Origin is what a link begins with that somebody copies and sends.
func (s *Site) Origin(c echo.Context) string {
	if s.BaseURL != "" {
		return s.BaseURL
	}
	return c.Scheme() + "://" + c.Request().Host
}
