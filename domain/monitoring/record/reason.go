package record

// Reason says why something is refused or questionable. Its text stands in the language catalogue under
// [Reason.TextKey]; [Reason.Args] are the values that the text needs.
type Reason string

// TextKey is the key of its text in the language catalogue.
func (r Reason) TextKey() string { return "records.reason." + string(r) }

// Reasons that refuse the file: nothing of it can be trusted.
const (
	FileEmpty        Reason = "empty"
	FileUTF16        Reason = "utf16"
	FileNUL          Reason = "nul"
	FileMixed        Reason = "encoding_mixed"
	FileUnreadable   Reason = "encoding_unknown"
	FileTruncated    Reason = "truncated"
	FileManyPairs    Reason = "many_deliveries"
	LineTooLong      Reason = "line_long"
	QuoteOpen        Reason = "quote_open"
	HeaderMissing    Reason = "header_missing"
	HeaderCPR        Reason = "header_cpr"
	ColumnUnknown    Reason = "column_unknown"
	ColumnMissing    Reason = "column_missing"
	ColumnTwice      Reason = "column_twice"
	MunicipalityText Reason = "municipality_text"
	MonthText        Reason = "month_text"
)

// Reasons that refuse a delivery.
const (
	MunicipalityUnknown Reason = "municipality_unknown"
	NotParticipating    Reason = "not_participating"
	MonthFuture         Reason = "month_future"
	DeliveryTooLarge    Reason = "delivery_large"
	RowsDiffer          Reason = "rows_differ"
	RowColumns          Reason = "row_columns"
	RowQuote            Reason = "quote_stray"
	CPR                 Reason = "cpr"
	Control             Reason = "control"
	CitizenMissing      Reason = "citizen_missing"
	CitizenLong         Reason = "citizen_long"
	CitizenSpace        Reason = "citizen_space"
	NotFlag             Reason = "not_flag"
	NotHours            Reason = "not_hours"
	HoursLarge          Reason = "hours_large"
	CodeMissing         Reason = "code_missing"
	CodeUnknown         Reason = "code_unknown"
	CodeMonth           Reason = "code_month"
)

// Reasons to look once more.
const (
	WarnTwice        Reason = "warn_twice"
	WarnBothMarkings Reason = "warn_both_markings"
	WarnPensionHours Reason = "warn_pension_hours"
	WarnPensionStays Reason = "warn_pension_stays"
)

// reasonArgs holds every reason and the names of the values that its text needs.
var reasonArgs = []struct {
	reason Reason
	args   []string
}{
	{FileEmpty, nil},
	{FileUTF16, nil},
	{FileNUL, nil},
	{FileMixed, nil},
	{FileUnreadable, nil},
	{FileTruncated, []string{"expected", "found"}},
	{FileManyPairs, []string{"max"}},
	{LineTooLong, []string{"max"}},
	{QuoteOpen, nil},
	{HeaderMissing, nil},
	{HeaderCPR, []string{"number"}},
	{ColumnUnknown, []string{"number", "value"}},
	{ColumnMissing, []string{"column"}},
	{ColumnTwice, []string{"column"}},
	{MunicipalityText, []string{"value"}},
	{MonthText, []string{"value"}},
	{MunicipalityUnknown, []string{"municipality"}},
	{NotParticipating, []string{"month", "municipality"}},
	{MonthFuture, []string{"month"}},
	{DeliveryTooLarge, []string{"max"}},
	{RowsDiffer, []string{"first"}},
	{RowColumns, []string{"expected", "found"}},
	{RowQuote, nil},
	{CPR, nil},
	{Control, nil},
	{CitizenMissing, nil},
	{CitizenLong, []string{"max"}},
	{CitizenSpace, nil},
	{NotFlag, []string{"value"}},
	{NotHours, []string{"value"}},
	{HoursLarge, nil},
	{CodeMissing, nil},
	{CodeUnknown, []string{"value"}},
	{CodeMonth, []string{"month", "value"}},
	{WarnTwice, []string{"first"}},
	{WarnBothMarkings, nil},
	{WarnPensionHours, nil},
	{WarnPensionStays, nil},
}

// AllReasons lists the reasons.
func AllReasons() []Reason {
	all := make([]Reason, len(reasonArgs))
	for i, r := range reasonArgs {
		all[i] = r.reason
	}
	return all
}

// Args names the values that the reason's text needs, in alphabetical order.
func (r Reason) Args() []string {
	for _, known := range reasonArgs {
		if known.reason == r {
			return known.args
		}
	}
	return nil
}

// OfCode tells whether a code was expected that is not there: see [Codes].
func (r Reason) OfCode() bool { return r == CodeMissing || r == CodeUnknown || r == CodeMonth }

// column is the column at fault where a delivery is refused whatever its rows say.
func (r Reason) column() Column {
	switch r {
	case MunicipalityUnknown, NotParticipating:
		return columns[colMunicipality].name
	case MonthFuture:
		return columns[colMonth].name
	default:
		return ""
	}
}

// refusesFile tells whether a row with this reason refuses the whole file, because nobody can say whose row it is.
func (r Reason) refusesFile() bool { return r == MunicipalityText || r == MonthText }
