package domain

// Text is one text in the languages of the product. A text that is written in one language only stands in
// that field alone.
type Text struct {
	DA string `json:"da,omitempty"`
	EN string `json:"en,omitempty"`
}

// In returns the text in a language ("da" or "en"), or in the other one where it is missing.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" || t.DA == "" {
		return t.EN
	}
	return t.DA
}

// IsZero tells whether the text is empty in every language.
func (t Text) IsZero() bool { return t.DA == "" && t.EN == "" }
