package record_test

import (
	"bytes"
	"fmt"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
)

// bulk is a file of about so many rows: 98 municipalities, 24 months.
func bulk(rows int) []byte {
	var b bytes.Buffer
	b.WriteString(header() + "\n")
	all := municipality.All()
	each := max(1, rows/len(all)/24)
	for _, m := range all {
		for month := range 24 {
			for i := range each {
				bit := func(n int) int { return (i*2654435761 + month*40503) >> n & 1 }
				fmt.Fprintf(&b, "b-%06d;%s;%d-%02d;%d;%d;%d;;kontanthjaelp;%d,%d;%d;%d;0;%d;dansk;;0\n", i, m.Code, 2024+month/12, month%12+1,
					bit(4), bit(5)*bit(6)&^bit(4), bit(7), bit(8)*12, bit(8)*5, bit(9), bit(10), bit(11))
			}
		}
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	text := bulk(1_000_000)
	o := options(b)
	o.Takes = nil
	for _, c := range []struct {
		name  string
		limit int64
	}{{"memory", 0}, {"spilled", 1 << 20}} {
		b.Run(c.name, func(b *testing.B) {
			o.Limit = c.limit
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				f, err := record.Read(b.Context(), bytes.NewReader(text), int64(len(text)), o)
				if err != nil || f.Report().Refused > 0 {
					b.Fatal(err, f.Report().Refusals)
				}
				if err := f.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDeliveries(b *testing.B) {
	text := bulk(1_000_000)
	o := options(b)
	o.Takes = nil
	f, err := record.Read(b.Context(), bytes.NewReader(text), int64(len(text)), o)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var all []monitoring.Delivery
	b.Run("deliveries", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			all = everything(b, f)
		}
	})
	var packed [][]byte
	b.Run("pack", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			packed = packed[:0]
			size := 0
			for _, d := range all {
				packed = append(packed, record.Pack(d.Records))
				size += len(packed[len(packed)-1])
			}
			b.ReportMetric(float64(size), "bytes")
		}
	})
	b.Run("unpack", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, p := range packed {
				if _, err := record.Unpack(p); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
