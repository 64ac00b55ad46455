package config

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// setting is one field of Config: what it is called and where its value goes.
type setting struct {
	section, key string
	// allowed finishes the sentence "must be …".
	allowed string
	field   reflect.Value
}

// settingsOf lists the settings of config in the order of its fields.
func settingsOf(config *Config) []setting {
	var found []setting
	sections := reflect.ValueOf(config).Elem()
	for i := range sections.NumField() {
		section := sections.Field(i)
		for j := range section.NumField() {
			found = append(found, setting{
				section: sections.Type().Field(i).Tag.Get("yaml"),
				key:     section.Type().Field(j).Tag.Get("yaml"),
				allowed: section.Type().Field(j).Tag.Get("allowed"),
				field:   section.Field(j),
			})
		}
	}
	return found
}

func (s setting) name() string     { return s.section + "." + s.key }
func (s setting) variable() string { return variable(s.section, s.key) }
func (s setting) isList() bool     { return s.field.Kind() == reflect.Slice }

func variable(section, key string) string {
	return envPrefix + strings.ToUpper(section+"_"+key)
}

// setText sets the field from text. In a list, commas part the items.
func (s setting) setText(text string) error {
	if !s.isList() {
		return set(s.field, text)
	}
	if strings.TrimSpace(text) == "" {
		return s.setList(nil)
	}
	items := strings.Split(text, ",")
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	return s.setList(items)
}

// errNotAList refuses a list where one value is wanted.
var errNotAList = errors.New("not a list")

// itemError says which item of a list was refused.
type itemError struct {
	index int
	cause error
}

func (e *itemError) Error() string { return fmt.Sprintf("item %d: %v", e.index, e.cause) }
func (e *itemError) Unwrap() error { return e.cause }

func (s setting) setList(items []string) error {
	if !s.isList() {
		return errNotAList
	}
	// Nil, not empty: a file that writes the default [] equals the default.
	list := reflect.Zero(s.field.Type())
	for i, text := range items {
		item := reflect.New(s.field.Type().Elem()).Elem()
		if err := set(item, text); err != nil {
			return &itemError{i, err}
		}
		list = reflect.Append(list, item)
	}
	s.field.Set(list)
	return nil
}

// set parses text by the type of the field, which it leaves alone on an error:
// a value is refused once, not again for what half of it would mean. A type that it does not know is a
// mistake in Config, which the test over all settings meets.
func set(field reflect.Value, text string) error {
	switch target := field.Addr().Interface().(type) {
	case *string:
		*target = text
		return nil
	case *time.Duration:
		value, err := time.ParseDuration(text)
		if err == nil {
			*target = value
		}
		return err
	case *int, *int64:
		value, err := strconv.ParseInt(text, 10, field.Type().Bits())
		if err == nil {
			field.SetInt(value)
		}
		return err
	case encoding.TextUnmarshaler:
		return target.UnmarshalText([]byte(text))
	default:
		return fmt.Errorf("no way to read a %s", field.Type())
	}
}
