package record

import (
	"errors"
	"fmt"
	"hash/crc32"
	"strings"

	"startklar/domain/monitoring"
)

// The stored form of a delivery's records: a line of text that names its version, then lines of text and numbers. A
// number is written in bytes from 0x80 up, six bits each, lowest first, so that only texts hold digits and nothing
// can look like a CPR number that is none.
//
//	version line
//	number of profiles; for each its marks and the numbers of its four codes
//	number of codes; a line for each (code 0 is the empty one and is not written)
//	number of records; for each its profile, its hundredths of paid hours, how many bytes its citizen shares with the
//	one before, and a line with the rest
//	CRC-32C of everything before
//
// Whoever changes it writes a new version line, and keeps reading the old one.
const packVersion = "startklar records 1\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// profile is what many records have in common.
type profile struct {
	marks                         monitoring.Marks
	benefit, exempt, origin, exit int
}

// dictionary numbers values in the order in which they come.
type dictionary[T comparable] struct {
	all    []T
	number map[T]int
}

func (d *dictionary[T]) of(value T) int {
	n, known := d.number[value]
	if !known {
		if d.number == nil {
			d.number = map[T]int{}
		}
		n = len(d.all)
		d.number[value] = n
		d.all = append(d.all, value)
	}
	return n
}

// Pack writes records in a few bytes each. The same records in the same order give the same bytes. A citizen must not
// hold a line break; [Read] refuses those.
func Pack(records []monitoring.Record) []byte {
	var words dictionary[string]
	var profiles dictionary[profile]
	words.of("")
	numbers := make([]int, len(records))
	for i, r := range records {
		numbers[i] = profiles.of(profile{
			r.Marks, words.of(r.Benefit), words.of(r.Exempt), words.of(string(r.Origin)), words.of(string(r.Exit)),
		})
	}
	b := make([]byte, 0, 512+9*len(records)) // 7 and some in a usual delivery
	b = append(b, packVersion...)
	b = appendNumber(b, uint64(len(profiles.all)))
	for _, p := range profiles.all {
		for _, n := range []int{int(p.marks), p.benefit, p.exempt, p.origin, p.exit} {
			b = appendNumber(b, uint64(n))
		}
	}
	b = appendNumber(b, uint64(len(words.all)-1))
	for _, word := range words.all[1:] {
		b = append(append(b, word...), '\n')
	}
	b = appendNumber(b, uint64(len(records)))
	before := ""
	for i, r := range records {
		same := sharedPrefix(before, r.Citizen)
		b = appendNumber(b, uint64(numbers[i]))
		b = appendNumber(b, uint64(r.PaidHours))
		b = appendNumber(b, uint64(same))
		b = append(append(b, r.Citizen[same:]...), '\n')
		before = r.Citizen
	}
	return appendNumber(b, uint64(crc32.Checksum(b, castagnoli)))
}

// maxShared bounds what a damaged byte can ask for; a citizen takes no more bytes.
const maxShared = 256

func sharedPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && n < maxShared && a[n] == b[n] {
		n++
	}
	return n
}

func appendNumber(b []byte, n uint64) []byte {
	for n > 0x3f {
		b = append(b, 0xc0|byte(n&0x3f))
		n >>= 6
	}
	return append(b, 0x80|byte(n))
}

var errPacked = errors.New("record: packed records are damaged")

// Unpack reads what [Pack] wrote. The error tells of another version, or of damage.
func Unpack(b []byte) ([]monitoring.Record, error) {
	if !strings.HasPrefix(string(b[:min(len(b), len(packVersion))]), packVersion) {
		return nil, fmt.Errorf("record: these are not packed records of a version that is known")
	}
	u := unpacker{rest: string(b[len(packVersion):])}
	profiles := u.profiles()
	words := u.words()
	for _, p := range profiles {
		if max(p.benefit, p.exempt, p.origin, p.exit) >= len(words) {
			return nil, errPacked
		}
	}
	records := u.records(profiles, words)
	body := len(b) - len(u.rest)
	if sum := u.number(); u.damaged || u.rest != "" || sum != uint64(crc32.Checksum(b[:body], castagnoli)) {
		return nil, errPacked
	}
	return records, nil
}

// unpacker reads from the front; after damage it reads nothing more of interest.
type unpacker struct {
	rest    string
	damaged bool
}

func (u *unpacker) number() (n uint64) {
	for shift := 0; shift < 64; shift += 6 {
		if u.rest == "" || u.rest[0] < 0x80 {
			break
		}
		b := u.rest[0]
		u.rest = u.rest[1:]
		n |= uint64(b&0x3f) << shift
		if b < 0xc0 {
			return n
		}
	}
	u.damaged = true
	return 0
}

// count reads how many things follow that take some bytes each, so that damage cannot ask for much memory.
func (u *unpacker) count(bytes int) int {
	n := u.number()
	if n > uint64(len(u.rest)/bytes) {
		u.damaged = true
		return 0
	}
	return int(n)
}

func (u *unpacker) line() string {
	line, rest, found := strings.Cut(u.rest, "\n")
	if !found {
		u.damaged = true
		return ""
	}
	u.rest = rest
	return line
}

func (u *unpacker) profiles() []profile {
	all := make([]profile, u.count(5))
	for i := range all {
		all[i].marks = monitoring.Marks(u.number())
		for _, to := range []*int{&all[i].benefit, &all[i].exempt, &all[i].origin, &all[i].exit} {
			*to = int(u.number() & 0xffff)
		}
	}
	return all
}

func (u *unpacker) words() []string {
	all := make([]string, u.count(1)+1)
	for i := range all[1:] {
		all[i+1] = u.line()
	}
	return all
}

func (u *unpacker) records(profiles []profile, words []string) []monitoring.Record {
	all := make([]monitoring.Record, u.count(4))
	names := make([]byte, 0, 2*len(u.rest)) // all citizens, cut up at the end: one text instead of many
	ends := make([]int, len(all)+1)
	before := 0
	for i := range all {
		number, hours, same, rest := u.number(), u.number(), u.number(), u.line()
		start := ends[i]
		if u.damaged || number >= uint64(len(profiles)) || same > min(maxShared, uint64(start-before)) {
			u.damaged = true
			return nil
		}
		names = append(names, names[before:before+int(same)]...)
		names = append(names, rest...)
		before, ends[i+1] = start, len(names)
		p := profiles[number]
		all[i] = monitoring.Record{
			Marks: p.marks, PaidHours: int64(hours), Benefit: words[p.benefit], Exempt: words[p.exempt],
			Origin: monitoring.Origin(words[p.origin]), Exit: monitoring.Exit(words[p.exit]),
		}
	}
	text := string(names)
	for i := range all {
		all[i].Citizen = text[ends[i]:ends[i+1]]
	}
	return all
}
