package record

import (
	"startklar/domain"
	"startklar/domain/monitoring"
)

// flags are the yes-or-no columns.
var flags = []struct {
	column column
	mark   monitoring.Marks
}{
	{colJobBroker, monitoring.MarkJobBroker},
	{colRehab, monitoring.MarkRehab},
	{colStepUp, monitoring.MarkStepUp},
	{colSelfSupporting, monitoring.MarkSelfSupporting},
	{colEducation, monitoring.MarkEducation},
	{colWageSubsidy, monitoring.MarkWageSubsidy},
	{colWorkPlacement, monitoring.MarkWorkPlacement},
	{colRevisited, monitoring.MarkRevisited},
}

// check is the checking of one row.
type check struct {
	*worker
	pair   *pair
	fields [][]byte
	// wrong are the columns in which something is wrong already, so that nothing more is said of them.
	wrong [columnCount]bool
	bad   bool
}

// row checks a row. odd tells that it may hold more than printable ASCII, ended that a line end follows it, quote
// what is wrong with its quotes.
func (w *worker) row(fields [][]byte, odd, ended bool, quote Reason) {
	c := check{worker: w, fields: fields}
	if len(fields) != len(w.layout.named) {
		c.wrongCount(ended)
		return
	}
	c.findNumbers()
	if odd {
		c.findControls()
	}
	c.findPair()
	if quote != "" {
		c.refuse(columnCount, quote, nil)
	}
	r := packed{at: w.here()}
	c.checkCitizen(&r)
	c.readFlags(&r)
	c.readHours(&r)
	c.readCodes(&r)
	c.keep(r)
}

// keep counts the row, and keeps it if it is good.
func (c *check) keep(r packed) {
	if c.pair == nil {
		return
	}
	c.pair.rows++
	switch {
	case c.bad:
		c.pair.bad++
	case c.pair.reason == "":
		r.month = uint32(c.pair.key.month())
		c.gather(c.pair.municipality, r)
	}
}

// refuse notes what is wrong with a column, or with the whole row.
func (c *check) refuse(column column, reason Reason, args domain.Args) {
	c.bad = true
	note := placed{Note: Note{Reason: reason, Args: args}, at: c.here()}
	if column < columnCount {
		c.wrong[column] = true
		note.Column = columns[column].name
	}
	if c.pair != nil {
		note.Pair = c.pair.Pair
	}
	if reason.refusesFile() {
		c.fileRefused = true
	}
	if len(c.refusals.kept) >= maxListed {
		c.refusals.count++
		return
	}
	c.refusals.add(note)
}

// wrongCount refuses a row with too many or too few fields: which value is which is a guess.
func (c *check) wrongCount(ended bool) {
	args := domain.Args{"found": len(c.fields), "expected": len(c.layout.named)}
	if !ended && len(c.fields) < len(c.layout.named) {
		c.stop(FileTruncated, args)
		return
	}
	for len(c.fields) < len(c.layout.named) {
		c.fields = append(c.fields, nil)
	}
	c.findPair()
	c.refuse(columnCount, RowColumns, args)
	for _, f := range c.fields {
		if shaped(f) {
			c.refuse(columnCount, CPR, nil)
			break
		}
	}
	c.keep(packed{})
}

// findNumbers refuses CPR-shaped text wherever it stands.
func (c *check) findNumbers() {
	for i, f := range c.fields {
		if len(f) >= shortestCPR && shaped(f) {
			c.refuse(c.layout.named[i], CPR, nil)
		}
	}
}

func (c *check) findControls() {
	for i, f := range c.fields {
		if column := c.layout.named[i]; !c.wrong[column] && hasControl(f) {
			c.refuse(column, Control, nil)
		}
	}
}

// field is the text of a column.
func (c *check) field(column column) []byte { return c.fields[c.layout.at[column]] }

// findPair finds the delivery that the row belongs to.
func (c *check) findPair() {
	code, okCode := parseMunicipality(c.field(colMunicipality))
	month, okMonth := parseMonth(c.field(colMonth))
	if !okCode {
		c.refuse(colMunicipality, MunicipalityText, domain.Args{"value": shown(c.field(colMunicipality))})
	}
	if !okMonth {
		c.refuse(colMonth, MonthText, domain.Args{"value": shown(c.field(colMonth))})
	}
	if !okCode || !okMonth {
		return
	}
	key := keyOf(code, month)
	if c.last == nil || c.last.key != key {
		found := c.pairs[key]
		if found == nil {
			found = c.newPair(key, c.here())
			c.pairs[key] = found
		}
		c.last = found
	}
	c.pair = c.last
}

func (c *check) checkCitizen(r *packed) {
	r.citizen = c.field(colCitizen)
	if c.wrong[colCitizen] {
		return
	}
	if reason := checkCitizen(r.citizen); reason == CitizenLong {
		c.refuse(colCitizen, reason, domain.Args{"max": maxCitizen})
	} else if reason != "" {
		c.refuse(colCitizen, reason, nil)
	}
}

func (c *check) readFlags(r *packed) {
	for _, flag := range flags {
		at := c.layout.at[flag.column]
		if at < 0 {
			continue
		}
		switch f := c.fields[at]; {
		case len(f) == 1 && f[0] == '0':
		case len(f) == 1 && f[0] == '1':
			r.marks |= flag.mark
		case !c.wrong[flag.column]:
			c.refuse(flag.column, NotFlag, domain.Args{"value": shown(f)})
		}
	}
}

func (c *check) readHours(r *packed) {
	f := c.field(colPaidHours)
	hours, some, reason := parseHours(f)
	r.hours = hours
	if some {
		r.marks |= monitoring.MarkPaidHours
	}
	switch {
	case c.wrong[colPaidHours]:
	case reason == NotHours:
		c.refuse(colPaidHours, reason, domain.Args{"value": shown(f)})
	case reason != "":
		c.refuse(colPaidHours, reason, nil)
	}
}

func (c *check) readCodes(r *packed) {
	var benefits, exempt []bool
	if c.pair != nil {
		benefits, exempt = c.pair.benefits, c.pair.exempt
	}
	r.benefit = c.code(colBenefit, c.codes.benefit, false, benefits)
	r.exempt = c.code(colExempt, c.codes.exempt, true, exempt)
	r.origin = c.code(colOrigin, c.codes.origin, false, nil)
	r.exit = c.code(colExit, c.codes.exit, true, nil)
}

// code reads a code as its number, 0 for none; valid tells which may be used in the month, nil that all may.
func (c *check) code(column column, known map[string]uint16, optional bool, valid []bool) uint16 {
	f := c.field(column)
	n, ok := known[string(f)]
	switch {
	case c.wrong[column], len(f) == 0 && optional:
	case len(f) == 0:
		c.refuse(column, CodeMissing, nil)
	case !ok:
		c.refuse(column, CodeUnknown, domain.Args{"value": shown(f)})
	case valid != nil && !valid[n]:
		c.refuse(column, CodeMonth, domain.Args{"value": string(f), "month": c.pair.Month})
	}
	return n
}
