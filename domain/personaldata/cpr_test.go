package personaldata_test

import (
	"fmt"
	"strings"
	"testing"

	"startklar/domain/personaldata"
)

// number makes a CPR-shaped number when the test runs: none stands in the source.
func number(day, month, year, serial int, between string) string {
	return fmt.Sprintf("%02d%02d%02d%s%04d", day, month, year, between, serial)
}

var separators = map[string]string{
	"nothing": "", "a hyphen": "-", "a space": " ", "a hyphen between spaces": " - ", "a point": ".", "a no-break space": "\u00a0",
	"a no-break hyphen": "\u2011", "a hyphen of Unicode": "\u2010", "an en dash": "\u2013",
}

func TestANumberIsFoundWhateverSeparatesItsParts(t *testing.T) {
	for name, between := range separators {
		t.Run(name, func(t *testing.T) {
			want := number(24, 12, 70, 1234, between)
			for _, around := range [][2]string{{"", ""}, {"Borger ", " siger"}, {"(", ")"}, {"nr", "x"}, {"æ", "å"}, {"1 ", " 2"}, {"\n", "\n"}, {"12345, ", ", 678"}} {
				text := around[0] + want + around[1]
				span, found := personaldata.FindCPR(text)
				if !found || text[span.Start:span.End] != want {
					t.Errorf("between %q: %v %v", around, span, found)
				}
			}
		})
	}
}

func TestEveryDateOfAnyCenturyIsADate(t *testing.T) {
	days := []int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	for month := 1; month <= 12; month++ {
		for day := 1; day <= 31; day++ {
			_, found := personaldata.FindCPR(number(day, month, 0, 1, "-"))
			if want := day <= days[month-1]; found != want {
				t.Errorf("day %d of month %d: %v", day, month, found)
			}
		}
	}
	if _, found := personaldata.FindCPR(number(29, 2, 71, 1, "-")); found {
		t.Error("29 February of a year that is no leap year in any century")
	}
	if _, found := personaldata.FindCPR(number(29, 2, 72, 1, "-")); !found {
		t.Error("29 February of a leap year")
	}
}

func TestWhatOnlyLooksLikeANumberIsLeftAlone(t *testing.T) {
	whole := number(24, 12, 70, 1234, "")
	for name, text := range map[string]string{
		"nothing":                     "",
		"a text":                      "Vi mødes kl. 10.30 i rum 12",
		"day 0":                       number(0, 12, 70, 1234, "-"),
		"day 32":                      number(32, 12, 70, 1234, "-"),
		"month 0":                     number(24, 0, 70, 1234, "-"),
		"month 13":                    number(24, 13, 70, 1234, "-"),
		"a digit before":              "1" + whole,
		"a digit behind":              whole + "1",
		"a digit missing":             whole[:9],
		"a letter between":            whole[:6] + "x" + whole[6:],
		"two hyphens":                 whole[:6] + "--" + whole[6:],
		"a date and a year":           "24.12.1970",
		"a telephone number":          "98 12 34 56",
		"an account number":           "1234-0001234567",
		"a number in another script":  strings.Repeat("٣", 10),
		"full-width digits":           strings.Repeat("１", 10),
		"a hyphen in the wrong place": whole[:5] + "-" + whole[5:],
	} {
		if span, found := personaldata.FindCPR(text); found {
			t.Errorf("%s: found at %v", name, span)
		}
	}
}

func TestTheFirstOfSeveralIsFound(t *testing.T) {
	first, second := number(1, 2, 3, 4, "-"), number(5, 6, 7, 8, "")
	text := "41 " + first + " og " + second
	if span, found := personaldata.FindCPR(text); !found || span != (personaldata.Span{Start: 3, End: 14}) {
		t.Errorf("%v %v", span, found)
	}
}

func FuzzFindCPR(f *testing.F) {
	f.Add("", "", uint8(24), uint8(12), uint8(70), uint16(1234), uint8(1))
	f.Add("før ", " efter", uint8(1), uint8(1), uint8(0), uint16(0), uint8(0))
	f.Add("9", "9", uint8(31), uint8(2), uint8(99), uint16(9999), uint8(2))
	between := []string{"", "-", " ", " - ", ".", "\u00a0", "\u2010", "\u2011", "\u2013"}
	f.Fuzz(func(t *testing.T, before, after string, day, month, year uint8, serial uint16, separator uint8) {
		if span, found := personaldata.FindCPR(before); found && (span.Start < 0 || span.End > len(before) || span.End-span.Start < 10) {
			t.Fatalf("a span %v in a text of %d bytes", span, len(before))
		}
		text := before + "," + number(int(day%28)+1, int(month%12)+1, int(year%100), int(serial%10000), between[int(separator)%len(between)]) + "," + after
		span, found := personaldata.FindCPR(text)
		if !found || span.Start > len(before)+1 {
			t.Fatalf("not found, or behind it: %v %v", span, found)
		}
		for _, edge := range []int{span.Start - 1, span.End} {
			if edge >= 0 && edge < len(text) && text[edge] >= '0' && text[edge] <= '9' {
				t.Fatalf("the span %v cuts a longer number", span)
			}
		}
	})
}
