package sheet

import (
	"archive/zip"
	"compress/flate"
	"io"

	"github.com/xuri/excelize/v2"
)

// quickZip packs a workbook for a reader who waits: its cells repeat the same few words, which the quickest level
// finds as well as the thorough one.
func quickZip(w io.Writer) excelize.ZipWriter {
	z, p := zip.NewWriter(w), &packer{}
	z.RegisterCompressor(zip.Deflate, p.next)
	return z
}

// packer compresses the parts of one workbook with one writer: a part is closed before the next begins, and a writer's
// tables are larger than most parts.
type packer struct{ *flate.Writer }

func (p *packer) next(w io.Writer) (io.WriteCloser, error) {
	if p.Writer != nil {
		p.Reset(w)
		return p, nil
	}
	var err error
	p.Writer, err = flate.NewWriter(w, flate.BestSpeed)
	return p, err
}
