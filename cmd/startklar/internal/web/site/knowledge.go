package site

import (
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// NotesAudience is who can see a municipality's quarterly notes.
func (w *Words) NotesAudience(st workflow.State) parts.Audience {
	return parts.Audience{
		Readers: []string{w.T("audience.municipality", "place", PlaceName(st.Municipality)), w.T("audience.consultant"), w.T("audience.star")},
		Note:    w.T("notes.audience_note"),
	}
}

// KnowledgeShell surrounds a page of knowledge.
func (s *Site) KnowledgeShell(c echo.Context, heading string, errs []parts.FieldError) parts.Shell {
	shell := s.Shell(c, heading)
	shell.Errors = errs
	if c.Path() != KnowledgePath {
		shell.Breadcrumb = []parts.Link{{Label: s.Words(c).T("menu.knowledge"), Href: KnowledgePath}}
	}
	return shell
}
