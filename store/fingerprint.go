package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"startklar/domain"

	"github.com/pressly/goose/v3"
)

const updateProjectedBy = "UPDATE ledger SET projected_by = ? WHERE one = 1"

// fingerprintOf tells one program's projected rows from another's: it covers the migrations, which may empty a
// table, the projections with their columns, and the edition, which stands for what no column shows.
func fingerprintOf(schema []*goose.Source, projectors []projector) string {
	h := sha256.New()
	fmt.Fprintln(h, "edition", edition)
	for _, m := range schema {
		fmt.Fprintln(h, "migration", m.Version)
	}
	for _, p := range projectors {
		fmt.Fprintln(h, "projection", p.kind(), p.target().name, p.target().keys, p.target().columns)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// ProjectionsAreCurrent implements journal.Reader.
func (t *tx) ProjectionsAreCurrent() (bool, error) {
	_, err := t.readLedger(selectLedger)
	return t.projectedBy == t.store.fingerprint, err
}

// noteProjections says that the rows which follow are this program's.
func (t *tx) noteProjections() error {
	t.projectedBy = t.store.fingerprint
	return t.exec("fingerprint", updateProjectedBy, t.projectedBy)
}

// refuseOvertaken keeps a program that is still running from writing rows, or judging them, after another version
// has made the projections its own. Rows that nobody has put a name to are let be.
func (t *tx) refuseOvertaken() error {
	if t.projectedBy == "" || t.projectedBy == t.store.fingerprint {
		return nil
	}
	return domain.Refuse(domain.Unavailable, "store_overtaken", nil)
}
