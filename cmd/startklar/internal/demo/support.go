package demo

import (
	"context"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// supportedBefore is how many days before the end the agency opens its cases: long enough for a review to be overdue.
const supportedBefore = 75

// finish is what follows from a month's deliveries: signals, and once, from what they propose, cases of support.
func (p *play) finish(ctx context.Context, c parcel) error {
	if err := p.records.Finish(ctx); err != nil {
		return err
	}
	today := calendar.DateOf(p.clock.until)
	if p.supported || calendar.DateOf(c.at).DaysUntil(today) > supportedBefore {
		return nil
	}
	p.supported = true
	for n, told := range cases {
		k := supported{play: p, code: Place(today, told.plot, told.n), officer: p.people.officers[n%len(p.people.officers)], on: calendar.DateOf(c.at)}
		if err := k.open(ctx); err != nil {
			return err
		}
		if err := told.goes(ctx, &k); err != nil {
			return err
		}
	}
	return nil
}

// lately is what the agency has done on the last day: a second case in the municipality of the first, one beside a
// proposal that it may belong to, and a proposal that it has set aside.
func (p *play) lately(ctx context.Context) error {
	if !p.supported {
		return nil
	}
	today, other := calendar.DateOf(p.clock.until), p.people.officers[1%len(p.people.officers)]
	for _, c := range []domain.Command{
		followup.OpenCase{Municipality: Place(today, "well under way", 0), Subjects: []followup.Subject{"8"}, Reason: "Spørger, hvornår step up kan ses i tallene."},
		followup.OpenCase{Municipality: Place(today, "silent", 0), Reason: "Ny ledelse. Vil gerne have overblik over, hvad der mangler."},
		followup.SetAside{Municipality: Place(today, "silent", 2), Proposal: 1, Reason: "Vi har talt med dem i denne uge."},
	} {
		_, err := p.door.Do(ctx, journal.Request{Actor: other, Command: c})
		if code := domain.CodeOf(err); err != nil && code != domain.NotFound && code != domain.Conflict { // what is not proposed is not set aside
			return err
		}
	}
	return nil
}

// cases are how far the agency has come with some municipalities.
var cases = []struct {
	plot string
	n    int
	goes func(context.Context, *supported) error
}{
	{"well under way", 0, func(ctx context.Context, k *supported) error {
		return k.steps(ctx, k.suppose(followup.Registration, "Markeringerne ser ud til at komme en måned for sent ind."), k.call("Afdelingsleder", "Vil selv se på registreringerne."),
			k.help(followup.DataReview, "Gå markeringerne igennem med teamlederen, før næste leverance."),
			k.agree("Teamlederen gennemgår registreringerne i hele målgruppen. Konsulenten hjælper med at finde dem, der mangler."), k.review(90))
	}},
	{"under way", 5, func(ctx context.Context, k *supported) error {
		return k.steps(ctx, k.suppose(followup.Practice, "Virksomhedskontakten er lagt om i foråret."), k.call("Jobcenterchef", "Bekræfter, at omlægningen har kostet tid."),
			k.help(followup.Sparring, "Hjælp dem i gang med at aftale lønnede timer fra første møde."),
			k.agree("To møder om lønnede timer med jobformidlerne. Ledelsen følger op hver fredag."), k.review(30))
	}},
	{"workshop held", 5, func(ctx context.Context, k *supported) error {
		return k.steps(ctx, k.suppose(followup.Chance, ""))
	}},
	{"lagging", 2, func(ctx context.Context, k *supported) error {
		return k.steps(ctx, k.suppose(followup.Registration, ""), k.call("Teamleder", "Løn blev indberettet sent."),
			func(at followup.At) domain.Command {
				return followup.Close{At: at, Outcome: followup.Explained, Note: "Tallene er på plads i den rettede leverance."}
			})
	}},
}

// supported is a case on its way.
type supported struct {
	*play
	code    municipality.Code
	officer person.Actor
	on      calendar.Date
	base    int
}

// open opens the case on the municipality's first proposal, with its figures as the desk freezes them; or, where it has
// none that waits, because it asked for help.
func (k *supported) open(ctx context.Context) error {
	_, err := k.records.Desk.Do(ctx, k.officer, "", followup.OpenCase{Municipality: k.code, Proposals: []int{1}})
	if code := domain.CodeOf(err); code == domain.NotFound || code == domain.Conflict {
		k.base = 1
		asked := followup.OpenCase{Municipality: k.code, Subjects: []followup.Subject{"1"}, Reason: "Ledelsen har selv bedt om at få set på registreringerne."}
		_, err = k.records.Desk.Do(ctx, k.officer, "", asked)
	}
	k.base++
	return err
}

func (k *supported) do(ctx context.Context, c domain.Command) error {
	_, err := k.door.Do(ctx, journal.Request{Actor: k.officer, Command: c})
	return err
}

// steps carries out commands to the case, each in the revision after the one before.
func (k *supported) steps(ctx context.Context, all ...func(followup.At) domain.Command) error {
	for _, step := range all {
		if err := k.do(ctx, step(followup.At{Municipality: k.code, Case: 1, Base: k.base})); err != nil {
			return err
		}
		k.base++
	}
	return nil
}

func (k *supported) suppose(g followup.Guess, note string) func(followup.At) domain.Command {
	return func(at followup.At) domain.Command { return followup.Suppose{At: at, Guess: g, Note: note} }
}

func (k *supported) call(with, note string) func(followup.At) domain.Command {
	return func(at followup.At) domain.Command {
		return followup.NoteContact{At: at, On: k.on, Way: followup.Call, With: with, Note: note}
	}
}

func (k *supported) help(kind followup.Help, text string) func(followup.At) domain.Command {
	return func(at followup.At) domain.Command {
		return followup.DecideSupport{At: at, Kinds: []followup.Help{kind}, Text: text}
	}
}

func (k *supported) agree(text string) func(followup.At) domain.Command {
	return func(at followup.At) domain.Command { return followup.Agree{At: at, Text: text, On: k.on} }
}

func (k *supported) review(days int) func(followup.At) domain.Command {
	return func(at followup.At) domain.Command { return followup.SetReview{At: at, On: k.on.AddDays(days)} }
}
