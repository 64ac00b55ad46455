package monthly

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
)

// of writes "3 af 12", or why there is no count.
func of(lang catalogue.Lang, c statement.Count) string {
	switch c.Status {
	case monitoring.StatusOK:
		return lang.T("statement.of", "n", c.Num, "of", c.Den)
	case monitoring.StatusNoDenominator:
		return lang.T("statement.no_denominator")
	case statement.StatusHidden:
		return lang.T("statement.hidden")
	default:
		return lang.T("statement.missing")
	}
}

// share writes "18 %", for beside the count; nothing where there is none.
func share(lang catalogue.Lang, c statement.Count) string {
	if !c.Known() {
		return ""
	}
	return calendar.FormatPercent(c.Share(), 0, string(lang))
}

// Month writes "Januar 2026", as a heading or a row begins.
func Month(lang catalogue.Lang, m calendar.Month) string {
	return upperFirst(calendar.FormatMonth(m, string(lang)))
}

func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

// lowerFirst puts a name into a sentence.
func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[size:]
}

func dial(phone string) string { return "tel:" + strings.ReplaceAll(phone, " ", "") }
