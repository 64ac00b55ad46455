package desk

import (
	"context"
	"slices"
	"strings"
	"sync"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/starterpack"
	"startklar/domain/view"
	"startklar/workflow"
)

// PackReads are the read models of the starter pack.
type PackReads interface {
	// Documents lists a programme's documents, or all for none; their versions are without their texts.
	Documents(ctx context.Context, programme string) ([]starterpack.Document, error)
	// Document returns a document with its texts; NotFound if there is none.
	Document(ctx context.Context, id starterpack.ID) (starterpack.Document, error)
	// File returns a stored file; NotFound if there is none.
	File(ctx context.Context, hash domain.FileHash) ([]byte, error)
	Reach(ctx context.Context, programme string, within []municipality.Code) ([]view.ReachRow, error)
}

// Pack lists a programme's documents, or those of all programmes for none, without their texts. Drafts are for those who keep the pack.
func (d *Desk) Pack(ctx context.Context, actor person.Actor, programme string) ([]starterpack.Document, error) {
	if err := policy.CheckRole(actor, policy.ReadStarterPack); err != nil {
		return nil, err
	}
	all, err := d.reads.Documents(ctx, programme)
	for n := range all {
		all[n] = withoutDraft(actor, all[n])
	}
	return all, err
}

// Paper returns a document with the texts of all its versions, for those who supervise: municipalities read what was
// delivered to them, by Delivered.
func (d *Desk) Paper(ctx context.Context, actor person.Actor, id starterpack.ID) (starterpack.Document, error) {
	if err := policy.CheckRole(actor, policy.ReadStarterPack); err != nil {
		return starterpack.Document{}, err
	}
	if actor.Role.Municipal() {
		return starterpack.Document{}, domain.Refuse(domain.Private, "not_found", nil)
	}
	doc, err := d.reads.Document(ctx, id)
	return withoutDraft(actor, doc), err
}

func withoutDraft(actor person.Actor, doc starterpack.Document) starterpack.Document {
	if policy.CheckRole(actor, policy.ManageStarterPack) != nil {
		doc.Draft = nil
	}
	return doc
}

// Delivered returns a document as it stands in a journey: the texts of the versions up to the delivered one. Of a
// newer version only what is new in it is told, and a withdrawn one has no text any more. NotFound where nothing
// has been delivered.
func (d *Desk) Delivered(ctx context.Context, actor person.Actor, id journey.ID, item journey.InstanceID, document journey.FieldID) (starterpack.Document, error) {
	if err := policy.Check(actor, policy.ReadStarterPack, id.Municipality()); err != nil {
		return starterpack.Document{}, err
	}
	s, err := d.reads.Journey(ctx, id)
	if err != nil {
		return starterpack.Document{}, err
	}
	i := s.Item(item)
	if i == nil || i.Document(document).DeliveredOn.IsZero() {
		return starterpack.Document{}, domain.Refuse(domain.NotFound, "document_unknown", domain.Args{"document": string(document)})
	}
	doc, err := d.reads.Document(ctx, starterpack.NewID(s.Def.Key, string(document)))
	if err != nil {
		return starterpack.Document{}, err
	}
	return upTo(doc, i.Document(document).Version), nil
}

// upTo leaves out the texts above a version, and those that have been withdrawn.
func upTo(doc starterpack.Document, version int) starterpack.Document {
	doc.Draft, doc.Versions = nil, slices.Clone(doc.Versions)
	for n := range doc.Versions {
		if v := &doc.Versions[n]; v.Number > version || !v.Readable() {
			v.Text, v.File = domain.Text{}, nil
		}
	}
	return doc
}

// PackFile returns the file of a version that the caller has been given, by Paper or Delivered.
func (d *Desk) PackFile(ctx context.Context, v starterpack.Content) ([]byte, error) {
	if v.File == nil {
		return nil, domain.Refuse(domain.NotFound, "file_missing", nil)
	}
	return d.reads.File(ctx, v.File.Hash)
}

// Reach tells how far the pack has come: to consultants in their municipalities, to the national agency in all.
func (d *Desk) Reach(ctx context.Context, actor person.Actor, programme string) ([]view.ReachRow, error) {
	if err := policy.CheckRole(actor, policy.ReadOverview); err != nil {
		return nil, err
	}
	if actor.Role == person.ProcessConsultant {
		return d.reads.Reach(ctx, programme, within(nil, actor))
	}
	return d.reads.Reach(ctx, programme, nil)
}

// deliverable refuses to deliver a version that is not there to be read. A version never goes away, so that it need
// not be asked in the delivery's own transaction; one that is withdrawn meanwhile says so where it is read.
func (d *Desk) deliverable(ctx context.Context, c workflow.DeliverDocument) error {
	s, err := d.reads.Journey(ctx, c.Journey)
	if err != nil {
		return nil // the door tells what is wrong
	}
	doc, err := d.reads.Document(ctx, starterpack.NewID(s.Def.Key, string(c.Document)))
	if domain.CodeOf(err) == domain.NotFound {
		return nil // and here too
	}
	if err != nil {
		return err
	}
	v, found := doc.Version(c.Version)
	switch {
	case !found:
		return domain.RefuseField(domain.Invalid, "version", "version_unknown", domain.Args{"version": c.Version})
	case !v.Readable():
		return domain.RefuseField(domain.Conflict, "version", "version_withdrawn", domain.Args{"version": c.Version})
	}
	return nil
}

// Handed is what became of one delivery among many.
type Handed struct {
	Journey journey.ID
	// Err is why it was refused; nil where it was delivered.
	Err error
}

// handers is how many deliveries are under way at once, so that they share commits.
const handers = 16

// HandOver delivers a version to many journeys, each by a command of its own: one that is refused keeps none of the
// others back. The key makes a repetition harmless. The outcomes stand in the order of the journeys.
func (d *Desk) HandOver(ctx context.Context, actor person.Actor, key string, document journey.FieldID, version int, journeys []journey.ID) []Handed {
	outcomes := make([]Handed, len(journeys))
	var all sync.WaitGroup
	slots := make(chan struct{}, handers)
	for n, id := range journeys {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			outcomes[n] = Handed{Journey: id, Err: d.handOver(ctx, actor, key, document, version, id)}
		})
	}
	all.Wait()
	return outcomes
}

func (d *Desk) handOver(ctx context.Context, actor person.Actor, key string, document journey.FieldID, version int, id journey.ID) error {
	s, err := d.Journey(ctx, actor, id)
	if err != nil {
		return err
	}
	for _, i := range s.Items {
		for _, doc := range i.Def.Documents {
			if doc.ID != document {
				continue
			}
			if key != "" {
				key = strings.Join([]string{key, string(id)}, " ")
			}
			_, err := d.Do(ctx, actor, key, workflow.DeliverDocument{
				Target: workflow.Target{Journey: id}, Item: i.ID, Document: document, Version: version,
			})
			return err
		}
	}
	return domain.Refuse(domain.NotFound, "document_unknown", domain.Args{"document": string(document)})
}
