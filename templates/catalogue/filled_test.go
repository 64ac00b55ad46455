package catalogue

import (
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"startklar/domain/calendar"
)

// Every text reads the same cut up as the localizer writes it, whatever the count.
func TestATextReadsAsTheLocalizerWritesIt(t *testing.T) {
	compared := 0
	for _, lang := range Langs() {
		for key, f := range loaded[lang].filled {
			for _, count := range []any{0, 1, 2, 1234, int64(1), "1"} {
				pairs := []any{"count", count}
				seen := map[string]bool{"count": true}
				for _, p := range append(append([]piece{}, f.one...), f.other...) {
					if p.name != "" && !seen[p.name] {
						seen[p.name] = true
						pairs = append(pairs, p.name, []any{"æ<&", 7, calendar.NewDate(2026, 3, 12)}[len(pairs)/2%3])
					}
				}
				config := &i18n.LocalizeConfig{MessageID: key}
				config.TemplateData, config.PluralCount = lang.values(pairs)
				want, err := loaded[lang].localizer.Localize(config)
				if err != nil {
					continue // a text with one form alone, which the localizer refuses to count one of
				}
				if got, ok := f.fill(lang, pairs); !ok || got != want {
					t.Errorf("%s %s with %v: %q, want %q", lang, key, count, got, want)
				}
				compared++
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d texts were compared", compared)
	}
}

func TestATextWithoutItsValueIsItsKey(t *testing.T) {
	if got := Danish.T("moment", "date", "x"); got != "⟦moment⟧" {
		t.Errorf("got %q", got)
	}
}
