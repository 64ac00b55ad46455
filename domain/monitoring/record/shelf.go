package record

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// shelf keeps packed rows by municipality: in memory up to a limit, then in a file.
type shelf struct {
	dir   string
	limit int64

	mu      sync.Mutex
	held    int64
	spilled int64
	file    *os.File
	blocks  [][]block // by the municipality's number
}

// block is some packed rows, in memory or in the file.
type block struct {
	data []byte
	at   int64
	size int
}

func newShelf(dir string, limit int64, municipalities int) *shelf {
	return &shelf{dir: dir, limit: limit, blocks: make([][]block, municipalities)}
}

// put keeps rows of one municipality; they are the shelf's from now on, unless it says that it wrote them to its file
// and the slice is free.
func (s *shelf) put(municipality int, rows []byte) (free bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held+int64(cap(rows)) <= s.limit {
		s.held += int64(cap(rows))
		s.blocks[municipality] = append(s.blocks[municipality], block{data: rows, size: len(rows)})
		return false, nil
	}
	if s.file == nil {
		if err := s.create(); err != nil {
			return false, err
		}
	}
	if _, err := s.file.WriteAt(rows, s.spilled); err != nil {
		return false, fmt.Errorf("record: rows that memory has no room for cannot be written: %w", err)
	}
	s.blocks[municipality] = append(s.blocks[municipality], block{at: s.spilled, size: len(rows)})
	s.spilled += int64(len(rows))
	return true, nil
}

// create makes the file and takes its name away at once, so that it is gone when the program is, however it ends.
// Where a system cannot do that, close does.
func (s *shelf) create() error {
	file, err := os.CreateTemp(s.dir, "startklar-records-*")
	if err != nil {
		return fmt.Errorf("record: no file for rows that memory has no room for: %w", err)
	}
	s.file = file
	_ = os.Remove(file.Name())
	return nil
}

// size is how many bytes of rows a municipality has.
func (s *shelf) size(municipality int) (total int64) {
	for _, b := range s.blocks[municipality] {
		total += int64(b.size)
	}
	return total
}

// each calls use with every block of a municipality. What use gets is good until it returns.
func (s *shelf) each(municipality int, use func([]byte)) error {
	var scratch []byte
	for _, b := range s.blocks[municipality] {
		data := b.data
		if data == nil {
			if cap(scratch) < b.size {
				scratch = make([]byte, b.size)
			}
			data = scratch[:b.size]
			if _, err := s.file.ReadAt(data, b.at); err != nil && !errors.Is(err, io.EOF) {
				return fmt.Errorf("record: spilled rows cannot be read: %w", err)
			}
		}
		use(data)
	}
	return nil
}

func (s *shelf) close() error {
	s.blocks = nil
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if gone := os.Remove(s.file.Name()); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	s.file = nil
	return err
}
