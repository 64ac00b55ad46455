package record

import (
	"encoding/binary"
	"slices"

	"startklar/domain/monitoring"
)

// packed is a good row in numbers.
type packed struct {
	at              ref
	month           uint32 // months since year 0
	marks           monitoring.Marks
	benefit, exempt uint16
	origin, exit    uint16
	hours           uint32 // hundredths
	citizen         []byte
}

// Where things stand in a packed row: its place and month, then what must be the same in two rows that count as one.
const (
	packedMonth   = 8
	packedContent = 12
	packedFixed   = 25
)

// appendTo writes the row behind others. A citizen takes 1 to 256 bytes.
func (p packed) appendTo(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, uint64(p.at))
	b = binary.LittleEndian.AppendUint32(b, p.month)
	b = binary.LittleEndian.AppendUint16(b, uint16(p.marks))
	b = binary.LittleEndian.AppendUint16(b, p.benefit)
	b = binary.LittleEndian.AppendUint16(b, p.exempt)
	b = append(b, byte(p.origin), byte(p.exit))
	b = binary.LittleEndian.AppendUint32(b, p.hours)
	b = append(b, byte(len(p.citizen)-1))
	return append(b, p.citizen...)
}

func (p packed) size() int { return packedFixed + len(p.citizen) }

// packedLen is the length of the row with which b begins.
func packedLen(b []byte) int { return packedFixed + int(b[packedFixed-1]) + 1 }

func monthIn(b []byte) uint32 { return binary.LittleEndian.Uint32(b[packedMonth:]) }

func refIn(b []byte) ref { return ref(binary.LittleEndian.Uint64(b)) }

func citizenIn(b []byte) []byte { return b[packedFixed:packedLen(b)] }

// contentIn is what two identical rows have in common.
func contentIn(b []byte) []byte { return b[packedContent:packedLen(b)] }

// unpackRow reads the row with which b begins; the citizen is a part of b.
func unpackRow(b []byte) packed {
	return packed{
		at: refIn(b), month: monthIn(b),
		marks:   monitoring.Marks(binary.LittleEndian.Uint16(b[12:])),
		benefit: binary.LittleEndian.Uint16(b[14:]),
		exempt:  binary.LittleEndian.Uint16(b[16:]),
		origin:  uint16(b[18]), exit: uint16(b[19]),
		hours:   binary.LittleEndian.Uint32(b[20:]),
		citizen: citizenIn(b),
	}
}

// firstDifference is the first column in which two rows of one citizen say different things.
func (p packed) firstDifference(other packed) Column {
	differ := [columnCount]bool{
		colExempt: p.exempt != other.exempt, colBenefit: p.benefit != other.benefit, colOrigin: p.origin != other.origin,
		colExit:      p.exit != other.exit,
		colPaidHours: p.hours != other.hours || p.marks.Has(monitoring.MarkPaidHours) != other.marks.Has(monitoring.MarkPaidHours),
	}
	for _, flag := range flags {
		differ[flag.column] = p.marks.Has(flag.mark) != other.marks.Has(flag.mark)
	}
	if at := slices.Index(differ[:], true); at >= 0 {
		return columns[at].name
	}
	return ""
}
