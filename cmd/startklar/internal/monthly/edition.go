package monthly

import (
	"startklar/cmd/startklar/internal/desk"
	"startklar/domain/calendar"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
)

// Of begins a letter with a statement as somebody may read it.
func Of(lang catalogue.Lang, s desk.Statement) Letter {
	l := Letter{Lang: lang, Programme: s.Programme, Content: s.Content, Outside: s.Outside, Version: versionOf(s.Edition, s.Newest, s.Comment)}
	l.Version.AsOf = s.Content.AsOf
	return l
}

// OfNation begins the national edition.
func OfNation(lang catalogue.Lang, s desk.NationalStatement) National {
	n := National{Lang: lang, Programme: s.Programme, Content: s.Content, Version: versionOf(s.Edition, s.Newest, s.Comment)}
	n.Version.AsOf = s.Content.AsOf
	return n
}

func versionOf(e *statement.Edition, newest int, c *statement.Comment) Version {
	v := Version{Newest: newest, Comment: c}
	if e == nil {
		return v
	}
	v.Number, v.Reason = e.Number, e.Reason
	if e.Released() {
		v.ReleasedOn = calendar.DateOf(e.ReleasedAt)
	}
	return v
}
