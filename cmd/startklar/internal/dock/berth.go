package dock

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"startklar/domain"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/person"
	"startklar/domain/personaldata"
	"startklar/domain/policy"
)

// berth is one file with its place.
type berth struct {
	Look
	by person.Actor
	// file has no name on the disk; nil once it is gone.
	file *os.File
	// going ends its waiting.
	going *time.Timer
}

// waits tells whether the file is here and something of it can be taken in.
func (b *berth) waits() bool {
	return b.Phase == Checked && b.file != nil && b.Report != nil && !b.Report.FileRefused && good(b) > 0
}

// good is how many deliveries of the file may be taken in.
func good(b *berth) int {
	ok, _ := b.Report.Counts()
	return ok
}

// drop lets go of the file: having no name, it is gone when it is closed.
func (b *berth) drop() {
	if b.going != nil {
		b.going.Stop()
	}
	if b.file != nil {
		_ = b.file.Close() // nothing is read from it any more
		b.file = nil
	}
}

// Put receives a file and begins to check it. It takes the place of one that waits; Conflict while another is under way.
// What is refused leaves nothing behind.
func (d *Dock) Put(actor person.Actor, name string, from io.Reader) error {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return err
	}
	b := &berth{by: actor, Look: Look{ID: rand.Text(), Name: calledSafely(name), By: actor.ID, Phase: Receiving, Began: d.Clock()}}
	if err := d.occupy(b); err != nil {
		return err
	}
	file, size, err := d.receive(from)
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil {
		d.now = nil
		return err
	}
	b.file, b.Bytes, b.Phase = file, size, Checking
	go d.check(b)
	return nil
}

// occupy gives a file the place, unless another one is under way there.
func (d *Dock) occupy(b *berth) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now != nil {
		if d.now.Phase.busy() {
			return domain.RefuseField(domain.Conflict, "file", "upload_busy", nil)
		}
		d.now.drop()
	}
	d.now = b
	return nil
}

// receive writes what is sent to a file that has no name.
func (d *Dock) receive(from io.Reader) (*os.File, int64, error) {
	file, err := os.CreateTemp(d.Dir, "startklar-records-")
	if err == nil {
		err = os.Remove(file.Name())
	}
	if err != nil {
		return nil, 0, d.unavailable(file, err)
	}
	size, err := io.Copy(file, io.LimitReader(from, d.MaxBytes+1))
	var written *os.PathError
	switch {
	case errors.As(err, &written): // the disk, not the line
		return nil, 0, d.unavailable(file, err)
	case err != nil:
		_ = file.Close()
		return nil, 0, &domain.Error{Code: domain.Invalid, Key: "file_missing", Field: "file", Err: err}
	case size > d.MaxBytes:
		_ = file.Close()
		return nil, 0, domain.RefuseField(domain.Invalid, "file", "file_large", domain.Args{"max": d.MaxBytes >> 20})
	case size == 0:
		_ = file.Close()
		return nil, 0, domain.RefuseField(domain.Invalid, "file", "file_empty", nil)
	}
	return file, size, nil
}

func (d *Dock) unavailable(file *os.File, err error) error {
	if file != nil {
		_ = file.Close()
	}
	return &domain.Error{Code: domain.Unavailable, Key: "upload_no_room", Err: err}
}

// calledSafely is a file's name as it may be shown and kept: its last part, without control characters, and not
// shaped like a personal number.
func calledSafely(name string) string {
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "")))
	if letters := []rune(name); len(letters) > uploads.MaxName {
		name = string(letters[:uploads.MaxName])
	}
	if _, found := personaldata.FindCPR(name); found || name == "" {
		return Unnamed
	}
	return name
}

// Unnamed is what a file is called that has no name that may be kept.
const Unnamed = "fil.csv"
