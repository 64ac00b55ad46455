package generate

import (
	"startklar/domain/municipality"
)

// inhabitants are thousands of inhabitants, roughly, as of the early 2020s: enough for a made-up file in which some
// municipalities are large and some are very small.
var inhabitants = map[municipality.Code]float64{
	"0101": 660, "0147": 105, "0151": 52, "0153": 39, "0155": 15, "0157": 75, "0159": 69, "0161": 24,
	"0163": 30, "0165": 28, "0167": 54, "0169": 58, "0173": 59, "0175": 44, "0183": 24, "0185": 43,
	"0187": 17, "0190": 42, "0201": 26, "0210": 41, "0217": 63, "0219": 54, "0223": 25, "0230": 57,
	"0240": 45, "0250": 46, "0253": 52, "0259": 62, "0260": 32, "0265": 91, "0269": 24, "0270": 42,
	"0306": 33, "0316": 74, "0320": 37, "0326": 48, "0329": 36, "0330": 80, "0336": 23, "0340": 30,
	"0350": 29, "0360": 39, "0370": 84, "0376": 60, "0390": 45, "0400": 39, "0410": 40, "0420": 41,
	"0430": 52, "0440": 24, "0450": 32, "0461": 209, "0479": 60, "0480": 30, "0482": 12, "0492": 6,
	"0510": 55, "0530": 27, "0540": 74, "0550": 36, "0561": 115, "0563": 3, "0573": 50, "0575": 43,
	"0580": 59, "0607": 52, "0615": 97, "0621": 95, "0630": 121, "0657": 90, "0661": 60, "0665": 19,
	"0671": 20, "0706": 44, "0707": 37, "0710": 50, "0727": 24, "0730": 100, "0740": 100, "0741": 4,
	"0746": 66, "0751": 367, "0756": 42, "0760": 56, "0766": 48, "0773": 20, "0779": 45, "0787": 43,
	"0791": 98, "0810": 37, "0813": 59, "0820": 36, "0825": 2, "0840": 31, "0846": 41, "0849": 38,
	"0851": 224, "0860": 63,
}

// sizes shares the rows of a month out over the municipalities by their inhabitants. Remainders are carried on, so that
// the sum fits.
func (o Options) sizes() []int {
	total := 0.0
	for _, code := range o.Municipalities {
		total += inhabitants[code]
	}
	month := float64(o.Rows) / float64(o.Months)
	sizes := make([]int, len(o.Municipalities))
	carried := 0.0
	for i, code := range o.Municipalities {
		carried += month * inhabitants[code] / total
		sizes[i] = max(1, int(carried))
		carried -= float64(sizes[i])
	}
	return sizes
}
