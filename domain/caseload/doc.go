// Package caseload is what those who carry many municipalities keep about them for their own work: work notes,
// which the municipality does not see, and the selections of municipalities that a person wants to see again.
//
// Notes are one stream for each municipality, so that a colleague who takes over finds them; views are one for
// each person. Both go through the same door as everything else. Notes may be subject to access to documents:
// whoever shows them says so. Nothing here is shown to a municipality, nor stands in its journey's history.
package caseload
