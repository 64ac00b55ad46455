package catalogue

import (
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring/record"
)

// Every reason that reading a file of records can give has its text, which needs just the values that come with it.
func TestEveryReasonOfARecordHasItsText(t *testing.T) {
	known := map[string]bool{}
	for _, reason := range record.AllReasons() {
		key := reason.TextKey()
		known[key] = true
		var pairs []any
		for _, name := range reason.Args() {
			switch name {
			case "max", "found", "expected", "number":
				pairs = append(pairs, name, 7)
			case "first":
				pairs = append(pairs, name, int64(7))
			case "month":
				pairs = append(pairs, name, calendar.NewMonth(2026, time.March))
			default:
				pairs = append(pairs, name, "værdi")
			}
		}
		for _, lang := range Langs() {
			text := lang.T(key, pairs...)
			if strings.Contains(text, "⟦") {
				t.Errorf("%s: %s", lang, text)
			}
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i+1] == "værdi" && !strings.Contains(text, "værdi") {
					t.Errorf("%s does not say its %v in %s", key, pairs[i], lang)
				}
			}
		}
	}
	for _, key := range Danish.Keys() {
		if strings.HasPrefix(key, "records.reason.") && !known[key] {
			t.Errorf("nothing gives %s", key)
		}
	}
}
