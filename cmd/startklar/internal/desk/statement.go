package desk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/workflow/journal"
)

// StatementReads are the read models of the monthly statements.
type StatementReads interface {
	// Statements lists the editions of all months, the newest first, without their contents and comments.
	Statements(ctx context.Context) ([]view.StatementRow, error)
	// Statement returns a month's editions and comments; the empty state for a month of which nothing is kept.
	Statement(ctx context.Context, m calendar.Month) (statement.State, error)
}

// Statement is one municipality's statement as somebody may read it.
type Statement struct {
	Programme *monitoring.Programme
	Content   statement.Content
	// Edition is nil for a preview. Newest is the number of the newest released one, 0 for none.
	Edition *statement.Edition
	Newest  int
	Comment *statement.Comment
	// Outside tells that counts may have been taken out.
	Outside bool
}

// NationalStatement is the national edition, as everybody may read it.
type NationalStatement struct {
	Programme *monitoring.Programme
	Content   statement.Nation
	Edition   *statement.Edition
	Newest    int
	Comment   *statement.Comment
}

// Which chooses an edition of a month.
type Which struct {
	Month calendar.Month
	// Number is a released edition; 0 is the newest that the reader may see.
	Number int
	// Preview asks for what nobody has frozen, as of AsOf or now.
	Preview bool
	AsOf    time.Time
}

// StatementMonths lists the editions that the actor may know of, the newest first: those who prepare statements all of
// them, others those that were released, municipal people of the months in which they took part.
func (d *Desk) StatementMonths(ctx context.Context, actor person.Actor) ([]view.StatementRow, error) {
	if err := policy.CheckRole(actor, policy.ReadStatements); err != nil {
		return nil, err
	}
	all, err := d.reads.Statements(ctx)
	if err != nil || policy.CheckRole(actor, policy.PrepareStatements) == nil {
		return all, err
	}
	e, err := d.edition(ctx, time.Time{})
	takesPart := func(m calendar.Month) bool {
		return !actor.Role.Municipal() || slices.ContainsFunc(actor.Municipalities, func(code municipality.Code) bool {
			return e.book.ProjectMonth(code, m) > 0
		})
	}
	return slices.DeleteFunc(all, func(r view.StatementRow) bool { return err != nil || !r.Edition.Released() || !takesPart(r.Month) }), err
}

// StatementMonth is a month with what waits in it.
type StatementMonth struct {
	statement.State
	// Provisional tells that the month is not settled yet: it cannot be frozen. Settled is the newest that is.
	Provisional bool
	Settled     calendar.Month
	// Places are those that take part in the month, by code.
	Places []StatementPlace
}

// StatementPlace is one municipality in a month.
type StatementPlace struct {
	Municipality municipality.Code
	Delivered    bool
}

// StatementMonth returns a month for those who prepare statements.
func (d *Desk) StatementMonth(ctx context.Context, actor person.Actor, m calendar.Month) (StatementMonth, error) {
	if err := policy.CheckRole(actor, policy.PrepareStatements); err != nil {
		return StatementMonth{}, err
	}
	e, err := d.edition(ctx, time.Time{})
	if err != nil {
		return StatementMonth{}, err
	}
	s := StatementMonth{Provisional: e.book.Provisional(m), Settled: e.book.Settled()}
	for _, code := range e.book.Municipalities(m) {
		s.Places = append(s.Places, StatementPlace{code, e.book.HasDelivered(code, m)})
	}
	s.State, err = d.reads.Statement(ctx, m)
	return s, err
}

// DeliveredMonths are the months with any delivery, rising, and the newest one that is settled; for those who prepare
// statements.
func (d *Desk) DeliveredMonths(ctx context.Context, actor person.Actor) (all []calendar.Month, settled calendar.Month, err error) {
	if err := policy.CheckRole(actor, policy.PrepareStatements); err != nil {
		return nil, settled, err
	}
	e, err := d.edition(ctx, time.Time{})
	if err != nil {
		return nil, settled, err
	}
	return e.book.Delivered(), e.book.Settled(), nil
}

// Statement returns a municipality's statement. Who prepares statements sees everything; the municipality's own people
// what has been released, with their counts as they are; everybody else, and what leaves the house, has closed counts
// taken out. A look at counts is logged before it returns. It is Private where the actor may not know of the
// municipality's things, NotFound where there is no such edition or the municipality is not in it.
func (d *Desk) Statement(ctx context.Context, actor person.Actor, w Which, code municipality.Code, leaves bool) (Statement, error) {
	if err := policy.Check(actor, policy.ReadStatements, code); err != nil {
		return Statement{}, err
	}
	if w.Preview {
		return d.previewed(ctx, actor, w, code, leaves)
	}
	e, newest, err := d.editionOf(ctx, actor, w)
	if err != nil {
		return Statement{}, err
	}
	s := Statement{Programme: d.monitoring.Programme, Edition: e, Newest: newest, Comment: said(e.Comment(monitoring.UnitID(code)))}
	if err := d.content(ctx, e, monitoring.UnitID(code), &s.Content); err != nil {
		return Statement{}, err
	}
	return d.disclosedStatement(ctx, actor, s, leaves)
}

// ReleasedStatements lists the municipalities that have a statement in an edition, by code; nil where nothing has been
// released of the month.
func (d *Desk) ReleasedStatements(ctx context.Context, actor person.Actor, w Which) ([]municipality.Code, error) {
	if err := policy.CheckRole(actor, policy.PrepareStatements); err != nil {
		return nil, err
	}
	s, err := d.reads.Statement(ctx, w.Month)
	if err != nil || s.Edition(w.Number) == nil {
		return nil, err
	}
	codes := []municipality.Code{}
	for _, f := range s.Edition(w.Number).Files {
		if f.Unit != monitoring.National {
			codes = append(codes, municipality.Code(f.Unit))
		}
	}
	slices.Sort(codes)
	return codes, nil
}

// EditionWith returns the newest released edition in which a unit's figure of a month stands as n of N; nil where it
// stands in none: the month has no statement, the unit none of its own, or the figure has changed since.
func (d *Desk) EditionWith(ctx context.Context, actor person.Actor, at statement.Place, n, of int) (*statement.Edition, error) {
	if err := policy.CheckRole(actor, policy.ReadStatements); err != nil {
		return nil, err
	}
	s, err := d.reads.Statement(ctx, at.Month)
	if err != nil {
		return nil, err
	}
	for _, e := range slices.Backward(s.Released) {
		count, err := d.told(ctx, e, at)
		if err != nil {
			return nil, err
		}
		if count.Known() && count.Num == n && count.Den == of {
			return e, nil
		}
	}
	return nil, nil
}

// told is what an edition says of a unit's figure; a count without a share where it says nothing.
func (d *Desk) told(ctx context.Context, e *statement.Edition, at statement.Place) (count statement.Count, err error) {
	id := monitoring.IndicatorID(at.Measure)
	if e.File(at.Unit) != "" && at.Unit != monitoring.National {
		var own statement.Content
		err = d.content(ctx, e, at.Unit, &own)
		count, _ = own.Count(id)
		return count, err
	}
	var nation statement.Nation
	err = d.content(ctx, e, monitoring.National, &nation)
	count, _ = nation.Count(d.monitoring.Programme, at.Unit, id)
	return count, err
}

// disclosedStatement takes out what the actor may not see, and logs a look at counts.
func (d *Desk) disclosedStatement(ctx context.Context, actor person.Actor, s Statement, leaves bool) (Statement, error) {
	viewer := viewerOf(actor)
	code := s.Content.Municipality
	switch {
	case leaves || !viewer.Everything && !slices.Contains(viewer.Counts, code):
		s.Content, s.Outside = s.Content.Outside(), true
		return s, nil
	case !viewer.Everything:
		s.Content = s.Content.ForOwn()
	}
	look := FigureQuery{What: "statement", Units: []monitoring.UnitID{monitoring.UnitID(code)}, From: s.Content.Month, To: s.Content.Month, AsOf: s.Content.AsOf}
	if err := d.logAccess(ctx, actor, look, viewer); err != nil {
		return Statement{}, err
	}
	return s, nil
}

// NationalStatement returns the national edition as outsiders see it: it is made to be published. Only a preview that
// does not leave the house, which is for those who see every count, has nothing taken out.
func (d *Desk) NationalStatement(ctx context.Context, actor person.Actor, w Which, leaves bool) (NationalStatement, error) {
	if err := policy.CheckRole(actor, policy.ReadStatements); err != nil {
		return NationalStatement{}, err
	}
	if w.Preview {
		return d.previewedNation(ctx, actor, w, leaves)
	}
	e, newest, err := d.editionOf(ctx, actor, w)
	if err != nil {
		return NationalStatement{}, err
	}
	n := NationalStatement{Programme: d.monitoring.Programme, Edition: e, Newest: newest, Comment: said(e.Comment(monitoring.National))}
	err = d.content(ctx, e, monitoring.National, &n.Content)
	n.Content = n.Content.Outside()
	return n, err
}

// said is a comment with a text; nil for one that was taken back.
func said(c *statement.Comment) *statement.Comment {
	if c == nil || c.Text == "" && !c.Erased {
		return nil
	}
	return c
}

// editionOf finds an edition that the actor may see: the frozen one stands only before those who prepare statements, and
// its comments are those that would be released with it.
func (d *Desk) editionOf(ctx context.Context, actor person.Actor, w Which) (*statement.Edition, int, error) {
	s, err := d.reads.Statement(ctx, w.Month)
	if err != nil {
		return nil, 0, err
	}
	e := s.Edition(w.Number)
	if waits := s.Pending; waits != nil && (w.Number == waits.Number || e == nil && w.Number == 0) && policy.CheckRole(actor, policy.PrepareStatements) == nil {
		pending := *waits
		pending.Comments = s.Comments
		e = &pending
	}
	if e == nil {
		return nil, 0, domain.Refuse(domain.NotFound, "statement_unknown", nil)
	}
	return e, len(s.Released), nil
}

// content reads what was frozen.
func (d *Desk) content(ctx context.Context, e *statement.Edition, unit monitoring.UnitID, into any) error {
	hash := e.File(unit)
	if hash == "" {
		return domain.Refuse(domain.NotFound, "statement_unknown", nil)
	}
	data, err := d.reads.File(ctx, hash)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return domain.Fault("statement", err)
	}
	return nil
}

// FreezeStatement makes the contents of a month as of a moment and freezes them. It is Invalid for a month that is not
// settled, and whatever the month's stream refuses.
func (d *Desk) FreezeStatement(ctx context.Context, actor person.Actor, key string, m calendar.Month, asOf time.Time, reason string) (journal.Result, error) {
	if err := policy.CheckRole(actor, policy.PrepareStatements); err != nil {
		return journal.Result{}, err
	}
	p, err := d.press(ctx, actor, m, asOf, true)
	if err != nil {
		return journal.Result{}, err
	}
	if p.Book.Provisional(m) || !slices.Contains(p.Book.Delivered(), m) {
		return journal.Result{}, domain.Refuse(domain.Invalid, "statement_provisional", domain.Args{"month": p.Book.Settled()})
	}
	state, err := d.reads.Statement(ctx, m)
	if err != nil {
		return journal.Result{}, err
	}
	c := statement.Freeze{Month: m, AsOf: p.AsOf, Number: state.Next(), Reason: reason}
	if err := d.fill(ctx, &c, p.Source, state.Newest()); err != nil {
		return journal.Result{}, err
	}
	return d.Do(ctx, actor, key, c)
}

// fill makes the contents, each with what changed since the edition before.
func (d *Desk) fill(ctx context.Context, c *statement.Freeze, s statement.Source, before *statement.Edition) error {
	nation := s.Nation()
	if before != nil && before.File(monitoring.National) != "" {
		var was statement.Nation
		if err := d.content(ctx, before, monitoring.National, &was); err != nil {
			return err
		}
		nation.Changed = nation.Since(s.Programme, was)
	}
	if err := bring(c, monitoring.National, nation); err != nil {
		return err
	}
	for _, code := range s.Book.Municipalities(c.Month) {
		content := s.Of(code)
		if before != nil && before.File(monitoring.UnitID(code)) != "" {
			var was statement.Content
			if err := d.content(ctx, before, monitoring.UnitID(code), &was); err != nil {
				return err
			}
			content.Changed = content.Since(s.Programme, was)
		}
		if slices.ContainsFunc(content.Changed, func(one statement.Changed) bool { return !one.National }) {
			c.Changed = append(c.Changed, code)
		}
		if err := bring(c, monitoring.UnitID(code), content); err != nil {
			return err
		}
	}
	return nil
}

func bring(c *statement.Freeze, unit monitoring.UnitID, content any) error {
	data, err := json.Marshal(content)
	if err != nil {
		return domain.Fault("statement", err)
	}
	c.Files = append(c.Files, statement.UnitFile{Unit: unit, File: domain.HashOf(data), Data: data})
	return nil
}

// everythingOpen closes no count: for those who see all of them.
func everythingOpen(statement.Place) bool { return true }

// openToOutsiders asks the figures' disclosure about each count.
func openToOutsiders(e *disclosure.Edition) func(statement.Place) bool {
	shown := e.For(disclosure.Outsiders())
	return func(p statement.Place) bool {
		read := shown.Count
		if p.Pooled {
			read = shown.Pooled
		}
		f, found := read(p.Unit, p.Month, p.Measure, p.Origin)
		_, num := f.Num.Value()
		_, den := f.Den.Value()
		return found && num && den
	}
}
