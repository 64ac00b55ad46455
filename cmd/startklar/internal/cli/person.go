package cli

import (
	"fmt"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
)

// personCommand keeps the register of people.
type personCommand struct {
	List   personList   `cmd:"" help:"List who has which role where."`
	Add    personAdd    `cmd:"" help:"Register a person."`
	Change personChange `cmd:"" help:"Change a person's name, role, municipality or contact details."`
	Assign personAssign `cmd:"" help:"Give a consultant exactly these municipalities; whoever had one loses it."`
	End    personEnd    `cmd:"" help:"A person has left: they can no longer sign in, their name stays in the history."`
	Deputy personDeputy `cmd:"" help:"Register an absence with a deputy, or end it."`
}

type personList struct {
	Role   string `placeholder:"ROLE" help:"Only this role, such as ProcessConsultant."`
	All    bool   `help:"Those who have left as well."`
	Format string `enum:"table,json" default:"table" help:"table or json."`
	clockFlag
}

// Run lists people.
func (c personList) Run(s *session) error {
	role, err := roleOf(c.Role)
	if err != nil {
		return err
	}
	a, err := s.open(app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	people, err := a.Desk.Roster(s.ctx, actor)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(p roster.Person) bool {
		return role != "" && p.Role != role || !c.All && !p.Active()
	})
	if c.Format == "json" {
		return writeJSON(s.stdout, personRows(people))
	}
	t := newTable()
	t.line("ID\tNAME\tROLE\tMUNICIPALITIES\tPHONE\tE-MAIL\tSTANDING\t")
	for _, p := range people {
		t.line("%s\t%s\t%s\t%s\t%s\t%s\t%s\t", printable(string(p.ID)), printable(p.Name), p.Role, codesOf(p), orDash(p.Contact.Phone),
			orDash(p.Contact.Email), presenceOf(p, c.today()))
	}
	return t.write(s.stdout)
}

// personRow is a person as programs read it.
type personRow struct {
	ID             person.ID           `json:"id"`
	Name           string              `json:"name"`
	Role           person.Role         `json:"role"`
	Municipalities []municipality.Code `json:"municipalities"`
	Phone          string              `json:"phone"`
	Email          string              `json:"email"`
	Active         bool                `json:"active"`
	AwayFrom       *calendar.Date      `json:"away_from"`
	AwayTo         *calendar.Date      `json:"away_to"`
	Deputy         person.ID           `json:"deputy"`
}

func personRows(people []roster.Person) []personRow {
	rows := make([]personRow, len(people))
	for n, p := range people {
		rows[n] = personRow{
			ID: p.ID, Name: p.Name, Role: p.Role, Municipalities: append([]municipality.Code{}, p.Municipalities...), Phone: p.Contact.Phone,
			Email: p.Contact.Email, Active: p.Active(), AwayFrom: dateOrNull(p.Absence.From), AwayTo: dateOrNull(p.Absence.To), Deputy: p.Absence.Deputy,
		}
	}
	return rows
}

func codesOf(p roster.Person) string {
	codes := make([]string, len(p.Municipalities))
	for n, code := range p.Municipalities {
		codes[n] = string(code)
	}
	return orDash(strings.Join(codes, ","))
}

func presenceOf(p roster.Person, today calendar.Date) string {
	switch {
	case !p.Active():
		return "left"
	case p.Absence.Covers(today):
		return fmt.Sprintf("away to %s, deputy %s", p.Absence.To, p.Absence.Deputy)
	default:
		return "here"
	}
}

// roleOf reads a role; empty for none given.
func roleOf(text string) (person.Role, error) {
	if role := person.Role(text); text == "" || role.Known() && role != person.System {
		return role, nil
	}
	return "", refuse("unknown role %q: write one of MunicipalLeader, MunicipalMember, ProcessConsultant, NationalOfficer, Administrator", text)
}

type personAdd struct {
	ID           person.ID           `arg:"" help:"The id that the sign-in sends; it never changes."`
	Name         string              `required:"" placeholder:"NAME" help:"Shown beside what the person does."`
	Role         string              `required:"" placeholder:"ROLE" help:"MunicipalLeader, MunicipalMember, ProcessConsultant, NationalOfficer or Administrator."`
	Municipality []municipality.Code `placeholder:"CODE" help:"The person's own, or a consultant's."`
	Phone        string              `help:"How the role is reached."`
	Email        string              `name:"email" help:"How the role is reached."`
	clockFlag
}

// Run registers a person.
func (c personAdd) Run(s *session) error {
	role, err := roleOf(c.Role)
	if err != nil {
		return err
	}
	commands := []domain.Command{roster.RegisterPerson{ID: c.ID, Name: c.Name, Role: role, Municipalities: c.Municipality, New: true}}
	if contact := (roster.Contact{Phone: c.Phone, Email: c.Email}); contact != (roster.Contact{}) {
		commands = append(commands, roster.SetContact{ID: c.ID, Contact: contact})
	}
	return s.person(c.clockFlag, "added", c.ID, commands...)
}

type personChange struct {
	ID           person.ID         `arg:"" help:"The person."`
	Name         string            `placeholder:"NAME" help:"A new name."`
	Role         string            `placeholder:"ROLE" help:"A new role."`
	Municipality municipality.Code `placeholder:"CODE" help:"The municipality of a municipal role."`
	Phone        *string           `help:"How the role is reached; empty for not at all."`
	Email        *string           `name:"email" help:"How the role is reached; empty for not at all."`
	clockFlag
}

// Run changes a person.
func (c personChange) Run(s *session) error {
	role, err := roleOf(c.Role)
	if err != nil {
		return err
	}
	return s.withPerson(c.clockFlag, c.ID, "changed", func(p roster.Person) []domain.Command {
		register := roster.RegisterPerson{ID: p.ID, Name: p.Name, Role: p.Role, Municipalities: p.Municipalities}
		contact := p.Contact
		if c.Name != "" {
			register.Name = c.Name
		}
		if role != "" && role != p.Role {
			register.Role, register.Municipalities = role, nil
		}
		if c.Municipality != "" {
			register.Municipalities = []municipality.Code{c.Municipality}
		}
		if c.Phone != nil {
			contact.Phone = *c.Phone
		}
		if c.Email != nil {
			contact.Email = *c.Email
		}
		return []domain.Command{register, roster.SetContact{ID: p.ID, Contact: contact}}
	})
}

type personAssign struct {
	ID    person.ID           `arg:"" help:"The consultant."`
	Codes []municipality.Code `arg:"" optional:"" name:"code" help:"The municipalities; none takes all away."`
	clockFlag
}

// Run assigns municipalities.
func (c personAssign) Run(s *session) error {
	return s.person(c.clockFlag, "assigned", c.ID, roster.AssignMunicipalities{ID: c.ID, Municipalities: c.Codes})
}

type personEnd struct {
	ID person.ID `arg:"" help:"The person."`
	clockFlag
}

// Run ends a person.
func (c personEnd) Run(s *session) error {
	return s.person(c.clockFlag, "ended", c.ID, roster.EndPerson{ID: c.ID})
}

type personDeputy struct {
	ID     person.ID `arg:"" help:"Who is away: a consultant or a municipal leader."`
	Deputy person.ID `arg:"" optional:"" help:"Who may act on their behalf."`
	From   string    `placeholder:"DATE" help:"The first day. Default: today."`
	To     string    `placeholder:"DATE" help:"The last day."`
	End    bool      `help:"End the absence instead."`
	clockFlag
}

// Run registers or ends an absence.
func (c personDeputy) Run(s *session) error {
	if c.End {
		return s.person(c.clockFlag, "back", c.ID, roster.EndAbsence{ID: c.ID})
	}
	absence := roster.Absence{From: c.today(), Deputy: c.Deputy}
	for _, d := range []struct {
		flag, text string
		into       *calendar.Date
	}{{"--from", c.From, &absence.From}, {"--to", c.To, &absence.To}} {
		if d.text == "" {
			continue
		}
		on, err := calendar.ParseDate(d.text)
		if err != nil {
			return refuse("%s: not a date: write 2026-03-12", d.flag)
		}
		*d.into = on
	}
	return s.person(c.clockFlag, "away", c.ID, roster.RegisterAbsence{ID: c.ID, Absence: absence})
}

// person carries out commands about one person, in order, and reports one line.
func (s *session) person(clock clockFlag, done string, id person.ID, commands ...domain.Command) error {
	a, err := s.open(app.Existing, clock.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	return s.carry(a, done, id, commands)
}

// withPerson is person for commands that rest on what is registered.
func (s *session) withPerson(clock clockFlag, id person.ID, done string, commands func(roster.Person) []domain.Command) error {
	a, err := s.open(app.Existing, clock.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	p, err := a.Desk.Person(s.ctx, id)
	if err != nil {
		return err
	}
	return s.carry(a, done, id, commands(p))
}

func (s *session) carry(a *app.App, done string, id person.ID, commands []domain.Command) error {
	events := 0
	for _, c := range commands {
		result, err := a.Desk.Do(s.ctx, actor, "", c)
		if err != nil {
			return err
		}
		events += result.Events
	}
	if events == 0 {
		done = "unchanged"
	}
	fmt.Fprintf(s.stdout, "%s %s\n", printable(string(id)), done)
	return nil
}
