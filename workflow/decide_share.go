package workflow

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/policy"
)

type (
	// ShareSection lets the municipality's consultant read a section before it is declared finished, or takes
	// that back.
	ShareSection struct {
		Target
		Item    journey.InstanceID `json:"item"`
		Section journey.SectionID  `json:"section"`
		Shared  bool               `json:"shared"`
	}
	// SetQuestionDue says by when a question is to be clear; a zero date takes that back.
	SetQuestionDue struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Question journey.FieldID    `json:"question"`
		On       calendar.Date      `json:"on"`
	}
)

// CommandName implements Command.
func (ShareSection) CommandName() string   { return "share_section" }
func (SetQuestionDue) CommandName() string { return "set_question_due" }

func (ShareSection) action() policy.Action   { return policy.ShareSection }
func (SetQuestionDue) action() policy.Action { return policy.Answer }

// What has been declared finished is shared by that: to take it back the section is opened again.
func (c ShareSection) decide(d *decision) error {
	i, section, err := d.section(c.Item, c.Section)
	if err != nil {
		return err
	}
	if _, err := d.item(c.Item, municipalOf); err != nil {
		return err
	}
	run := i.Section(section.ID)
	if run.Declared() {
		return &domain.Error{
			Code: domain.Conflict, Key: "section_declared", Detail: i.State, Args: domain.Args{"title": section.Title},
		}
	}
	if run.SharedAt.IsZero() == c.Shared {
		d.emit(partSubject(c.Item, string(c.Section)), &SectionShared{Shared: c.Shared})
	}
	return nil
}

func (c SetQuestionDue) decide(d *decision) error {
	i, _, err := d.question(c.Item, c.Question)
	if err != nil {
		return err
	}
	now := d.state.Answer(c.Item, c.Question)
	if now == nil && c.On.IsZero() || now != nil && now.Due == c.On {
		return nil
	}
	if !c.On.IsZero() {
		if err := dueDate(c.On, d.today); err != nil {
			return err
		}
	}
	d.start(i)
	d.emit(partSubject(c.Item, string(c.Question)), &QuestionDue{On: c.On})
	return nil
}
