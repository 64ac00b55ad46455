package site

import (
	"cmp"
	"strings"

	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// FieldID is the id of a form's field on a page with many forms.
func FieldID(form, name string) string { return strings.ReplaceAll(form, "/", "-") + "-" + name }

// Refill puts what was entered back into the fields of a form that came back, with what was wrong.
func Refill(c echo.Context, errs []parts.FieldError, fields []parts.Field) []parts.Field {
	if len(errs) == 0 {
		return fields
	}
	values, err := c.FormParams()
	if err != nil {
		return fields
	}
	for n := range fields {
		f := &fields[n]
		f.Value, f.Values = c.FormValue(f.Name), values[f.Name]
		for _, e := range errs {
			if e.FieldID == f.Name || e.FieldID == f.ID {
				f.Error = e.Message
			}
		}
	}
	return fields
}

// Entered completes fields after a refusal with what was entered and what was wrong.
func Entered(c echo.Context, errs []parts.FieldError, fields ...parts.Field) []parts.Field {
	if len(errs) == 0 {
		return fields
	}
	values, err := c.FormParams()
	for n := range fields {
		f := &fields[n]
		if err == nil {
			f.Value, f.Values = c.FormValue(f.Name), values[f.Name]
		}
		for _, e := range errs {
			if e.FieldID == cmp.Or(f.ID, f.Name) {
				f.Error = e.Message
			}
		}
	}
	return fields
}

// ErrorAt is what was refused about one input; empty for nothing.
func ErrorAt(errs []parts.FieldError, field string) string {
	for _, e := range errs {
		if e.FieldID == field {
			return e.Message
		}
	}
	return ""
}
