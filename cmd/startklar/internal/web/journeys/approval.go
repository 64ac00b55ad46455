package journeys

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// approvalPage shows a sign-off: what is to be signed, or what was.
func (s *Pages) approvalPage(c echo.Context, v itemView, errs []parts.FieldError) error {
	return s.showApproval(c, v, errs, 0)
}

// showApproval shows a sign-off. Seen is the event up to which a signer had seen the answers when something
// changed; 0 for nobody.
func (s *Pages) showApproval(c echo.Context, v itemView, errs []parts.FieldError, seen int64) error {
	var err error
	if v.History, err = s.Desk.History(c.Request().Context(), site.ActorOf(c), v.State.ID, time.Time{}); err != nil {
		return err
	}
	a := &approvals{answers: &answers{words: s.words(c), c: c, v: v}, texts: revisions(v.History)}
	page := pages.Approval{
		Shell: s.itemShell(c, v, errs), Head: s.itemHead(c, v), Actions: s.itemActions(c, v, errs),
		Wrote: a.T("approval.wrote_it", "names", a.names(v.State.Freeze(v.Item).Wrote)), Signs: a.T("approval.signs", "name", a.Actor.Name),
	}
	page.Shell.Audience = a.audience()
	if v.Item.Signature != nil {
		page.Signed = a.signed()
	}
	if seen > 0 {
		page.MovedOn = a.since(seen)
	}
	a.outdated(&page)
	a.toSign(&page, errs)
	if len(page.Changes) > 0 {
		page.Head.Changed = nil // the changes since the signature say the same
	}
	page.VersionTitle, page.Version = a.version(page.Sign != nil)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// approvals builds a sign-off's page.
type approvals struct {
	*answers
	texts map[revisionKey]revision
}

// revisionKey names one text that an answer has had.
type revisionKey struct {
	item     journey.InstanceID
	field    journey.FieldID
	revision int
}

type revision struct {
	text     string
	withheld bool
	by       person.ID
	at       time.Time
	number   int64
}

// revisions are every text that the answers of a journey have had.
func revisions(entries []desk.HistoryEntry) map[revisionKey]revision {
	all := map[revisionKey]revision{}
	last := map[revisionKey]int{}
	for _, e := range entries {
		if e.Kind != (&workflow.AnswerSaved{}).EventKind() {
			continue
		}
		item, field := workflow.SplitSubject(e.Subject)
		plainKey := revisionKey{item: item, field: field}
		last[plainKey]++
		key := revisionKey{item, field, last[plainKey]}
		made := revision{withheld: e.Withheld, by: person.ID(e.Actor), at: e.At, number: e.Number}
		if body, ok := e.Body.(*workflow.AnswerSaved); ok {
			key.revision, made.text = body.Revision, body.Text
		}
		all[key] = made
	}
	return all
}

// audience says who can read what is signed.
func (a *approvals) audience() parts.Audience {
	audience := a.JourneyAudience(a.v.State.Municipality)
	audience.Note = a.T("audience.approval")
	return audience
}

// names lists people.
func (w *words) namesOf(ids []person.ID) []string {
	var names []string
	for _, id := range ids {
		names = append(names, w.Name(id))
	}
	return names
}

func (a *approvals) names(ids []person.ID) string {
	if len(ids) == 0 {
		return a.T("approval.nobody")
	}
	return a.List(a.namesOf(ids))
}

// signed is the latest signature.
func (a *approvals) signed() *pages.Signed {
	sig := a.v.Item.Signature
	return &pages.Signed{
		Edition: a.T("approval.edition", "number", sig.Edition), By: a.Name(sig.By), When: a.Moment(sig.At),
		Wrote: a.names(sig.Wrote), Fingerprint: shortDigest(sig.Digest), Digest: sig.Digest,
	}
}

// shortDigest is enough of a digest to compare by eye: four groups of four.
func shortDigest(digest string) string {
	var groups []string
	for n := 0; n+4 <= len(digest) && n < 16; n += 4 {
		groups = append(groups, digest[n:n+4])
	}
	return strings.Join(groups, " ")
}

// of lists the items that the approval is of.
func (a *approvals) of() []*workflow.Item {
	var all []*workflow.Item
	for _, i := range a.v.State.Items {
		if approves(a.v.Item, i) {
			all = append(all, i)
		}
	}
	return all
}

// outdated explains a signature on answers that were opened again.
func (a *approvals) outdated(page *pages.Approval) {
	sig := a.v.Item.Signature
	if sig == nil || a.v.Item.Stale == nil {
		return
	}
	notice := &parts.Notice{Kind: parts.NoticeWarning, Heading: a.T("approval.outdated")}
	page.Head.Notices = nil // this one says the same, and more
	switch {
	case !a.ready():
		notice.Text = a.T("approval.outdated_waiting")
	case a.v.State.Freeze(a.v.Item).Digest == sig.Digest:
		notice.Text = a.T("approval.outdated_same")
	default:
		notice.Text = a.T("approval.outdated_changed")
	}
	notice.Text = a.because() + " " + notice.Text
	page.Outdated = notice
}

// because says what was opened again, when and why.
func (a *approvals) because() string {
	stale, title := a.v.Item.Stale, a.ItemTitle(a.v.Item)
	if i := a.v.State.Item(stale.Because); i != nil {
		title = a.ItemTitle(i)
	}
	return a.T("approval.because", "title", title, "date", calendar.DateOf(stale.Since), "reason", stale.Reason)
}

// ready tells whether everything that is signed is finished.
func (a *approvals) ready() bool {
	return !slices.ContainsFunc(a.of(), func(i *workflow.Item) bool { return i.State != journey.Completed })
}

// toSign fills in what the signer needs: what is missing, what changed, and the declaration.
func (a *approvals) toSign(page *pages.Approval, errs []parts.FieldError) {
	i := a.v.Item
	again := i.State == journey.Completed && i.Stale != nil
	if !i.State.Open() && !again {
		if !i.State.Ended() && !a.ready() {
			a.waiting(page)
		}
		return
	}
	if !a.ready() {
		a.waiting(page)
		return
	}
	frozen := a.v.State.Freeze(i)
	if i.Signature != nil {
		page.Changes = a.changes(i.Signature.Pins, frozen.Pins)
		page.ChangesLead = a.T("approval.changes_none", "edition", i.Signature.Edition)
		if len(page.Changes) > 0 {
			page.ChangesLead = a.T("approval.changes_lead", "count", len(page.Changes), "edition", i.Signature.Edition)
		}
		if again && frozen.Digest == i.Signature.Digest {
			return // nothing to sign: the person confirms instead
		}
	}
	a.points(page)
	if err := workflow.Allowed(a.v.State, a.Actor, workflow.SignOff{Target: a.target(), Item: i.ID, Digest: frozen.Digest, Declared: true}, a.Now); err != nil {
		page.MayNot = a.mayNot(err)
		return
	}
	page.Sign = a.signForm(frozen, errs)
}

// mayNot says why the viewer cannot sign.
func (a *approvals) mayNot(err error) string {
	if e := domain.AsError(err); e.Key == "author_may_not_sign" {
		return a.Refusal(e)
	}
	return a.T("approval.role", "roles", a.Roles(a.v.Item.Def.Roles))
}

func (a *approvals) signForm(frozen workflow.Frozen, errs []parts.FieldError) *pages.SignForm {
	declared := parts.Field{Kind: parts.Confirm, Name: "declared", Label: a.T("approval.declare")}
	for _, e := range errs {
		if e.FieldID == "declared" {
			declared.Error = e.Message
		}
	}
	return &pages.SignForm{
		Action: site.ItemPath(a.v.State.ID, a.v.Item.ID) + "/godkend", Key: site.NewClientKey(), Digest: frozen.Digest,
		Seen: strconv.FormatInt(a.v.State.Number, 10), Declaration: a.Text(a.v.Item.Def.Declaration), Declared: declared,
		Button: parts.Button{Label: a.T("approval.sign")},
	}
}

// waiting lists the sections that nobody has declared ready.
func (a *approvals) waiting(page *pages.Approval) {
	page.WaitingLead = a.T("approval.waiting")
	for _, i := range a.of() {
		if i.State == journey.Completed {
			continue
		}
		w := &answers{words: a.words, c: a.c, v: itemView{State: a.v.State, Item: i}}
		for _, section := range i.Def.Sections {
			if i.Section(section.ID).Declared() {
				continue
			}
			page.Waiting = append(page.Waiting, parts.Task{
				Title: w.sectionTitle(i, section), Hint: w.sectionProgress(section).Text, Href: checkPath(w.v, section.ID), Status: a.Status(i.State),
			})
		}
	}
}

// points are what the signer should know of first.
func (a *approvals) points(page *pages.Approval) {
	for _, i := range a.of() {
		if i.Def.Kind != journey.Checklist {
			continue
		}
		w := &answers{words: a.words, c: a.c, v: itemView{State: a.v.State, Item: i}}
		for _, f := range fieldsOf(i) {
			switch standing := a.v.State.StandingOf(i.ID, f.ID); {
			case standing == journey.ForWorkshop:
				page.ToWorkshop = append(page.ToWorkshop, w.fieldLabel(f.ID))
			case openStanding(standing):
				page.StillOpen = append(page.StillOpen, w.fieldLabel(f.ID))
			}
		}
	}
}

// SignOff signs. What changed since the signer saw it is shown before they sign again.
func (s *Pages) SignOff(c echo.Context) error {
	item := site.ItemParam(c)
	_, err := s.Desk.Do(c.Request().Context(), site.ActorOf(c), c.FormValue("client_key"), workflow.SignOff{
		Target: target(c), Item: item, Digest: c.FormValue("digest"), Declared: c.FormValue("declared") != "",
	})
	if err != nil {
		return s.signRefused(c, err)
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("approval.done")})
	return site.SeeOther(c, site.ItemPath(site.JourneyParam(c), item))
}

func (s *Pages) signRefused(c echo.Context, err error) error {
	e := domain.AsError(err)
	if !site.Mendable(e) {
		return err
	}
	v, loadErr := s.loadItem(c)
	if loadErr != nil {
		return loadErr
	}
	seen := int64(0)
	if e.Code == domain.Stale {
		seen, _ = strconv.ParseInt(c.FormValue("seen"), 10, 64)
	}
	c.Response().Status = site.Statuses[e.Code]
	return s.showApproval(c, v, site.FieldErrors(c.Request().Context(), err), seen)
}
