package record_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
	"startklar/domain/personaldata"

	"github.com/google/go-cmp/cmp"
)

// seeds are files of every kind: good, bad and hardly files.
func seeds() []string {
	return []string{
		"", "\n", header(), file(), file(line()), file(line(), line()), file(line(), line("rehab", "1")),
		file(line(), line("month", "2026-06"), line("municipality", "0155")), file(line("paid_hours", "7,5")),
		file(line("citizen", number("-"))), file(line("exempt", number(""))), number(" ") + ";" + file(line()),
		"\ufeff" + file(line("citizen", "æøå")), file(line("citizen", "\xe6\xf8\xe5")), file(line("citizen", "æ\xe6")),
		file(line("citizen", `"a;b"`)), file(line("citizen", `"a`)), file(line("citizen", `a"b`)), file(line(), "b-2;0101"),
		strings.TrimSuffix(file(line(), line("citizen", "b-2")), ";0\n"), strings.ReplaceAll(file(line()), "\n", "\r\n"),
		strings.ReplaceAll(file(line(), line("benefit", "x")), ";", "\t"), strings.ReplaceAll(file(line("paid_hours", `"1,5"`)), ";", ","),
		strings.Replace(file(line()), "month", "måned", 1), file(line("citizen", "a\x00b")), file(line("exit", "doedsfald", "revisited", "1")),
	}
}

// FuzzRead compares with a second reader that is as plain as can be, and demands that nothing CPR-shaped gets through.
func FuzzRead(f *testing.F) {
	for _, text := range seeds() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o := options(t)
		got := read(t, text, o)
		report := got.Report()
		checkNotes(t, report.Refusals...)
		checkNotes(t, report.Warnings...)
		if report.Refused < len(report.Refusals) || report.FileRefused && report.Refused == 0 {
			t.Errorf("%d refusals, %d listed", report.Refused, len(report.Refusals))
		}
		all := everything(t, got)
		for _, d := range all {
			checkDelivery(t, d)
		}
		want, refused, sure := plainRead(text, o)
		if !sure {
			return
		}
		if refused != report.FileRefused {
			t.Fatalf("refused: plainly %v, else %v: %v", refused, report.FileRefused, told(report.Refusals))
		}
		if diff := cmp.Diff(want, all); diff != "" {
			t.Errorf("-plain +read: %s\n%v", diff, told(report.Refusals))
		}
	})
}

// checkDelivery demands what is true of every good delivery.
func checkDelivery(t *testing.T, d monitoring.Delivery) {
	t.Helper()
	for i, r := range d.Records {
		if i > 0 && d.Records[i-1].Citizen >= r.Citizen {
			t.Error("not ordered by citizen, each once")
		}
		if _, found := personaldata.FindCPR(r.Citizen); found {
			t.Error("CPR-shaped text got through")
		}
	}
	packed := record.Pack(d.Records)
	if _, found := personaldata.FindCPR(string(packed)); found {
		t.Error("CPR-shaped text in packed records")
	}
	back, err := record.Unpack(packed)
	if err != nil || !cmp.Equal(d.Records, back) {
		t.Errorf("unpacked are others: %v", err)
	}
}

// FuzzOrder shuffles the rows of a file: the good deliveries are the same.
func FuzzOrder(f *testing.F) {
	for i, text := range seeds() {
		f.Add(text, uint64(i))
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		head, body, found := strings.Cut(text, "\n")
		if !found || !strings.HasSuffix(body, "\n") {
			t.Skip("not two whole lines: nothing to shuffle")
		}
		lines := strings.SplitAfter(body, "\n")
		want := everything(t, read(t, text, options(t)))
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		got := everything(t, read(t, head+"\n"+strings.Join(lines, ""), options(t)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzUnpack feeds damaged bytes: an error, or records that pack to the same.
func FuzzUnpack(f *testing.F) {
	good := record.Pack([]monitoring.Record{
		{Citizen: "b-1", Marks: monitoring.MarkRehab, Benefit: "sho", Origin: "dansk"},
		{Citizen: "b-12", PaidHours: 12345, Exempt: "helbred", Benefit: "sho", Origin: "uoplyst", Exit: "fraflytning"},
	})
	f.Add(good)
	f.Add(record.Pack(nil))
	f.Add(good[:len(good)-3])
	f.Add([]byte("startklar records 2\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		records, err := record.Unpack(b)
		if err != nil {
			return
		}
		again, err := record.Unpack(record.Pack(records))
		if err != nil || !cmp.Equal(records, again) {
			t.Errorf("packed anew they are others: %v", err)
		}
	})
}

func TestDamageToPackedRecordsIsFound(t *testing.T) {
	good := record.Pack([]monitoring.Record{{Citizen: "b-1", Benefit: "sho"}, {Citizen: "b-2", Benefit: "sho"}})
	for i := range good {
		bad := slices.Clone(good)
		bad[i] ^= 1
		if _, err := record.Unpack(bad); err == nil {
			t.Errorf("byte %d of %d changed, and nobody noticed", i, len(good))
		}
		if _, err := record.Unpack(good[:i]); err == nil {
			t.Errorf("cut off after %d bytes, and nobody noticed", i)
		}
	}
	if _, err := record.Unpack(append(slices.Clone(good), 0x80)); err == nil {
		t.Error("more behind the end, and nobody noticed")
	}
}

// plain is the second reader: standard library, one line at a time, no thought of speed or of saying what is wrong.
type plain struct {
	o       record.Options
	comma   rune
	at      map[string]int
	rows    map[monitoring.Pair]map[string]monitoring.Record
	unsure  bool
	refused map[monitoring.Pair]bool
}

// plainNames maps what else a header may say to the column.
var plainNames = map[string]string{
	"borger": "citizen", "borger_id": "citizen", "pseudonym": "citizen", "kommune": "municipality", "kommunekode": "municipality",
	"måned": "month", "maaned": "month", "jobformidler": "job_broker", "jobformidlermarkering": "job_broker",
	"rehabilitering": "rehab", "rehabiliteringsmarkering": "rehab", "stepup": "step_up", "step_up_markering": "step_up",
	"fritagelse": "exempt", "fritagelsesmarkering": "exempt", "fritaget": "exempt", "ydelse": "benefit", "ydelseskode": "benefit",
	"lønnede_timer": "paid_hours", "loennede_timer": "paid_hours", "løntimer": "paid_hours", "loentimer": "paid_hours",
	"selvforsørgende": "self_supporting", "selvforsoergende": "self_supporting", "uddannelse": "education",
	"løntilskud": "wage_subsidy", "loentilskud": "wage_subsidy", "virksomhedspraktik": "work_placement", "praktik": "work_placement",
	"herkomst": "origin", "afgang": "exit", "udgang": "exit", "genvisiteret": "revisited",
}

// plainRead returns the good deliveries, or that the file is refused. It is not sure about quotes that stand where they
// may not: the standard library reads on over line ends to find out.
func plainRead(text string, o record.Options) (all []monitoring.Delivery, refused, sure bool) {
	text, ok := plainDecode(text)
	if !ok {
		return nil, true, true
	}
	head, body, _ := strings.Cut(text, "\n")
	p := plain{o: o, rows: map[monitoring.Pair]map[string]monitoring.Record{}, refused: map[monitoring.Pair]bool{}}
	if !p.header(strings.TrimSuffix(head, "\r")) {
		return nil, true, !p.unsure
	}
	whole := strings.HasSuffix(body, "\n")
	lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	read := 0
	for i, l := range lines {
		l = strings.TrimSuffix(l, "\r")
		if l == "" {
			continue
		}
		read++
		if len(l) > 64<<10 || !p.row(l, whole || i < len(lines)-1) {
			refused = true
		}
	}
	if refused || read == 0 {
		return nil, true, !p.unsure
	}
	return p.deliveries(), false, !p.unsure
}

// plainDecode makes UTF-8 of a file as a whole.
func plainDecode(text string) (string, bool) {
	marked := strings.HasPrefix(text, "\ufeff")
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.ContainsRune(text, 0) {
		return "", false
	}
	if utf8.ValidString(text) {
		return text, true
	}
	var windows strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		b := text[i]
		switch {
		case size > 1 || marked:
			return "", false
		case r != utf8.RuneError:
		default:
			if r = windows1252(b); r == 0 {
				return "", false
			}
		}
		windows.WriteRune(r)
		i += size
	}
	return windows.String(), true
}

// windows1252 is what a byte beyond ASCII means, 0 for nothing: the table of the standard.
func windows1252(b byte) rune {
	if b >= 0xa0 {
		return rune(b)
	}
	return []rune("€\x00‚ƒ„…†‡ˆ‰Š‹Œ\x00Ž\x00\x00‘’“”•–—˜™š›œ\x00žŸ")[b-0x80]
}

// fields reads one line with the standard library.
func (p *plain) fields(line string, comma rune) []string {
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.FieldsPerRecord = comma, -1
	fields, err := r.Read()
	p.unsure = p.unsure || err != nil
	return fields
}

func (p *plain) header(head string) bool {
	most := 0
	for _, comma := range []rune{';', ',', '\t'} {
		at := map[string]int{}
		unknown := false
		for i, name := range p.fields(head, comma) {
			name = strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '_' || unicode.IsSpace(r) }), "_"))
			if usual, ok := plainNames[name]; ok {
				name = usual
			}
			_, twice := at[name]
			unknown = unknown || twice || !slices.Contains(record.Columns(), record.Column(name))
			at[name] = i
		}
		if !unknown && len(at) > most {
			most, p.at, p.comma = len(at), at, comma
		}
	}
	for _, c := range record.Columns() {
		if _, here := p.at[string(c)]; !here && c != "revisited" {
			return false
		}
	}
	return true
}

var (
	fourDigits = regexp.MustCompile(`^[0-9]{4}$`)
	decimal    = regexp.MustCompile(`^([0-9]+)(?:[.,]([0-9]+))?$`)
)

// row reads a line; false refuses the file.
func (p *plain) row(line string, ended bool) bool {
	fields := p.fields(line, p.comma)
	if !ended && len(fields) < len(p.at) {
		return false
	}
	bad := strings.Contains(line, "\r") // a control character, which the standard library may take away
	short := len(fields) != len(p.at)
	for len(fields) < len(p.at) {
		fields = append(fields, "")
	}
	of := func(name string) string { return fields[p.at[name]] }
	month, err := calendar.ParseMonth(of("month"))
	if err != nil || !fourDigits.MatchString(of("municipality")) {
		return false
	}
	pair := monitoring.Pair{Municipality: municipality.Code(of("municipality")), Month: month}
	if p.rows[pair] == nil {
		p.rows[pair] = map[string]monitoring.Record{}
	}
	r, good := p.record(fields)
	if before, twice := p.rows[pair][r.Citizen]; twice && before != r {
		good = false
	}
	p.rows[pair][r.Citizen] = r
	_, exists := municipality.Get(pair.Municipality)
	if short || bad || !good || !exists || !p.o.Takes(pair.Municipality, month) || p.o.Now.Before(month.Last().Start()) {
		p.refused[pair] = true
	}
	return true
}

func (p *plain) record(fields []string) (r monitoring.Record, good bool) {
	good = true
	for _, f := range fields {
		_, found := personaldata.FindCPR(f)
		good = good && !found && !strings.ContainsFunc(f, func(r rune) bool { return unicode.IsControl(r) || r == 0x2028 || r == 0x2029 })
	}
	of := func(name string) string { return fields[p.at[name]] }
	r.Citizen = of("citizen")
	good = good && r.Citizen != "" && utf8.RuneCountInString(r.Citizen) <= 64 && strings.TrimSpace(r.Citizen) == r.Citizen
	for name, mark := range map[string]monitoring.Marks{
		"job_broker": monitoring.MarkJobBroker, "rehab": monitoring.MarkRehab, "step_up": monitoring.MarkStepUp,
		"self_supporting": monitoring.MarkSelfSupporting, "education": monitoring.MarkEducation, "wage_subsidy": monitoring.MarkWageSubsidy,
		"work_placement": monitoring.MarkWorkPlacement, "revisited": monitoring.MarkRevisited,
	} {
		if _, here := p.at[name]; !here {
			continue
		}
		good = good && (of(name) == "0" || of(name) == "1")
		if of(name) == "1" {
			r.Marks |= mark
		}
	}
	hours := decimal.FindStringSubmatch(of("paid_hours"))
	if hours == nil || len(strings.TrimLeft(hours[1], "0")) > 7 {
		return r, false
	}
	thousandths, _ := strconv.ParseInt(hours[1]+(hours[2] + "000")[:3], 10, 64)
	r.PaidHours = (thousandths + 5) / 10
	if strings.Trim(hours[1]+hours[2], "0") != "" {
		r.Marks |= monitoring.MarkPaidHours
	}
	r.Benefit, r.Exempt, r.Origin, r.Exit = of("benefit"), of("exempt"), monitoring.Origin(of("origin")), monitoring.Exit(of("exit"))
	_, benefit := p.o.Programme.Benefit(r.Benefit)
	_, exempt := p.o.Programme.Exemption(r.Exempt)
	return r, good && benefit && (exempt || r.Exempt == "") && slices.Contains(monitoring.AllOrigins(), r.Origin) &&
		(r.Exit == "" || slices.Contains(monitoring.AllExits(), r.Exit))
}

func (p *plain) deliveries() (all []monitoring.Delivery) {
	for pair, rows := range p.rows {
		if p.refused[pair] {
			continue
		}
		d := monitoring.Delivery{Pair: pair}
		for _, r := range rows {
			d.Records = append(d.Records, r)
		}
		slices.SortFunc(d.Records, func(a, b monitoring.Record) int { return strings.Compare(a.Citizen, b.Citizen) })
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b monitoring.Delivery) int {
		return bytes.Compare([]byte(fmt.Sprint(a.Municipality, a.Month)), []byte(fmt.Sprint(b.Municipality, b.Month)))
	})
	return all
}
