package pages

import (
	"context"
	"io"
	"strconv"

	"startklar/templates/parts"
)

// Approval is a sign-off: the version that is signed, what changed since the last time, and the declaration.
type Approval struct {
	Shell parts.Shell
	Head  ItemHead
	// WaitingLead and Waiting tell what has to be ready before anybody can sign.
	WaitingLead string
	Waiting     []parts.Task
	// Signed is the latest signature; nil before the first.
	Signed *Signed
	// Outdated explains that the answers were opened after the signature, with the ways on.
	Outdated *parts.Notice
	// MovedOn lists what changed between what the signer saw and what stands there now.
	MovedOn []Change
	// Changes lists what changed since the last signature.
	ChangesLead string
	Changes     []Change
	// ToWorkshop and StillOpen are the points that the signer should know of first.
	ToWorkshop, StillOpen []string
	Wrote, Signs          string
	Sign                  *SignForm
	// MayNot tells why the reader cannot sign; empty where they can.
	MayNot string
	// Version is the version that is signed, or the one that would be; VersionTitle says which.
	VersionTitle string
	Version      []VersionSection
	Actions      ItemActions
}

// Signed is a signature.
type Signed struct {
	Edition     string
	By, When    string
	Wrote       string
	Fingerprint string
	Digest      string
}

// Change is one answer that changed. Old and New are empty where there is no text.
type Change struct {
	Ref, Question string
	What          string
	Old, New      string
	Texts         bool
}

// SignForm is the declaration. Digest is what the signer saw, Seen the number of the last event before it.
type SignForm struct {
	Action, Key string
	Digest      string
	Seen        string
	Declaration string
	Declared    parts.Field
	Button      parts.Button
}

// VersionSection is a section of what is signed.
type VersionSection struct {
	Title string
	Rows  []parts.SummaryRow
}

// versionID is the id of a section's heading, by its place.
func versionID(n int) string { return "version-" + strconv.Itoa(n+1) }

// Render writes the page.
func (p Approval) Render(ctx context.Context, w io.Writer) error { return approval(p).Render(ctx, w) }
