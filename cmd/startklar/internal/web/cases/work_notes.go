package cases

import (
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/caseload"
	"startklar/domain/municipality"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// workNotePath is where a work note is written; without a number, a new one.
func workNotePath(code municipality.Code, number int) string {
	path := "/kommune/" + string(code) + "/noter"
	if number > 0 {
		path += "/" + strconv.Itoa(number)
	}
	return path
}

func workNoteField(number int) string { return "note-" + strconv.Itoa(number) }

// workNoteParam is the number in the address; 0 for a new note, -1 for what is no number.
func workNoteParam(c echo.Context) int {
	if c.Param("note") == "" {
		return 0
	}
	n, err := strconv.Atoi(c.Param("note"))
	if err != nil || n < 1 {
		return -1
	}
	return n
}

// WriteWorkNote keeps a new note, or one's own anew.
func (s *Pages) WriteWorkNote(c echo.Context) error {
	code, number := municipality.Code(c.Param("code")), workNoteParam(c)
	return s.Carry(c, site.Write{
		Command: caseload.WriteNote{Municipality: code, Note: number, Text: c.FormValue("note")},
		Done:    "worknotes.saved", Back: briefPath(code) + notesAnchor,
		Again: func(c echo.Context, errs []parts.FieldError) error {
			for n := range errs {
				errs[n].FieldID = workNoteField(number)
			}
			return s.showBrief(c, number, errs)
		},
	})
}

// RemoveWorkNote takes one's own note away.
func (s *Pages) RemoveWorkNote(c echo.Context) error {
	code := municipality.Code(c.Param("code"))
	return s.Carry(c, site.Write{
		Command: caseload.RemoveNote{Municipality: code, Note: workNoteParam(c)}, Done: "worknotes.removed", Back: briefPath(code) + notesAnchor,
	})
}
