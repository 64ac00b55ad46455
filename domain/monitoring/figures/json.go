package figures

import (
	"slices"
	"strconv"

	"startklar/domain/monitoring"
)

// figureBytes is about what one figure takes.
const figureBytes = 200

// AppendJSON appends figures as the JSON array that the command line and the web have promised: one object a line,
// keys in the promised order, n, N and share null where there are none. It is written by hand because all figures
// of a programme are tens of thousands; units and codes need no escaping.
func AppendJSON(dst []byte, list []monitoring.Figure) []byte {
	dst = append(slices.Grow(dst, figureBytes*len(list)), '[')
	month := ""
	for i, f := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		if i == 0 || f.Month != list[i-1].Month {
			month = f.Month.String()
		}
		dst = appendFigure(append(dst, "\n  "...), f, month)
	}
	if len(list) > 0 {
		dst = append(dst, '\n')
	}
	return append(dst, ']', '\n')
}

func appendFigure(dst []byte, f monitoring.Figure, month string) []byte {
	dst = appendText(dst, `{"unit": `, string(f.Unit))
	dst = appendText(dst, `, "month": `, month)
	dst = appendText(dst, `, "indicator": `, string(f.Indicator))
	dst = appendText(dst, `, "origin": `, string(f.Origin))
	if f.Status == monitoring.StatusMissing {
		dst = append(dst, `, "n": null, "N": null`...)
	} else {
		dst = strconv.AppendInt(append(dst, `, "n": `...), int64(f.Num), 10)
		dst = strconv.AppendInt(append(dst, `, "N": `...), int64(f.Den), 10)
	}
	dst = append(dst, `, "share": `...)
	if share, ok := f.Share(); ok {
		dst = strconv.AppendFloat(dst, share, 'g', -1, 64)
	} else {
		dst = append(dst, "null"...)
	}
	dst = appendText(dst, `, "status": `, string(f.Status))
	dst = strconv.AppendBool(append(dst, `, "provisional": `...), f.Provisional)
	dst = strconv.AppendInt(append(dst, `, "delivered": `...), int64(f.Delivered), 10)
	dst = strconv.AppendInt(append(dst, `, "participating": `...), int64(f.Participating), 10)
	return append(dst, '}')
}

func appendText(dst []byte, before, text string) []byte {
	dst = append(append(dst, before...), '"')
	return append(append(dst, text...), '"')
}
