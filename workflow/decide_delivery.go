package workflow

import (
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// document finds a document. It can be delivered in a new version, and confirmed, long after the delivery as a
// whole was completed.
func (d *decision) document(item journey.InstanceID, id journey.FieldID, roles func(*PlanItem) []person.Role) (*Item, DocumentRun, error) {
	i, err := d.item(item, roles)
	if err != nil {
		return nil, DocumentRun{}, err
	}
	if !i.State.Open() && i.State != journey.Completed {
		return nil, DocumentRun{}, conflict("item_not_open", i)
	}
	for _, doc := range i.Def.Documents {
		if doc.ID == id {
			return i, i.Document(id), nil
		}
	}
	return nil, DocumentRun{}, domain.Refuse(domain.NotFound, "document_unknown", domain.Args{"document": string(id)})
}

func (c DeliverDocument) decide(d *decision) error {
	i, run, err := d.document(c.Item, c.Document, deliverersOf)
	if err != nil {
		return err
	}
	if c.Version < 1 {
		return domain.RefuseField(domain.Invalid, "version", "version_invalid", nil)
	}
	if c.Version <= run.Version {
		return &domain.Error{Code: domain.Conflict, Key: "version_delivered", Detail: run.Version, Args: domain.Args{"version": run.Version}}
	}
	d.start(i)
	d.emit(partSubject(c.Item, string(c.Document)), &DocumentDelivered{Version: c.Version, On: d.today})
	return nil
}

func (c ConfirmDocument) decide(d *decision) error {
	i, run, err := d.document(c.Item, c.Document, municipalOf)
	if err != nil {
		return err
	}
	if run.DeliveredOn.IsZero() {
		return conflict("document_not_delivered", i)
	}
	subject := partSubject(c.Item, string(c.Document))
	switch {
	case c.InUse && run.InUseOn.IsZero():
		d.emit(subject, &DocumentInUse{Version: run.Version, On: d.today})
	case !c.InUse && run.ReceivedOn.IsZero():
		d.emit(subject, &DocumentReceived{Version: run.Version, On: d.today})
	}
	return nil
}
