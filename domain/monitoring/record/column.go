package record

import (
	"strings"
	"unicode"
)

// Column is a column by the name in its header.
type Column string

// column numbers the columns, so that a row finds its fields without a look at names.
type column uint8

const (
	colCitizen column = iota
	colMunicipality
	colMonth
	colJobBroker
	colRehab
	colStepUp
	colExempt
	colBenefit
	colPaidHours
	colSelfSupporting
	colEducation
	colWageSubsidy
	colWorkPlacement
	colOrigin
	colExit
	colRevisited
	columnCount
)

// columns holds each column's name and what a Danish file may call it. Capitals do not matter, and a blank is as
// good as an underscore.
var columns = [columnCount]struct {
	name    Column
	aliases []string
}{
	colCitizen:        {"citizen", []string{"borger", "borger_id", "pseudonym"}},
	colMunicipality:   {"municipality", []string{"kommune", "kommunekode"}},
	colMonth:          {"month", []string{"måned", "maaned"}},
	colJobBroker:      {"job_broker", []string{"jobformidler", "jobformidlermarkering"}},
	colRehab:          {"rehab", []string{"rehabilitering", "rehabiliteringsmarkering"}},
	colStepUp:         {"step_up", []string{"stepup", "step_up_markering"}},
	colExempt:         {"exempt", []string{"fritagelse", "fritagelsesmarkering", "fritaget"}},
	colBenefit:        {"benefit", []string{"ydelse", "ydelseskode"}},
	colPaidHours:      {"paid_hours", []string{"lønnede_timer", "loennede_timer", "løntimer", "loentimer"}},
	colSelfSupporting: {"self_supporting", []string{"selvforsørgende", "selvforsoergende"}},
	colEducation:      {"education", []string{"uddannelse"}},
	colWageSubsidy:    {"wage_subsidy", []string{"løntilskud", "loentilskud"}},
	colWorkPlacement:  {"work_placement", []string{"virksomhedspraktik", "praktik"}},
	colOrigin:         {"origin", []string{"herkomst"}},
	colExit:           {"exit", []string{"afgang", "udgang"}},
	colRevisited:      {"revisited", []string{"genvisiteret"}},
}

// Columns lists the columns of a record in their usual order; the last one, "revisited", may be missing in a file.
func Columns() []Column {
	all := make([]Column, columnCount)
	for i := range columns {
		all[i] = columns[i].name
	}
	return all
}

func (c column) optional() bool { return c == colRevisited }

var columnsByName = func() map[string]column {
	names := map[string]column{}
	for i, c := range columns {
		names[string(c.name)] = column(i)
		for _, alias := range c.aliases {
			names[alias] = column(i)
		}
	}
	return names
}()

// columnCalled finds the column that a header cell names.
func columnCalled(cell string) (column, bool) {
	name := strings.ToLower(strings.Join(strings.FieldsFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || r == '_'
	}), "_"))
	c, ok := columnsByName[name]
	return c, ok
}
