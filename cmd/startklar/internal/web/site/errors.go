package site

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"startklar/domain"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// Statuses is the one place where a kind of failure becomes a status.
var Statuses = map[domain.Code]int{
	domain.Invalid:         http.StatusUnprocessableEntity,
	domain.Unauthenticated: http.StatusUnauthorized,
	domain.Permission:      http.StatusForbidden,
	domain.Private:         http.StatusNotFound,
	domain.NotFound:        http.StatusNotFound,
	domain.Conflict:        http.StatusConflict,
	domain.Stale:           http.StatusConflict,
	domain.KeyReused:       http.StatusConflict,
	domain.Unavailable:     http.StatusServiceUnavailable,
	domain.Internal:        http.StatusInternalServerError,
}

// Fail renders an error: as JSON where that was asked for, else as a page. What nobody expected is logged
// and shown as a fixed text.
func (s *Site) Fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status, refusal := s.classify(c, err)
	if status == http.StatusUnauthorized && c.Request().Method == http.MethodGet && !WantsJSON(c) {
		_ = c.Redirect(http.StatusSeeOther, SignInPath(c))
		return
	}
	message := ErrorText(c.Request().Context(), refusal)
	if WantsJSON(c) {
		_ = c.JSON(status, map[string]string{"message": message})
		return
	}
	if page := s.rescue(c, status, refusal); page != nil {
		if err := s.Render(c, status, page); err != nil {
			s.Log.Error("render rescue page", "error", err)
		}
		return
	}
	page := pages.Error{Shell: s.Shell(c, catalogue.From(c.Request().Context()).T("page.error.heading")), Message: message, Status: status}
	if err := s.Render(c, status, page); err != nil {
		s.Log.Error("render error page", "error", err)
	}
}

// classify finds an error's status and the refusal to show.
func (s *Site) classify(c echo.Context, err error) (int, *domain.Error) {
	var e *domain.Error
	if errors.As(err, &e) {
		if e.Code == domain.Internal || e.Code == domain.Unavailable {
			s.Log.Error("request failed", "path", c.Path(), "code", e.Code, "error", err)
		}
		return Statuses[e.Code], e
	}
	var h *echo.HTTPError
	if errors.As(err, &h) {
		return h.Code, refusalOf(h.Code)
	}
	s.Log.Error("request failed", "path", c.Path(), "error", err)
	return http.StatusInternalServerError, domain.Refuse(domain.Internal, "internal", nil)
}

// refusalOf gives a router's or a limit's own status a text.
func refusalOf(status int) *domain.Error {
	switch status {
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return domain.Refuse(domain.NotFound, "not_found", nil)
	case http.StatusRequestEntityTooLarge:
		return domain.Refuse(domain.Invalid, "body_too_large", nil)
	case http.StatusForbidden:
		return domain.Refuse(domain.Permission, "cross_origin", nil)
	default:
		return domain.Refuse(domain.Internal, "internal", nil)
	}
}

// ErrorText is a refusal in the reader's language.
func ErrorText(ctx context.Context, e *domain.Error) string {
	return catalogue.From(ctx).Refusal(e)
}

// FieldErrors turns a refusal into what the error summary shows; prefix names the form on the page.
func FieldErrors(ctx context.Context, err error) []parts.FieldError {
	e := domain.AsError(err)
	return []parts.FieldError{{FieldID: e.Field, Message: ErrorText(ctx, e)}}
}

// WantsJSON tells whether a script asked, which reads JSON, and not a person.
func WantsJSON(c echo.Context) bool {
	return strings.Contains(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON) ||
		strings.HasPrefix(c.Request().Header.Get(echo.HeaderContentType), echo.MIMEApplicationJSON)
}

// Mendable tells whether a refusal is shown at the form that it is about.
func Mendable(e *domain.Error) bool {
	return e.Code == domain.Invalid || e.Code == domain.Conflict || e.Code == domain.Stale
}
