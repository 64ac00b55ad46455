// Package figures turns what is stored, cells and participations, into what people read: figures of municipalities,
// regions and the nation, of a month or pooled over twelve, and where a unit stands with the result requirement.
//
// A [Book] is what one moment knew of a range of months. It is read once, never changes, and answers everything
// that a page, a statement or a command asks:
//
//   - a unit is in a month if it takes part then: municipalities by their participations, regions if they are valid
//     on the month's last day and have such a municipality among their members of that day, the nation if anybody
//     takes part. Before that there is no figure at all, which differs from a missing one;
//   - a region's and the nation's figures are Σn/ΣN over the members that delivered, never a mean of shares;
//   - a pooled figure of month m sums n and N over the delivered months m−11…m of those who take part in m, so that
//     the nation is the sum of its units. Pooled figures describe and are never tested;
//   - the latest months with any live delivery are provisional, however few delivered (see
//     [monitoring.Programme]); the newest month before them is the settled one, from which headlines and signals come.
//
// The package decides nothing about who may see what (package disclosure) and nothing about what is worrying
// (package signal). Source of the rules: Bilag 3, monitoring.
package figures
