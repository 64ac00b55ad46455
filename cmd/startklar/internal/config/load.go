package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// DefaultFile is read from the working directory when no file is named.
const DefaultFile = "config.yaml"

const (
	envPrefix = "STARTKLAR_"
	// envTests begins variables that are read by tests, not by the service.
	envTests = envPrefix + "TEST_"
)

// Load reads the settings: the defaults, over them the file at path, over
// those the STARTKLAR_ variables among environ (NAME=value, as os.Environ
// gives them). An empty path means DefaultFile, which may be absent; a file
// named by path must exist.
//
// The error has one line per finding: where it is (file, line and column, or
// the variable), which setting, and what is allowed there.
func Load(path string, environ []string) (Config, error) {
	config := Default()
	reading := newReading(&config)

	text, name, err := readFile(path)
	if err != nil {
		return Config{}, err
	}
	reading.file(name, text)
	reading.environment(environ)
	reading.validate()

	if err := reading.err(); err != nil {
		return Config{}, err
	}
	return config, nil
}

func readFile(path string) (text []byte, name string, err error) {
	if path != "" {
		text, err = os.ReadFile(path)
		return text, path, err
	}
	text, err = os.ReadFile(DefaultFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, DefaultFile, nil
	}
	return text, DefaultFile, err
}

// place is where something was written: a line and a column (from 1) of a
// file, or, with neither, a variable.
type place struct {
	source       string
	line, column int
}

func (p place) String() string {
	if p.line == 0 {
		return p.source
	}
	return fmt.Sprintf("%s:%d:%d", p.source, p.line, p.column)
}

// finding is one thing that stops the start.
type finding struct {
	where   place
	message string
}

// reading gathers settings and findings from one source after the other.
type reading struct {
	config   *Config
	settings []setting
	// origins says where the present value of a setting, or of one item of a
	// list ("definitions.paths[1]"), was written. A default has no origin.
	origins  map[string]place
	findings []finding
}

func newReading(config *Config) *reading {
	return &reading{config: config, settings: settingsOf(config), origins: map[string]place{}}
}

func (r *reading) find(where place, format string, args ...any) {
	r.findings = append(r.findings, finding{where, fmt.Sprintf(format, args...)})
}

func (r *reading) refuse(where place, s setting) {
	r.find(where, "%s must be %s", s.name(), s.allowed)
}

// err joins the findings: the file from top to bottom, then the variables.
func (r *reading) err() error {
	slices.SortStableFunc(r.findings, func(a, b finding) int {
		if (a.where.line == 0) != (b.where.line == 0) {
			return cmp.Compare(b.where.line, a.where.line)
		}
		return cmp.Or(
			cmp.Compare(a.where.line, b.where.line),
			cmp.Compare(a.where.column, b.where.column),
			cmp.Compare(a.where.source, b.where.source),
		)
	})
	var errs []error
	for _, f := range r.findings {
		errs = append(errs, fmt.Errorf("%v: %s", f.where, f.message))
	}
	return errors.Join(errs...)
}

// mark notes where the value of s comes from; items of an earlier list are gone.
func (r *reading) mark(s setting, where place) {
	maps.DeleteFunc(r.origins, func(name string, _ place) bool { return strings.HasPrefix(name, s.name()+"[") })
	r.origins[s.name()] = where
}

// sections lists the sections in their order in Config.
func (r *reading) sections() []string {
	var names []string
	for _, s := range r.settings {
		if !slices.Contains(names, s.section) {
			names = append(names, s.section)
		}
	}
	return names
}

// in lists the settings of one section.
func (r *reading) in(section string) []setting {
	var found []setting
	for _, s := range r.settings {
		if s.section == section {
			found = append(found, s)
		}
	}
	return found
}

func (r *reading) environment(environ []string) {
	for _, entry := range slices.Sorted(slices.Values(environ)) {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, envPrefix) || strings.HasPrefix(name, envTests) {
			continue
		}
		r.variable(name, value)
	}
}

func (r *reading) variable(name, value string) {
	where := place{source: name}
	for _, s := range r.settings {
		if s.variable() != name {
			continue
		}
		r.mark(s, where)
		if err := s.setText(value); err != nil {
			r.refuse(where, s)
		}
		return
	}
	r.find(where, "unknown setting; %s", r.knownVariables(name))
}

// knownVariables lists the variables of the section that name seems to mean.
func (r *reading) knownVariables(name string) string {
	for _, section := range r.sections() {
		if !strings.HasPrefix(name, variable(section, "")) {
			continue
		}
		var known []string
		for _, s := range r.in(section) {
			known = append(known, s.variable())
		}
		return "known are " + strings.Join(known, ", ")
	}
	return "a variable is named " + envPrefix + "<SECTION>_<KEY>; the sections are " + strings.ToUpper(strings.Join(r.sections(), ", "))
}
