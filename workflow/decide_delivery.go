package workflow

import (
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
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
	if c.Team != "" && d.state.Team(c.Team) == nil {
		return domain.Refuse(domain.NotFound, "team_unknown", nil)
	}
	if c.Version != 0 && c.Version != run.Version {
		return &domain.Error{Code: domain.Stale, Key: "document_newer", Detail: run.Version, Args: domain.Args{"version": run.Version}}
	}
	if c.InUse {
		return c.takeIntoUse(d, run)
	}
	if run.ReceivedOn.IsZero() {
		d.emit(partSubject(c.Item, string(c.Document)), &DocumentReceived{Version: run.Version, On: d.today})
	}
	return nil
}

// takeIntoUse lets one team say that it uses what was delivered. Where the municipality has named teams, one
// of them has to be named: a leader alone does not use a tool.
func (c ConfirmDocument) takeIntoUse(d *decision, run DocumentRun) error {
	switch teams := d.state.TeamsNow(); {
	case c.Team == "" && len(teams) > 0:
		return domain.RefuseField(domain.Invalid, "team", "team_missing", nil)
	case run.Use(c.Team).Version == run.Version && !run.InUseOn.IsZero():
		return nil
	}
	d.emit(partSubject(c.Item, string(c.Document)), &DocumentInUse{Version: run.Version, On: d.today, Team: c.Team})
	return nil
}

// OpenDocument tells that somebody of the municipality opens a document to read it. It is given by a button,
// never by a page that is merely fetched.
type OpenDocument struct {
	Target
	Item     journey.InstanceID `json:"item"`
	Document journey.FieldID    `json:"document"`
}

// CommandName implements Command.
func (OpenDocument) CommandName() string { return "open_document" }

func (OpenDocument) action() policy.Action { return policy.WorkOnItem }

func (c OpenDocument) decide(d *decision) error {
	i, run, err := d.document(c.Item, c.Document, municipalOf)
	if err != nil {
		return err
	}
	if run.DeliveredOn.IsZero() {
		return conflict("document_not_delivered", i)
	}
	if run.OpenedOn.IsZero() {
		d.emit(partSubject(c.Item, string(c.Document)), &DocumentOpened{Version: run.Version, On: d.today})
	}
	return nil
}
