package config

import (
	"errors"
	"net"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"
)

// validate holds every value against its limits, wherever it came from.
func (r *reading) validate() {
	err := newValidator().Struct(r.config)
	var refused validator.ValidationErrors
	if !errors.As(err, &refused) {
		if err != nil {
			r.find(place{source: "settings"}, "%v", err)
		}
		return
	}
	for _, field := range refused {
		// The namespace is "Config.section.key" or "Config.section.key[2]".
		_, item, _ := strings.Cut(field.Namespace(), ".")
		name, _, _ := strings.Cut(item, "[")
		where, written := r.origin(item, name)
		if !written {
			// A default is refused only for its relation to a setting that was
			// written, and that one is refused for the same relation.
			continue
		}
		for _, s := range r.settings {
			if s.name() == name {
				r.refuse(where, s)
			}
		}
	}
}

// origin is where an item was written, or else its setting as a whole.
func (r *reading) origin(item, name string) (where place, written bool) {
	if where, written = r.origins[item]; written {
		return where, true
	}
	where, written = r.origins[name]
	return where, written
}

func newValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string { return field.Tag.Get("yaml") })
	rules := map[string]func(string) bool{
		"listen": func(text string) bool {
			host, port, err := net.SplitHostPort(text)
			return err == nil && isPort(port) && v.Var(host, "omitempty,ip|hostname_rfc1123") == nil
		},
		"base_url":     isBaseURL,
		"database_url": isDatabaseURL,
	}
	for tag, holds := range rules {
		rule := func(field validator.FieldLevel) bool { return holds(field.Field().String()) }
		if err := v.RegisterValidation(tag, rule); err != nil {
			panic(err) // The tag is reserved: a mistake in the table above.
		}
	}
	return v
}

// isPort accepts 0 too, by which the system chooses a free port.
func isPort(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

// isBaseURL wants no path, not even a slash, since paths are put behind it.
func isBaseURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") &&
		text == u.Scheme+"://"+u.Host && u.Hostname() != ""
}

func isDatabaseURL(text string) bool {
	if path, found := strings.CutPrefix(text, "sqlite:"); found {
		return path != ""
	}
	rest, found := strings.CutPrefix(text, "postgres://")
	_, err := url.Parse(text)
	return found && rest != "" && err == nil
}
