package caseload

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// ViewsKind is the kind of stream that holds a person's views.
const ViewsKind domain.StreamKind = "saved_views"

// How much a person can keep.
const (
	MaxViews = 20
	// MaxViewName and MaxViewQuery are in characters.
	MaxViewName  = 60
	MaxViewQuery = 600
)

// ViewRef names a view: one of the built-in ones, or "v" and a number for a person's own.
type ViewRef string

// The built-in views.
const (
	AllCases    ViewRef = "alle"
	WaitingOnMe ViewRef = "venter"
	LateCases   ViewRef = "forsinkede"
	ReadyCases  ViewRef = "klar"
	UnseenCases ViewRef = "stille"
)

// BuiltIns lists the views that everybody has.
func BuiltIns() []ViewRef {
	return []ViewRef{AllCases, WaitingOnMe, LateCases, ReadyCases, UnseenCases}
}

// Views is the state of a person's stream.
type Views struct {
	// Views stand in the order in which they were saved.
	Views []*View
	// Standard is the view that the person begins with; empty for none chosen.
	Standard ViewRef
	last     int
}

// View is a selection with a name. It is immutable.
type View struct {
	Ref  ViewRef
	Name string
	// Query is the address's, encoded: "frist=1&sort=name".
	Query string
}

// ViewsStream is where a person's views stand.
func ViewsStream(id person.ID) domain.Stream { return domain.Stream{Kind: ViewsKind, ID: string(id)} }

func (v Views) find(ref ViewRef) *View {
	for _, view := range v.Views {
		if view.Ref == ref {
			return view
		}
	}
	return nil
}

// SaveView keeps a selection under a name. A name that the person has already gets the new selection.
type SaveView struct {
	Person person.ID `json:"person"`
	Name   string    `json:"name"`
	Query  string    `json:"query"`
	// Standard makes it the view that the person begins with.
	Standard bool `json:"standard,omitempty"`
}

// Stream implements domain.Command.
func (c SaveView) Stream() domain.Stream { return ViewsStream(c.Person) }

// CommandName implements domain.Command.
func (SaveView) CommandName() string { return "save_view" }

// WrittenTexts names what a person wrote.
func (c SaveView) WrittenTexts() map[string]string {
	return map[string]string{"view_name": c.Name, "query": c.Query}
}

// DeleteView forgets one of the person's own views.
type DeleteView struct {
	Person person.ID `json:"person"`
	View   ViewRef   `json:"view"`
}

// Stream implements domain.Command.
func (c DeleteView) Stream() domain.Stream { return ViewsStream(c.Person) }

// CommandName implements domain.Command.
func (DeleteView) CommandName() string { return "delete_view" }

// BeginWithView makes a view, built-in or the person's own, the one that the person begins with.
type BeginWithView struct {
	Person person.ID `json:"person"`
	View   ViewRef   `json:"view"`
}

// Stream implements domain.Command.
func (c BeginWithView) Stream() domain.Stream { return ViewsStream(c.Person) }

// CommandName implements domain.Command.
func (BeginWithView) CommandName() string { return "begin_with_view" }

// ViewSaved is a view's name and selection from now on; the event's subject is its ref.
type ViewSaved struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

// EventKind implements domain.Body.
func (*ViewSaved) EventKind() string { return "view_saved" }

// ViewDeleted forgets a view.
type ViewDeleted struct{}

// EventKind implements domain.Body.
func (*ViewDeleted) EventKind() string { return "view_deleted" }

// StandardViewChosen makes the event's subject the view that the person begins with.
type StandardViewChosen struct{}

// EventKind implements domain.Body.
func (*StandardViewChosen) EventKind() string { return "standard_view_chosen" }

// ViewsSubject brings the rules of saved views to the journal.
type ViewsSubject struct{}

// Kind returns the kind of stream.
func (ViewsSubject) Kind() domain.StreamKind { return ViewsKind }

// Empty is a person without views of their own.
func (ViewsSubject) Empty() any { return Views{} }

// Authorize lets a person keep their own views and nobody else's. Erasing is the administrator's.
func (ViewsSubject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	switch c.(type) {
	case SaveView, DeleteView, BeginWithView:
	default:
		return policy.CheckRole(actor, policy.EraseContent)
	}
	if err := policy.CheckRole(actor, policy.ReadCaseload); err != nil {
		return err
	}
	if actor.Role != person.System && c.Stream().ID != string(actor.ID) {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	return nil
}

// Decide keeps, forgets or prefers a view. It returns NotFound for a view that is not there, Invalid for a name
// that is missing or too long, Conflict when there are too many.
func (ViewsSubject) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	v, ok := state.(Views)
	if !ok {
		return nil, domain.Fault("saved views", fmt.Errorf("got %T", state))
	}
	switch c := c.(type) {
	case SaveView:
		return v.save(c)
	case DeleteView:
		if v.find(c.View) == nil {
			return nil, domain.Refuse(domain.NotFound, "view_unknown", nil)
		}
		return []domain.Event{{Subject: string(c.View), Body: &ViewDeleted{}}}, nil
	case BeginWithView:
		if !slices.Contains(BuiltIns(), c.View) && v.find(c.View) == nil {
			return nil, domain.Refuse(domain.NotFound, "view_unknown", nil)
		}
		return v.prefer(c.View), nil
	}
	return nil, domain.Fault("saved views", fmt.Errorf("got %T", c))
}

func (v Views) prefer(ref ViewRef) []domain.Event {
	if v.Standard == ref {
		return nil
	}
	return []domain.Event{{Subject: string(ref), Body: &StandardViewChosen{}}}
}

func (v Views) save(c SaveView) ([]domain.Event, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	name := strings.TrimSpace(c.Name)
	ref := ViewRef("v" + strconv.Itoa(v.last+1))
	known := slices.IndexFunc(v.Views, func(view *View) bool { return strings.EqualFold(view.Name, name) })
	switch {
	case known >= 0:
		ref = v.Views[known].Ref
	case len(v.Views) >= MaxViews:
		return nil, domain.RefuseField(domain.Conflict, "view_name", "too_many_views", domain.Args{"max": MaxViews})
	}
	var events []domain.Event
	if known < 0 || *v.Views[known] != (View{ref, name, c.Query}) {
		events = append(events, domain.Event{Subject: string(ref), Body: &ViewSaved{Name: name, Query: c.Query}})
	}
	if c.Standard {
		events = append(events, v.prefer(ref)...)
	}
	return events, nil
}

func (c SaveView) check() error {
	return cmp.Or(
		domain.NeedText("view_name", strings.TrimSpace(c.Name), MaxViewName, "view_name_missing"),
		domain.LimitText("query", c.Query, MaxViewQuery),
	)
}

// Evolve returns the views after an event. A view whose content was erased is gone.
func (ViewsSubject) Evolve(state any, e domain.Event) (any, error) {
	v, _ := state.(Views)
	ref := ViewRef(e.Subject)
	switch b := e.Body.(type) {
	case nil, *ViewDeleted:
		v.last = max(v.last, number(ref))
		return v.without(ref), nil
	case *ViewSaved:
		return v.with(&View{Ref: ref, Name: b.Name, Query: b.Query}), nil
	case *StandardViewChosen:
		v.Standard = ref
		return v, nil
	}
	return nil, fmt.Errorf("view event %q", e.Kind)
}

func (v Views) without(ref ViewRef) Views {
	v.Views = slices.DeleteFunc(slices.Clone(v.Views), func(view *View) bool { return view.Ref == ref })
	if v.Standard == ref {
		v.Standard = ""
	}
	return v
}

func (v Views) with(view *View) Views {
	if old := v.find(view.Ref); old != nil {
		v.Views = slices.Clone(v.Views)
		v.Views[slices.Index(v.Views, old)] = view
		return v
	}
	v.Views, v.last = append(v.Views[:len(v.Views):len(v.Views)], view), max(v.last, number(view.Ref))
	return v
}

// number is what stands after "v"; 0 for a built-in view.
func number(ref ViewRef) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(string(ref), "v"))
	return n
}

// Body makes an empty body of a kind.
func (ViewsSubject) Body(kind string, version int) (domain.Body, error) {
	for _, body := range []domain.Body{&ViewSaved{}, &ViewDeleted{}, &StandardViewChosen{}} {
		if body.EventKind() == kind && version == 1 {
			return body, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells that what a person called a view, and what they looked for, can be erased.
func (ViewsSubject) Erasable(kind string) bool { return kind == (&ViewSaved{}).EventKind() }
