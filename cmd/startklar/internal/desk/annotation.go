package desk

import (
	"context"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// AnnotationReads are the read models of the dated events that explain figures.
type AnnotationReads interface {
	// Annotations lists all there are in the order in which they were noted, those taken back too.
	Annotations(ctx context.Context) ([]annotation.Listed, error)
}

// Annotations lists those that stood at a moment, the zero moment being now, by their first month.
func (d *Desk) Annotations(ctx context.Context, actor person.Actor, asOf time.Time) ([]annotation.Listed, error) {
	if err := policy.CheckRole(actor, policy.ReadAnnotations); err != nil {
		return nil, err
	}
	all, err := d.reads.Annotations(ctx)
	all = slices.DeleteFunc(all, func(a annotation.Listed) bool { return !a.StoodAt(asOf) })
	slices.SortStableFunc(all, func(a, b annotation.Listed) int { return a.From.Compare(b.From) })
	return all, err
}

// Annotation is one of them for those who write them; NotFound if there is none that stands.
func (d *Desk) Annotation(ctx context.Context, actor person.Actor, id annotation.ID) (annotation.Listed, error) {
	if err := policy.CheckRole(actor, policy.AnnotateFigures); err != nil {
		return annotation.Listed{}, err
	}
	all, err := d.Annotations(ctx, actor, time.Time{})
	at := slices.IndexFunc(all, func(a annotation.Listed) bool { return a.ID == id })
	if err == nil && at < 0 {
		err = domain.Refuse(domain.NotFound, "annotation_unknown", nil)
	}
	if err != nil {
		return annotation.Listed{}, err
	}
	return all[at], nil
}
