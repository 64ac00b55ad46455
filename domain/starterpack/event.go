package starterpack

import (
	"fmt"

	"startklar/domain"
)

type (
	// DocumentDescribed tells what a document is for from now on.
	DocumentDescribed struct {
		About About `json:"about"`
	}
	// DraftSaved is the next version as it stands.
	DraftSaved struct {
		Revision int     `json:"revision"`
		Content  Content `json:"content"`
	}
	// DraftDiscarded tells that there is no draft any more.
	DraftDiscarded struct{}
	// VersionPublished is a version, whole: it stands on no other event.
	VersionPublished struct {
		Number  int     `json:"number"`
		Content Content `json:"content"`
	}
	// VersionWithdrawn tells that a version must no longer be used.
	VersionWithdrawn struct {
		Number int    `json:"number"`
		Reason string `json:"reason"`
	}
)

// EventKind implements domain.Body.
func (*DocumentDescribed) EventKind() string { return "document_described" }

// EventKind implements domain.Body.
func (*DraftSaved) EventKind() string { return "draft_saved" }

// EventKind implements domain.Body.
func (*DraftDiscarded) EventKind() string { return "draft_discarded" }

// EventKind implements domain.Body.
func (*VersionPublished) EventKind() string { return "version_published" }

// EventKind implements domain.Body.
func (*VersionWithdrawn) EventKind() string { return "version_withdrawn" }

// NewRevision is what the command's result reports.
func (b *DraftSaved) NewRevision() int { return b.Revision }

// Files names the stored files that the event stands on.
func (b *DraftSaved) Files() []domain.FileHash { return b.Content.files() }

// Files names the stored files that the event stands on.
func (b *VersionPublished) Files() []domain.FileHash { return b.Content.files() }

func (c Content) files() []domain.FileHash {
	if c.File == nil {
		return nil
	}
	return []domain.FileHash{c.File.Hash}
}

// bodies makes an empty body of each kind.
var bodies = map[string]func() domain.Body{
	(&DocumentDescribed{}).EventKind(): func() domain.Body { return &DocumentDescribed{} },
	(&DraftSaved{}).EventKind():        func() domain.Body { return &DraftSaved{} },
	(&DraftDiscarded{}).EventKind():    func() domain.Body { return &DraftDiscarded{} },
	(&VersionPublished{}).EventKind():  func() domain.Body { return &VersionPublished{} },
	(&VersionWithdrawn{}).EventKind():  func() domain.Body { return &VersionWithdrawn{} },
}

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	if make := bodies[kind]; make != nil && version == 1 {
		return make(), nil
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells which events hold what a person wrote: drafts, versions and reasons. A version whose content
// is gone keeps its number.
func (Subject) Erasable(kind string) bool {
	return kind != (&DocumentDescribed{}).EventKind() && kind != (&DraftDiscarded{}).EventKind()
}
