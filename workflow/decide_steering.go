package workflow

import (
	"cmp"
	"slices"
	"strings"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/domain/policy"
)

type (
	// WriteSheet stores a part of the decision sheet: see SheetText. Base is the revision that the writer began
	// from.
	WriteSheet struct {
		Target
		Part string `json:"part"`
		Text string `json:"text"`
		Base int    `json:"base"`
	}
	// InviteAdministration gives an administration a link to the decision sheet, or a new one. Hash is that of the
	// link's token; Until its last day.
	InviteAdministration struct {
		Target
		Invitation     string        `json:"invitation"`
		Administration string        `json:"administration"`
		Hash           string        `json:"hash"`
		Until          calendar.Date `json:"until"`
	}
	// WithdrawInvitation makes an administration's link work no more. What it answered stands.
	WithdrawInvitation struct {
		Target
		Invitation string `json:"invitation"`
	}
	// AnswerSheet is an administration's word. Digest is the sheet that its member saw.
	AnswerSheet struct {
		Target
		Invitation string `json:"invitation"`
		Stance     Stance `json:"stance"`
		Title      string `json:"title"`
		Note       string `json:"note"`
		Digest     string `json:"digest"`
	}
)

// CommandName implements Command.
func (WriteSheet) CommandName() string           { return "write_sheet" }
func (InviteAdministration) CommandName() string { return "invite_administration" }
func (WithdrawInvitation) CommandName() string   { return "withdraw_invitation" }
func (AnswerSheet) CommandName() string          { return "answer_sheet" }

func (WriteSheet) action() policy.Action           { return policy.ManageSteering }
func (InviteAdministration) action() policy.Action { return policy.ManageSteering }
func (WithdrawInvitation) action() policy.Action   { return policy.ManageSteering }
func (AnswerSheet) action() policy.Action          { return policy.AnswerSheet }

// WrittenTexts implements journal.Written.
func (c WriteSheet) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

func (c InviteAdministration) WrittenTexts() map[string]string {
	return map[string]string{"administration": c.Administration, "invitation": c.Invitation}
}

func (c WithdrawInvitation) WrittenTexts() map[string]string {
	return map[string]string{"invitation": c.Invitation}
}

func (c AnswerSheet) WrittenTexts() map[string]string {
	return map[string]string{"title": c.Title, "note": c.Note, "invitation": c.Invitation}
}

type (
	// SheetWritten is a new text on the decision sheet.
	SheetWritten struct {
		Text     string `json:"text"`
		Revision int    `json:"revision"`
	}
	// AdministrationInvited is an administration's link, made or renewed.
	AdministrationInvited struct {
		Administration string        `json:"administration"`
		Hash           string        `json:"hash"`
		Until          calendar.Date `json:"until"`
	}
	// InvitationWithdrawn ends a link.
	InvitationWithdrawn struct{}
	// SheetAnswered is an administration's word on the sheet that Digest names.
	SheetAnswered struct {
		Stance Stance `json:"stance"`
		Digest string `json:"digest"`
	}
	// SheetRemarked is what the member wrote with it: who they are, and their remark.
	SheetRemarked struct {
		Title string `json:"title"`
		Note  string `json:"note,omitempty"`
	}
)

// EventKind implements domain.Body.
func (*SheetWritten) EventKind() string          { return "sheet_written" }
func (*AdministrationInvited) EventKind() string { return "administration_invited" }
func (*InvitationWithdrawn) EventKind() string   { return "invitation_withdrawn" }
func (*SheetAnswered) EventKind() string         { return "sheet_answered" }
func (*SheetRemarked) EventKind() string         { return "sheet_remarked" }

const (
	// MaxSheetText is the longest text of one part of the sheet, in characters.
	MaxSheetText = 1500
	// MaxAdministration is the longest name of an administration, and the longest title of its member, in characters.
	MaxAdministration = 120
	// MaxLinkDays is how long a link may work, and maxInvitations how many there may be.
	MaxLinkDays    = 60
	maxInvitations = 40
	// maxLinkID is the longest id of an invitation, and hashLength the length of a token's hash, in bytes.
	maxLinkID  = 64
	hashLength = 64
)

// The subjects of these events; no item has such an id.
const (
	sheetSubject    = "@sheet"
	steeringSubject = "@steering"
)

// sheet returns the decision sheet of a running journey.
func (d *decision) sheet() (Sheet, error) {
	if err := d.running(); err != nil {
		return Sheet{}, err
	}
	sheet, ok := d.state.DecisionSheet()
	if !ok {
		return Sheet{}, domain.Refuse(domain.NotFound, "sheet_unknown", nil)
	}
	return sheet, nil
}

func (c WriteSheet) decide(d *decision) error {
	sheet, err := d.sheet()
	if err != nil {
		return err
	}
	known := c.Part == Asks || slices.ContainsFunc(sheet.Tracks, func(t SheetTrack) bool { return string(t.Section.ID) == c.Part })
	if !known {
		return domain.Refuse(domain.NotFound, "section_unknown", domain.Args{"section": c.Part})
	}
	if err := domain.LimitText("text", c.Text, MaxSheetText); err != nil {
		return err
	}
	now := d.state.SheetText(c.Part)
	if now.Text == c.Text && !now.Erased {
		return nil
	}
	if now.Revision != c.Base {
		return &domain.Error{
			Code: domain.Stale, Key: "answer_changed", Field: "text",
			Detail: CurrentAnswer{Text: now.Text, Revision: now.Revision, By: now.By, At: now.At},
		}
	}
	d.emit(partSubject(sheetSubject, c.Part), &SheetWritten{Text: c.Text, Revision: now.Revision + 1})
	return nil
}

func (c InviteAdministration) decide(d *decision) error {
	if _, err := d.sheet(); err != nil {
		return err
	}
	c.Administration = strings.Join(strings.Fields(c.Administration), " ")
	switch {
	case c.Invitation == "" || len(c.Invitation) > maxLinkID || len(c.Hash) != hashLength:
		return domain.Refuse(domain.Invalid, "sheet_link_incomplete", nil)
	case c.Administration == "":
		return domain.RefuseField(domain.Invalid, "administration", "administration_missing", nil)
	case !c.Until.After(d.today) || d.today.DaysUntil(c.Until) > MaxLinkDays:
		return domain.RefuseField(domain.Invalid, "until", "sheet_link_until", domain.Args{"max": MaxLinkDays})
	}
	if err := domain.LimitText("administration", c.Administration, MaxAdministration); err != nil {
		return err
	}
	if err := d.roomFor(c); err != nil {
		return err
	}
	d.emit(partSubject(steeringSubject, c.Invitation), &AdministrationInvited{Administration: c.Administration, Hash: c.Hash, Until: c.Until})
	return nil
}

// roomFor refuses a second invitation of one administration, another name for an old one, and too many.
func (d *decision) roomFor(c InviteAdministration) error {
	if now := d.state.Invitation(c.Invitation); now != nil {
		if now.Administration != c.Administration {
			return domain.RefuseField(domain.Conflict, "administration", "administration_other", domain.Args{"name": now.Administration})
		}
		return nil
	}
	for _, i := range d.state.Invitations {
		if strings.EqualFold(i.Administration, c.Administration) {
			return domain.RefuseField(domain.Conflict, "administration", "administration_known", domain.Args{"name": i.Administration})
		}
	}
	if len(d.state.Invitations) >= maxInvitations {
		return domain.RefuseField(domain.Conflict, "administration", "administrations_many", domain.Args{"max": maxInvitations})
	}
	return nil
}

func (c WithdrawInvitation) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	i := d.state.Invitation(c.Invitation)
	if i == nil {
		return domain.Refuse(domain.NotFound, "sheet_link_unknown", nil)
	}
	if i.Hash != "" {
		d.emit(partSubject(steeringSubject, c.Invitation), &InvitationWithdrawn{})
	}
	return nil
}

// An administration answers by its own link alone, to the sheet that its member saw. It may answer again as long
// as the link works: the latest word counts, the earlier ones stay in the history.
func (c AnswerSheet) decide(d *decision) error {
	sheet, err := d.sheet()
	if err != nil {
		return err
	}
	i := d.state.Invitation(c.Invitation)
	if i == nil || !i.Open(d.today) || d.actor.Role != person.System && d.actor.Link != c.Invitation {
		return domain.Refuse(domain.NotFound, "sheet_link_unknown", nil)
	}
	if err := c.check(); err != nil {
		return err
	}
	if c.Digest != sheet.Digest {
		return &domain.Error{Code: domain.Stale, Key: "changed_since_seen"}
	}
	title, note := strings.TrimSpace(c.Title), strings.TrimSpace(c.Note)
	if i.Stance == c.Stance && i.Digest == c.Digest && i.Title == title && i.Note == note {
		return nil
	}
	d.emit(partSubject(steeringSubject, c.Invitation), &SheetAnswered{Stance: c.Stance, Digest: c.Digest})
	d.emit(partSubject(steeringSubject, c.Invitation), &SheetRemarked{Title: title, Note: note})
	return nil
}

func (c AnswerSheet) check() error {
	switch {
	case !c.Stance.Known():
		return domain.RefuseField(domain.Invalid, "stance", "stance_missing", nil)
	case strings.TrimSpace(c.Title) == "":
		return domain.RefuseField(domain.Invalid, "title", "title_missing", nil)
	case c.Stance == AgreedWithRemark && strings.TrimSpace(c.Note) == "":
		return domain.RefuseField(domain.Invalid, "note", "remark_missing", nil)
	case c.Stance == Disagreed && strings.TrimSpace(c.Note) == "":
		return domain.RefuseField(domain.Invalid, "note", "objection_missing", nil)
	}
	return cmp.Or(domain.LimitText("title", c.Title, MaxAdministration), domain.LimitText("note", c.Note, MaxReason))
}

// evolveSteering handles what concerns the decision sheet and those who agree to it; ok is false for anything else.
func evolveSteering(s State, e domain.Event) (State, bool) {
	about, part := SplitSubject(e.Subject)
	switch about {
	case sheetSubject:
		return s.withSheetText(string(part), func(t *SheetText) { changeSheetText(t, e) }), true
	case steeringSubject:
		return s.withInvitation(string(part), func(i *Invitation) { changeInvitation(i, e) }), true
	default:
		return s, false
	}
}

// changeSheetText keeps the count of revisions where the text has been erased.
func changeSheetText(t *SheetText, e domain.Event) {
	t.Revision++
	t.Text, t.Erased = "", true
	t.By, t.At = person.ID(e.Actor), e.At
	if b, ok := e.Body.(*SheetWritten); ok {
		t.Text, t.Erased, t.Revision = b.Text, false, b.Revision
	}
}

func changeInvitation(i *Invitation, e domain.Event) {
	switch b := e.Body.(type) {
	case *AdministrationInvited:
		i.Administration, i.Hash, i.Until = b.Administration, b.Hash, b.Until
		i.InvitedAt, i.InvitedBy = e.At, person.ID(e.Actor)
	case *InvitationWithdrawn:
		i.Hash = ""
	case *SheetAnswered:
		i.Stance, i.Digest, i.AnsweredAt = b.Stance, b.Digest, e.At
	case *SheetRemarked:
		i.Title, i.Note, i.Erased = b.Title, b.Note, false
	case nil:
		if e.Kind == (&SheetRemarked{}).EventKind() {
			i.Title, i.Note, i.Erased = "", "", true
		}
	}
}

// withSheetText returns the state with a changed copy of a part of the sheet, made where there was none.
func (s State) withSheetText(part string, change func(*SheetText)) State {
	made := s.SheetText(part)
	change(&made)
	s.SheetTexts = slices.Clone(s.SheetTexts)
	for n, t := range s.SheetTexts {
		if t.Part == part {
			s.SheetTexts[n] = &made
			return s
		}
	}
	s.SheetTexts = append(s.SheetTexts, &made)
	return s
}

// withInvitation is withSheetText for an invitation.
func (s State) withInvitation(id string, change func(*Invitation)) State {
	made := Invitation{ID: id}
	at := slices.IndexFunc(s.Invitations, func(i *Invitation) bool { return i.ID == id })
	if at >= 0 {
		made = *s.Invitations[at]
	}
	change(&made)
	s.Invitations = slices.Clone(s.Invitations)
	if at < 0 {
		s.Invitations = append(s.Invitations, &made)
		return s
	}
	s.Invitations[at] = &made
	return s
}
