package desk

import (
	"context"
	"slices"
	"sync"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"

	lru "github.com/hashicorp/golang-lru/v2"
)

// FigureReads are the read models of the monitoring, and the log of who looked at counts.
type FigureReads interface {
	monitoring.Reads
	// DeliveredSoFar tells which deliveries there are by now.
	DeliveredSoFar(ctx context.Context) (view.DeliveredSoFar, error)
	// KeepAccesses returns when they are on disk; Unavailable if they cannot be kept.
	KeepAccesses(ctx context.Context, accesses []view.Access) error
	Accesses(ctx context.Context, q view.LogQuery) ([]view.Access, error)
}

// Monitoring is what figures are read with.
type Monitoring struct {
	Programme *monitoring.Programme
	// Rule decides what outsiders see.
	Rule *disclosure.Rule
	// Clock tells when somebody looked.
	Clock func() time.Time
}

// FigureQuery says what is going to be shown, so that the log can say what was seen.
type FigureQuery struct {
	// What is the page, file or command, by its short name.
	What string
	// Units are those to be shown; nil are all that the actor may know. Others are not to be had from the answer.
	Units []monitoring.UnitID
	// From and To are the months to be shown, for the log; zero for open ends.
	From, To calendar.Month
	// One tells that one month is going to be shown: From, or the newest settled one where nobody has delivered that.
	One bool
	// AsOf is the moment as of which figures are seen, zero for the present. Only those who see every count may choose:
	// two moments can tell apart what one does not.
	AsOf time.Time
}

// editions keeps what has been read of the figures, with what is hidden of them, as long as it holds.
type editions struct {
	mu   sync.Mutex
	kept *lru.Cache[time.Time, edition]
}

type edition struct {
	*disclosure.Edition
	book           *figures.Book
	backgrounds    *signal.Backgrounds
	delivered      view.DeliveredSoFar
	participations []monitoring.Participation
}

// monthOr is a month that somebody has delivered, or the newest settled one.
func (e edition) monthOr(m calendar.Month) calendar.Month {
	if slices.Contains(e.book.Delivered(), m) {
		return m
	}
	return e.book.Settled()
}

// keptEditions is how many moments are kept: the present, and the few that people look back to.
const keptEditions = 4

func newEditions() *editions {
	kept, err := lru.New[time.Time, edition](keptEditions)
	if err != nil {
		panic(err) // the size is above 0
	}
	return &editions{kept: kept}
}

// Figures returns figures as the actor may see them: every number in them is shown, or says why it is not. A look at
// the counts of a municipality's own citizens is logged before it returns. It is Permission for those who see no
// figures, and for the choice of a moment by those who do not see every count.
func (d *Desk) Figures(ctx context.Context, actor person.Actor, q FigureQuery) (*disclosure.Book, error) {
	_, shown, err := d.figures(ctx, actor, q)
	return shown, err
}

// figures are those of Figures, with the edition that they are shown from.
func (d *Desk) figures(ctx context.Context, actor person.Actor, q FigureQuery) (edition, *disclosure.Book, error) {
	if err := policy.CheckRole(actor, policy.ReadFigures); err != nil {
		return edition{}, nil, err
	}
	viewer := viewerOf(actor)
	viewer.Only = q.Units
	if !q.AsOf.IsZero() && !viewer.Everything {
		return edition{}, nil, domain.Refuse(domain.Permission, "figures_as_of", nil)
	}
	e, err := d.edition(ctx, q.AsOf)
	if err != nil {
		return edition{}, nil, err
	}
	if q.One {
		q.From = e.monthOr(q.From)
		q.To = q.From
	}
	if err := d.logAccess(ctx, actor, q, viewer); err != nil {
		return edition{}, nil, err
	}
	return e, e.For(viewer), nil
}

// FiguresForOutsiders returns figures as they may leave the house: as somebody sees them who sees no municipality's own
// counts. Whoever may see figures at all may ask for that of the units within reach.
func (d *Desk) FiguresForOutsiders(ctx context.Context, actor person.Actor, q FigureQuery) (*disclosure.Book, error) {
	if err := policy.CheckRole(actor, policy.ReadFigures); err != nil {
		return nil, err
	}
	viewer := viewerOf(actor)
	if !q.AsOf.IsZero() && !viewer.Everything {
		return nil, domain.Refuse(domain.Permission, "figures_as_of", nil)
	}
	e, err := d.edition(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	return e.For(asOutsider(viewer, q.Units)), nil
}

// Counts returns all figures with nothing hidden, for those who see every count: what statements are made
// from. It is logged as Figures is.
func (d *Desk) Counts(ctx context.Context, actor person.Actor, q FigureQuery) (*figures.Book, error) {
	if err := policy.CheckRole(actor, policy.ReadCounts); err != nil {
		return nil, err
	}
	e, err := d.edition(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	if err := d.logAccess(ctx, actor, q, disclosure.Viewer{Everything: true}); err != nil {
		return nil, err
	}
	return e.book, nil
}

// viewerOf is what an actor's role reaches.
func viewerOf(actor person.Actor) (v disclosure.Viewer) {
	if policy.CheckRole(actor, policy.ReadCounts) == nil {
		return disclosure.Viewer{Everything: true}
	}
	v.AllRegions = !actor.Role.Municipal()
	for _, code := range actor.Municipalities {
		switch {
		case policy.Check(actor, policy.ReadOwnCounts, code) == nil:
			v.Counts = append(v.Counts, code)
		case policy.Check(actor, policy.ReadFigures, code) == nil:
			v.Outside = append(v.Outside, code)
		}
	}
	return v
}

// asOutsider reaches the same units and sees no counts.
func asOutsider(v disclosure.Viewer, only []monitoring.UnitID) disclosure.Viewer {
	if v.Everything {
		v = disclosure.Outsiders()
	}
	v.Outside, v.Counts = append(slices.Clone(v.Outside), v.Counts...), nil
	v.Only = only
	return v
}

// edition reads the figures as of a moment, or gives those that were read before if they still hold.
func (d *Desk) edition(ctx context.Context, asOf time.Time) (edition, error) {
	delivered, err := d.reads.DeliveredSoFar(ctx)
	if err != nil {
		return edition{}, err
	}
	participations, err := d.reads.Participations(ctx, d.monitoring.Programme.Key)
	if err != nil {
		return edition{}, err
	}
	d.editions.mu.Lock()
	defer d.editions.mu.Unlock()
	if e, kept := d.editions.kept.Get(asOf.UTC()); kept && e.delivered == delivered && slices.Equal(e.participations, participations) {
		return e, nil
	}
	b, err := figures.Read(ctx, d.reads, d.monitoring.Programme, figures.Range{AsOf: asOf})
	if err != nil {
		return edition{}, err
	}
	e := edition{d.monitoring.Rule.Edition(b), b, signal.NewBackgrounds(b, d.monitoring.Programme), delivered, participations}
	d.editions.kept.Add(asOf.UTC(), e)
	return e, nil
}

// logAccess keeps who is about to see which counts.
func (d *Desk) logAccess(ctx context.Context, actor person.Actor, q FigureQuery, v disclosure.Viewer) error {
	var accesses []view.Access
	for _, code := range looksAt(q.Units, v) {
		accesses = append(accesses, view.Access{
			At: d.monitoring.Clock(), Actor: actor.ID, OnBehalfOf: actor.OnBehalfOf, Municipality: code,
			What: q.What, From: q.From, To: q.To, AsOf: q.AsOf,
		})
	}
	if accesses == nil {
		return nil
	}
	return d.reads.KeepAccesses(ctx, accesses)
}

// looksAt are the municipalities whose counts will be seen; the empty code is every one of them.
func looksAt(units []monitoring.UnitID, v disclosure.Viewer) (codes []municipality.Code) {
	switch {
	case units == nil && v.Everything:
		return []municipality.Code{""}
	case units == nil:
		return v.Counts
	}
	for _, unit := range units {
		code := municipality.Code(unit)
		if _, is := municipality.Get(code); is && (v.Everything || slices.Contains(v.Counts, code)) {
			codes = append(codes, code)
		}
	}
	return codes
}

// Accesses lists who has looked at counts, the newest first.
func (d *Desk) Accesses(ctx context.Context, actor person.Actor, q view.LogQuery) ([]view.Access, error) {
	if err := policy.CheckRole(actor, policy.ReadAccesses); err != nil {
		return nil, err
	}
	return d.reads.Accesses(ctx, q)
}
