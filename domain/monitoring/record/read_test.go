package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
	"startklar/domain/personaldata"

	"github.com/google/go-cmp/cmp"
)

// now is the first instant of the last day of May 2026 in Copenhagen, so that May may be delivered and June may not.
var now = time.Date(2026, time.May, 30, 22, 0, 0, 0, time.UTC)

func options(t testing.TB) record.Options {
	t.Helper()
	return record.Options{
		Programme: monitoringtest.Programme(t), Now: now,
		Takes: func(code municipality.Code, m calendar.Month) bool {
			return code != "0155" && !m.Before(calendar.NewMonth(2026, time.January))
		},
	}
}

func read(t testing.TB, text string, o record.Options) *record.File {
	t.Helper()
	f, err := record.Read(t.Context(), strings.NewReader(text), int64(len(text)), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// everything returns all good deliveries of a file.
func everything(t testing.TB, f *record.File) []monitoring.Delivery {
	t.Helper()
	var all []monitoring.Delivery
	for _, code := range f.Municipalities() {
		of, err := f.Deliveries(code)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, of...)
	}
	return all
}

// line is a row in which some columns differ from a good one. A column that is "-" is left out of every row.
func line(change ...string) string { return strings.Join(values(change...), ";") }

func values(change ...string) []string {
	row := map[record.Column]string{
		"citizen": "b-1", "municipality": "0101", "month": "2026-03", "job_broker": "1", "rehab": "0", "step_up": "0",
		"exempt": "", "benefit": "kontanthjaelp", "paid_hours": "0", "self_supporting": "0", "education": "0",
		"wage_subsidy": "0", "work_placement": "0", "origin": "dansk", "exit": "", "revisited": "0",
	}
	for i := 0; i < len(change); i += 2 {
		if _, known := row[record.Column(change[i])]; !known {
			panic("there is no column " + change[i])
		}
		row[record.Column(change[i])] = change[i+1]
	}
	var all []string
	for _, c := range record.Columns() {
		all = append(all, row[c])
	}
	return all
}

func header() string {
	var names []string
	for _, c := range record.Columns() {
		names = append(names, string(c))
	}
	return strings.Join(names, ";")
}

// file puts a header before lines.
func file(lines ...string) string {
	return strings.Join(append([]string{header()}, lines...), "\n") + "\n"
}

// number makes a CPR-shaped number when the test runs: none stands in the source.
func number(between string) string {
	return fmt.Sprintf("%02d%02d%02d%s%04d", 24, 12, 70, between, 1234)
}

// told writes notes as lines of text: where, what, and the values of the text.
func told(all []record.Note) []string {
	var lines []string
	for _, n := range all {
		text := fmt.Sprintf("%d %s %s", n.Line, n.Column, n.Reason)
		for _, name := range n.Reason.Args() {
			text += fmt.Sprintf(" %s=%v", name, n.Args[name])
		}
		lines = append(lines, text)
	}
	return lines
}

// checkNotes demands that every note brings the values that its text needs, and no others.
func checkNotes(t testing.TB, notes ...record.Note) {
	t.Helper()
	for _, n := range notes {
		var names []string
		for name := range n.Args {
			names = append(names, name)
		}
		slices.Sort(names)
		if !slices.Equal(names, n.Reason.Args()) {
			t.Errorf("%s brings %v, its text needs %v", n.Reason, names, n.Reason.Args())
		}
		if text := fmt.Sprint(n); strings.Contains(text, number("")) {
			t.Errorf("%s repeats what it may not", n.Reason)
		}
		if _, found := personaldata.FindCPR(fmt.Sprint(n.Args)); found {
			t.Errorf("%s repeats CPR-shaped text", n.Reason)
		}
	}
}

func TestEveryReason(t *testing.T) {
	long := strings.Repeat("x", 65)
	cases := map[string]struct {
		file     string
		refusals []string
		warnings []string
		refused  bool // the whole file
	}{
		"a good file":                 {file: file(line())},
		"nothing":                     {file: "", refusals: []string{"1  empty"}, refused: true},
		"a header alone":              {file: file(), refusals: []string{"0  empty"}, refused: true},
		"a header without a line end": {file: header(), refusals: []string{"0  empty"}, refused: true},
		"an empty first line":         {file: "\n" + file(line()), refusals: []string{"1  empty"}, refused: true},
		"UTF-16":                      {file: "\xff\xfec\x00i\x00", refusals: []string{"1  utf16"}, refused: true},
		"a NUL byte":                  {file: file(line(), line("citizen", "b\x002")), refusals: []string{"3  nul"}, refused: true},
		"a NUL byte in the header":    {file: "a\x00;b\n", refusals: []string{"1  nul"}, refused: true},
		"two encodings":               {file: file(line("citizen", "æ"), line("citizen", "\xf8")), refusals: []string{"3  encoding_mixed"}, refused: true},
		"two encodings in a line":     {file: file(line("citizen", "æ\xf8")), refusals: []string{"2  encoding_mixed"}, refused: true},
		"a mark of UTF-8 that is not": {file: "\ufeff" + file(line("citizen", "\xf8")), refusals: []string{"2  encoding_mixed"}, refused: true},
		"a header in another encoding": {
			file: strings.Replace(file(line("citizen", "æ")), "month", "m\xe5ned", 1), refusals: []string{"2  encoding_mixed"}, refused: true,
		},
		"no encoding":                  {file: file(line("citizen", "b\x81")), refusals: []string{"2  encoding_unknown"}, refused: true},
		"a line cut off":               {file: file(line()) + "b-2;0101;2026-03;1", refusals: []string{"3  truncated expected=16 found=4"}, refused: true},
		"a quote cut off":              {file: file(line()) + `b-2;"0101`, refusals: []string{"3  truncated expected=16 found=1"}, refused: true},
		"an endless line":              {file: file(line(), line("citizen", strings.Repeat("x", 70_000))), refusals: []string{"3  line_long max=65536"}, refused: true},
		"an endless header":            {file: strings.Repeat("x", 70_000), refusals: []string{"1  line_long max=65536"}, refused: true},
		"an open quote":                {file: file(line("citizen", `"b`), line()), refusals: []string{"2  quote_open"}, refused: true},
		"no header":                    {file: line() + "\n" + line() + "\n", refusals: []string{"1  header_missing"}, refused: true},
		"a number instead of a header": {file: line("citizen", number("-")) + "\n", refusals: []string{"1  cpr"}, refused: true},
		"a number in the header": {
			file: header() + ";" + number("-") + "\n" + line() + ";\n", refusals: []string{"1  header_cpr number=17"}, refused: true,
		},
		"an unknown column": {
			file: header() + ";alder\n" + line() + ";40\n", refusals: []string{"1  column_unknown number=17 value=alder"}, refused: true,
		},
		"an unknown column that may be a citizen": {
			file: header() + ";b-000123\n" + line() + ";40\n", refusals: []string{"1  column_unknown number=17 value=…"}, refused: true,
		},
		"a column missing": {
			file: strings.Replace(file(line()), "exempt;", "", 1), refusals: []string{"1 exempt column_missing column=exempt"}, refused: true,
		},
		"a column twice": {
			file:     strings.Replace(file(line()), "exempt;", "rehab;", 1),
			refusals: []string{"1 exempt column_missing column=exempt", "1 rehab column_twice column=rehab"}, refused: true,
		},
		"no municipality":       {file: file(line("municipality", "101")), refusals: []string{"2 municipality municipality_text value=101"}, refused: true},
		"a hidden municipality": {file: file(line("municipality", "b-12")), refusals: []string{"2 municipality municipality_text value=…"}, refused: true},
		"no month":              {file: file(line(), line("month", "2026-13")), refusals: []string{"3 month month_text value=2026-13"}, refused: true},
		"a month in words":      {file: file(line("month", "marts 2026")), refusals: []string{"2 month month_text value=…"}, refused: true},

		"a municipality that does not exist": {
			file:     file(line(), line("municipality", "0999"), line("municipality", "0999", "citizen", "b-2")),
			refusals: []string{"3 municipality municipality_unknown municipality=0999"},
		},
		"a municipality that does not take part": {
			file: file(line("municipality", "0155")), refusals: []string{"2 municipality not_participating month=2026-03 municipality=0155"},
		},
		"a month before taking part": {
			file: file(line("month", "2025-12")), refusals: []string{"2 municipality not_participating month=2025-12 municipality=0101"},
		},
		"a month whose last day has begun":     {file: file(line("month", "2026-05"))},
		"a month whose last day has not begun": {file: file(line("month", "2026-06")), refusals: []string{"2 month month_future month=2026-06"}},
		"two rows that differ": {
			file:     file(line(), line("citizen", "b-2"), line("rehab", "1")),
			refusals: []string{"4 rehab rows_differ first=2"},
		},
		"two rows that differ in hours": {
			file: file(line("paid_hours", "1"), line("paid_hours", "1,01")), refusals: []string{"3 paid_hours rows_differ first=2"},
		},
		"two rows that differ in several columns": {
			file:     file(line(), line("exit", "doedsfald", "benefit", "sho", "exempt", "barsel")),
			refusals: []string{"3 exempt rows_differ first=2"},
		},
		"two rows that differ in very few hours": {
			file: file(line("paid_hours", "0"), line("paid_hours", "0,001")), refusals: []string{"3 paid_hours rows_differ first=2"},
		},
		"two identical rows": {file: file(line(), line("citizen", "b-2"), line()), warnings: []string{"4  warn_twice first=2"}},
		"identical otherwise written": {
			file: file(line("paid_hours", "7,5"), line("paid_hours", "07.50", "citizen", `"b-1"`)), warnings: []string{"3  warn_twice first=2"},
		},
		"one citizen in two months": {file: file(line(), line("month", "2026-04"))},
		"too few fields": {
			file: file(line(), "b-2;0101;2026-03;1", line()), refusals: []string{"3  row_columns expected=16 found=4"},
		},
		"too many fields": {file: file(line() + ";1"), refusals: []string{"2  row_columns expected=16 found=17"}},
		"too few fields to tell whose": {
			file: file("b-2;0101", line()), refused: true,
			refusals: []string{"2  row_columns expected=16 found=2", `2 month month_text value=""`},
		},
		"too few fields and a number": {
			file:     file("b-2;0101;2026-03;"+number(""), line()),
			refusals: []string{"2  cpr", "2  row_columns expected=16 found=4"},
		},
		"a quote in the middle":  {file: file(line("citizen", `b"2`)), refusals: []string{"2  quote_stray"}},
		"text behind a quote":    {file: file(line("citizen", `"b"2`)), refusals: []string{"2  quote_stray"}},
		"a quoted field":         {file: file(line("citizen", `"b;""2"`))},
		"a control character":    {file: file(line("citizen", "b\a2")), refusals: []string{"2 citizen control"}},
		"a control of Unicode":   {file: file(line("citizen", "b\u00852")), refusals: []string{"2 citizen control"}},
		"a line of Unicode":      {file: file(line("citizen", "b\u20282")), refusals: []string{"2 citizen control"}},
		"a return in the middle": {file: file(line("benefit", "a\rb")), refusals: []string{"2 benefit control"}},
		"no citizen":             {file: file(line("citizen", "")), refusals: []string{"2 citizen citizen_missing"}},
		"a long citizen":         {file: file(line("citizen", long)), refusals: []string{"2 citizen citizen_long max=64"}},
		"the longest citizen":    {file: file(line("citizen", strings.Repeat("å", 64)))},
		"a blank before":         {file: file(line("citizen", " b")), refusals: []string{"2 citizen citizen_space"}},
		"a blank behind":         {file: file(line("citizen", "b\u00a0")), refusals: []string{"2 citizen citizen_space"}},
		"neither 0 nor 1":        {file: file(line("rehab", "ja")), refusals: []string{"2 rehab not_flag value=ja"}},
		"nothing for 0 or 1":     {file: file(line("revisited", "")), refusals: []string{`2 revisited not_flag value=""`}},
		"hours below none":       {file: file(line("paid_hours", "-1")), refusals: []string{"2 paid_hours not_hours value=-1"}},
		"hours in words":         {file: file(line("paid_hours", "7t")), refusals: []string{"2 paid_hours not_hours value=…"}},
		"no hours":               {file: file(line("paid_hours", "")), refusals: []string{`2 paid_hours not_hours value=""`}},
		"blanks for a flag":      {file: file(line("rehab", "  ")), refusals: []string{`2 rehab not_flag value="  "`}},
		"a blank before a code":  {file: file(line("benefit", " sho")), refusals: []string{`2 benefit code_unknown value=" sho"`}},
		"a citizen with a blank": {file: file(line("benefit", "b-000123 ")), refusals: []string{"2 benefit code_unknown value=…"}},
		"half a number":          {file: file(line("paid_hours", "7,")), refusals: []string{"2 paid_hours not_hours value=7,"}},
		"two decimal signs":      {file: file(line("paid_hours", "1.000,5")), refusals: []string{"2 paid_hours not_hours value=…"}},
		"endless hours":          {file: file(line("paid_hours", "12345678")), refusals: []string{"2 paid_hours hours_large"}},
		"no benefit":             {file: file(line("benefit", "")), refusals: []string{"2 benefit code_missing"}},
		"no origin":              {file: file(line("origin", "")), refusals: []string{"2 origin code_missing"}},
		"an unknown benefit":     {file: file(line("benefit", "dagpleje")), refusals: []string{"2 benefit code_unknown value=dagpleje"}},
		"a citizen as a benefit": {file: file(line("benefit", "b-000123")), refusals: []string{"2 benefit code_unknown value=…"}},
		"an unknown exemption":   {file: file(line("exempt", "ja")), refusals: []string{"2 exempt code_unknown value=ja"}},
		"an unknown origin":      {file: file(line("origin", "svensk")), refusals: []string{"2 origin code_unknown value=svensk"}},
		"an unknown exit":        {file: file(line("exit", "job")), refusals: []string{"2 exit code_unknown value=job"}},
		"everything in one row": {
			file: file(line("citizen", "", "rehab", "2", "benefit", "x", "paid_hours", "?")),
			refusals: []string{
				"2 benefit code_unknown value=x", "2 citizen citizen_missing", "2 paid_hours not_hours value=…", "2 rehab not_flag value=2",
			},
		},

		"both markings":              {file: file(line("rehab", "1")), warnings: []string{"2  warn_both_markings"}},
		"hours with a pension":       {file: file(line("benefit", "foertidspension", "paid_hours", "0,001")), warnings: []string{"2  warn_pension_hours"}},
		"a pension without hours":    {file: file(line("benefit", "foertidspension"))},
		"a state pension that stays": {file: file(line("benefit", "folkepension")), warnings: []string{"2  warn_pension_stays"}},
		"a state pension that ends":  {file: file(line("benefit", "folkepension", "exit", "folkepension"))},
		"warnings of a delivery that is refused": {
			file: file(line("rehab", "1"), line("citizen", "")), refusals: []string{"3 citizen citizen_missing"},
		},
	}
	for _, column := range record.Columns() {
		if column == "municipality" || column == "month" {
			continue
		}
		cases["a number as "+string(column)] = struct {
			file     string
			refusals []string
			warnings []string
			refused  bool
		}{file: file(line(string(column), number("-"))), refusals: []string{"2 " + string(column) + " cpr"}}
	}
	met := map[record.Reason]bool{}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			report := read(t, c.file, options(t)).Report()
			if diff := cmp.Diff(c.refusals, told(report.Refusals)); diff != "" {
				t.Errorf("refusals (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.warnings, told(report.Warnings)); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
			if report.FileRefused != c.refused || report.Refused != len(c.refusals) || report.Warned != len(c.warnings) {
				t.Errorf("refused %v, %d refusals, %d warnings", report.FileRefused, report.Refused, report.Warned)
			}
			checkNotes(t, report.Refusals...)
			checkNotes(t, report.Warnings...)
			for _, n := range slices.Concat(report.Refusals, report.Warnings) {
				met[n.Reason] = true
			}
		})
	}
	for _, reason := range record.AllReasons() {
		elsewhere := []record.Reason{record.CodeMonth, record.FileManyPairs, record.DeliveryTooLarge}
		if !met[reason] && !slices.Contains(elsewhere, reason) {
			t.Errorf("no case gives %s", reason)
		}
	}
}

func TestANumberIsFoundInMunicipalityAndMonthToo(t *testing.T) {
	for _, column := range []string{"municipality", "month"} {
		report := read(t, file(line(column, number("-"))), options(t)).Report()
		want := []string{"2 " + column + " cpr", "2 " + column + " " + column + "_text value=…"}
		if diff := cmp.Diff(want, told(report.Refusals)); diff != "" || !report.FileRefused {
			t.Errorf("refused %v:\n%s", report.FileRefused, diff)
		}
	}
}

func TestANumberIsFoundWhateverSeparatesItsParts(t *testing.T) {
	for _, between := range []string{"", "-", " ", " - ", ".", "\u00a0", "\u2013", "\xa0", "\x96"} {
		report := read(t, file(line("citizen", "b"+number(between))), options(t)).Report()
		if diff := cmp.Diff([]string{"2 citizen cpr"}, told(report.Refusals)); diff != "" {
			t.Errorf("between %q:\n%s", between, diff)
		}
	}
}

func TestACodeIsGoodInItsMonthsOnly(t *testing.T) {
	o := options(t)
	text := monitoringtest.Text(t)
	changed := strings.Replace(text, "{code: sho,", "{code: sho, from: 2026-03, until: 2026-04,", 1)
	var err error
	if o.Programme, err = monitoring.ParseProgramme([]byte(changed)); err != nil || changed == text {
		t.Fatal(err)
	}
	report := read(t, file(
		line("benefit", "sho", "month", "2026-02"), line("benefit", "sho", "month", "2026-03"),
		line("benefit", "sho", "month", "2026-04"), line("benefit", "sho", "month", "2026-05"),
	), o).Report()
	want := []string{"2 benefit code_month month=2026-02 value=sho", "5 benefit code_month month=2026-05 value=sho"}
	if diff := cmp.Diff(want, told(report.Refusals)); diff != "" {
		t.Error(diff)
	}
	checkNotes(t, report.Refusals...)
}

func TestARowIsReadAsItIsMeant(t *testing.T) {
	f := read(t, file(line(
		"citizen", "bø", "job_broker", "0", "rehab", "1", "step_up", "1", "exempt", "helbred", "benefit", "sho",
		"paid_hours", "12,345", "self_supporting", "1", "education", "1", "wage_subsidy", "1", "work_placement", "1",
		"origin", "uoplyst", "exit", "fraflytning", "revisited", "1",
	), line("citizen", "a", "paid_hours", "0,00"), line("citizen", "a", "month", "2026-02", "paid_hours", "0.001")), options(t))
	march, february := calendar.NewMonth(2026, time.March), calendar.NewMonth(2026, time.February)
	want := []monitoring.Delivery{
		{Pair: monitoring.Pair{Municipality: "0101", Month: february}, Records: []monitoring.Record{
			{Citizen: "a", Marks: monitoring.MarkJobBroker | monitoring.MarkPaidHours, Benefit: "kontanthjaelp", Origin: "dansk"},
		}},
		{Pair: monitoring.Pair{Municipality: "0101", Month: march}, Records: []monitoring.Record{
			{Citizen: "a", Marks: monitoring.MarkJobBroker, Benefit: "kontanthjaelp", Origin: "dansk"},
			{
				Citizen: "bø", Exempt: "helbred", Benefit: "sho", PaidHours: 1235, Origin: "uoplyst", Exit: "fraflytning",
				Marks: monitoring.MarkRehab | monitoring.MarkStepUp | monitoring.MarkSelfSupporting | monitoring.MarkPaidHours |
					monitoring.MarkEducation | monitoring.MarkWageSubsidy | monitoring.MarkWorkPlacement | monitoring.MarkRevisited,
			},
		}},
	}
	if diff := cmp.Diff(want, everything(t, f)); diff != "" {
		t.Error(diff)
	}
	if got, err := f.Deliveries("0147"); got != nil || err != nil {
		t.Errorf("a municipality that is not in the file: %v %v", got, err)
	}
}

func TestAFileIsTheSameHoweverItIsWritten(t *testing.T) {
	rows := [][]string{values("citizen", "bø", "paid_hours", "7.5"), values("citizen", "b-2", "month", "2026-04")}
	names := make([]string, 0, len(record.Columns()))
	for _, c := range record.Columns() {
		names = append(names, string(c))
	}
	write := func(delimiter, end string, order []int) string {
		var text strings.Builder
		for _, row := range append([][]string{names}, rows...) {
			var fields []string
			for _, i := range order {
				fields = append(fields, row[i])
			}
			text.WriteString(strings.Join(fields, delimiter) + end)
		}
		return text.String()
	}
	usual := make([]int, len(names))
	for i := range usual {
		usual[i] = i
	}
	reversed := slices.Clone(usual)
	slices.Reverse(reversed)
	plain := write(";", "\n", usual)
	want := everything(t, read(t, plain, options(t)))
	if len(want) != 2 {
		t.Fatalf("%d deliveries", len(want))
	}
	danish := strings.NewReplacer("citizen", "Borger", "municipality", "KOMMUNE", "month", "Måned", "paid_hours", "Lønnede timer", "origin", " herkomst ")
	latin := strings.NewReplacer("ø", "\xf8", "å", "\xe5")
	for name, text := range map[string]string{
		"commas":                write(",", "\n", usual),
		"tabs":                  write("\t", "\n", usual),
		"another order":         write(";", "\n", reversed),
		"line ends of Windows":  write(";", "\r\n", usual),
		"a byte order mark":     "\ufeff" + plain,
		"Windows-1252":          latin.Replace(plain),
		"Danish names":          danish.Replace(plain),
		"Danish names in 1252":  latin.Replace(danish.Replace(plain)),
		"a decimal comma":       strings.Replace(plain, "7.5", "7,5", 1),
		"a quoted decimal":      strings.Replace(write(",", "\n", usual), "7.5", `"7,5"`, 1),
		"no last line end":      strings.TrimSuffix(plain, "\n"),
		"empty lines":           strings.ReplaceAll(plain, "\n", "\n\n"),
		"without revisited":     write(";", "\n", usual[:15]),
		"no last end, Windows":  strings.TrimSuffix(write(";", "\r\n", usual), "\n"),
		"a quoted header":       strings.Replace(plain, "citizen", `"citizen"`, 1),
		"everything in quotes":  `"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(plain, "\n"), ";", `";"`), "\n", "\"\n\"") + "\"\n",
		"rows in another order": strings.Join([]string{header(), strings.Join(rows[1], ";"), strings.Join(rows[0], ";")}, "\n"),
	} {
		f := read(t, text, options(t))
		if diff := cmp.Diff(want, everything(t, f)); diff != "" {
			t.Errorf("%s: %v\n%s", name, told(f.Report().Refusals), diff)
		}
	}
}

func TestOneBadRowRefusesItsDeliveryAlone(t *testing.T) {
	f := read(t, file(
		line(), line("month", "2026-04", "benefit", "x"), line("municipality", "0147"), line("month", "2026-04", "citizen", "b-2"),
	), options(t))
	report := f.Report()
	good, refused := report.Counts()
	if good != 2 || refused != 1 || report.Rows != 4 || report.FileRefused {
		t.Errorf("%d good, %d refused, %d rows", good, refused, report.Rows)
	}
	if got := fmt.Sprint(f.Municipalities()); got != "[0101 0147]" {
		t.Error(got)
	}
	if all := everything(t, f); len(all) != 2 || all[0].Month != calendar.NewMonth(2026, time.March) {
		t.Errorf("%v", all)
	}
	april := report.Deliveries[1]
	if april.Rows != 2 || !april.Refused || april.Records != 0 {
		t.Errorf("%+v", april)
	}
}

func TestARefusedFileHasNoDeliveries(t *testing.T) {
	for _, text := range []string{file(line(), line("month", "?")), file(line(), line("citizen", "\x00"))} {
		f := read(t, text, options(t))
		if len(f.Municipalities()) != 0 || len(everything(t, f)) != 0 {
			t.Error("a delivery of a refused file")
		}
	}
}

func TestAThousandRefusalsAreListedAndAllCounted(t *testing.T) {
	bad := slices.Repeat([]string{line("benefit", "x"), line("municipality", "0147", "rehab", "1")}, 30_000)
	for i := range bad {
		bad[i] = strings.Replace(bad[i], "b-1", fmt.Sprintf("b-%d", i), 1)
	}
	report := read(t, file(bad...), options(t)).Report()
	if len(report.Refusals) != 1000 || report.Refused != 30_000 || len(report.Warnings) != 1000 || report.Warned != 30_000 {
		t.Errorf("%d of %d refusals, %d of %d warnings", len(report.Refusals), report.Refused, len(report.Warnings), report.Warned)
	}
	for i, n := range report.Refusals {
		if n.Line != int64(2*i+2) {
			t.Fatalf("refusal %d is on line %d", i, n.Line)
		}
	}
	if last := report.Warnings[999]; last.Line != 2001 {
		t.Errorf("the last warning is on line %d", last.Line)
	}
}

func TestTooManyDeliveriesAreNoFile(t *testing.T) {
	var rows []string
	for code := range 10_000 {
		rows = append(rows, line("municipality", fmt.Sprintf("%04d", code)), line("municipality", fmt.Sprintf("%04d", code), "month", "2026-04"),
			line("municipality", fmt.Sprintf("%04d", code), "month", "2026-05"))
	}
	report := read(t, file(rows...), options(t)).Report()
	if diff := cmp.Diff([]string{"0  many_deliveries max=20000"}, told(report.Refusals)); diff != "" || !report.FileRefused {
		t.Error(diff)
	}
	checkNotes(t, report.Refusals...)
}

// lines is a file without end that is never held in memory: a header, and a line over and over.
type lines struct{ header, line string }

func (l lines) ReadAt(b []byte, at int64) (int, error) {
	for i := range b {
		switch p := at + int64(i); {
		case p < int64(len(l.header)):
			b[i] = l.header[p]
		default:
			b[i] = l.line[(p-int64(len(l.header)))%int64(len(l.line))]
		}
	}
	return len(b), nil
}

func TestALineOfAGigabyteIsRefused(t *testing.T) {
	endless := lines{header() + "\n" + line() + "\n", "x"}
	for size, want := range map[int64]string{1 << 30: "3  line_long max=65536"} {
		f, err := record.Read(t.Context(), endless, size, options(t))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{want}, told(f.Report().Refusals)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestReadingStopsWithAnError(t *testing.T) {
	text := file(line())
	t.Run("a file that ends early", func(t *testing.T) {
		_, err := record.Read(t.Context(), strings.NewReader(text), int64(len(text))+5, options(t))
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Error(err)
		}
	})
	t.Run("no room to spill", func(t *testing.T) {
		o := options(t)
		o.Limit, o.Spill = 1, filepath.Join(t.TempDir(), "none")
		_, err := record.Read(t.Context(), strings.NewReader(text), int64(len(text)), o)
		if !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	})
}

// many is a file of several pieces: deliveries interleaved, citizens in no order.
func many(rows int) string {
	var b bytes.Buffer
	b.WriteString(header() + "\n")
	for i := range rows {
		code := []string{"0101", "0147", "0751"}[i%3]
		fmt.Fprintln(&b, line("citizen", fmt.Sprintf("b-%06d", (i*7919)%1_000_003), "municipality", code, "month", fmt.Sprintf("2026-%02d", i%5+1)))
	}
	return b.String()
}

func TestSpilledRowsAreTheSame(t *testing.T) {
	text := many(60_000)
	want := everything(t, read(t, text, options(t)))
	o := options(t)
	o.Limit, o.Spill = 1<<16, t.TempDir()
	var told, rows int64
	o.Progress = func(b, r int64) { told, rows = b, r }
	got := read(t, text, o)
	if !cmp.Equal(want, everything(t, got)) {
		t.Error("spilled rows differ")
	}
	if told != int64(len(text)) || rows != 60_000 {
		t.Errorf("progress ended at %d bytes and %d rows", told, rows)
	}
	if left, err := os.ReadDir(o.Spill); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	total := 0
	for _, d := range want {
		total += len(d.Records)
		if !slices.IsSortedFunc(d.Records, func(a, b monitoring.Record) int { return strings.Compare(a.Citizen, b.Citizen) }) {
			t.Errorf("%v is not ordered", d.Pair)
		}
	}
	if total != 60_000 || len(want) != 15 {
		t.Errorf("%d records in %d deliveries", total, len(want))
	}
	enough := errors.New("enough")
	seen := 0
	if err := got.Each("0147", func(monitoring.Delivery) error { seen++; return enough }); !errors.Is(err, enough) || seen != 1 {
		t.Errorf("stopped after %d deliveries: %v", seen, err)
	}
}

func TestEveryCodeThatIsNamedIsTaken(t *testing.T) {
	o := options(t)
	for _, column := range record.Columns() {
		for _, code := range record.Codes(o.Programme, column) {
			if told := told(read(t, file(line(string(column), code)), o).Report().Refusals); told != nil {
				t.Errorf("%s %s: %v", column, code, told)
			}
		}
		wrong := read(t, file(line(string(column), "x")), o).Report().Refusals
		if of := len(wrong) > 0 && wrong[0].Reason.OfCode(); of != (len(record.Codes(o.Programme, column)) > 0) {
			t.Errorf("%s names codes: %v", column, !of)
		}
	}
}
