package monthly

import (
	"startklar/domain/calendar"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
	"startklar/templates/pages"
)

// Front writes the half page for those who meet the citizens: two figures, what changed, a question, and a story if
// there is one that may be read by them.
func (l Letter) Front(story *knowledge.Story) pages.FrontStaff {
	m, _ := municipality.Get(l.Content.Municipality)
	month := calendar.FormatMonth(l.Content.Month, string(l.Lang))
	f := pages.FrontStaff{
		Lang: string(l.Lang), Kicker: l.T("front.kicker"), Title: l.T("front.title", "place", m.Name, "month", month),
		Question: l.asking(), Foot: l.T("front.foot", "month", month), Inside: l.Inside,
	}
	if six, _ := l.Content.Line(l.Programme.Headline().ID); six.Own.Known() {
		f.Points = append(f.Points, pages.StatementPassage{Heading: l.T("front.hours"), Text: l.T("front.hours_text", "own", of(l.Lang, six.Own))})
	}
	if one, _ := l.Content.Line(l.Programme.Marking().ID); one.Own.Known() {
		f.Points = append(f.Points, pages.StatementPassage{Heading: l.T("front.broker"), Text: l.T("front.broker_text", "own", of(l.Lang, one.Own))})
	}
	f.Points = append(f.Points, pages.StatementPassage{Heading: l.T("front.moved"), Text: l.moved().Text})
	if story != nil {
		from, _ := municipality.Get(story.ID.Municipality())
		f.StoryHead = l.T("front.story")
		f.Story = pages.StatementPassage{Heading: story.Title, Text: story.Text, Note: l.T("front.story_from", "place", from.Name)}
	}
	return f
}
