// Package disclosure is the one place that decides what a viewer may see of monitoring figures: pages, charts, files,
// PDFs and tooltips all take them from a [Book]; the web sends no figures as JSON. It is pure, and its answers
// ([view.Figure]) do not hold the numbers that they do not show.
//
// # Who sees what
//
// The policy decides it; package desk makes the [Viewer].
//
//   - STAR, and the command line, see every count;
//   - a municipality's leaders and members see the counts of their own municipality, and the nation and their own
//     region as outsiders see them. They see no other municipality;
//   - process consultants are outsiders: they see their municipalities, the regions and the nation with hidden cells;
//   - what leaves the house (a PDF, a printed national table) shows every unit as outsiders see it: [Outsiders];
//   - administrators, guests and members of a steering group see no figures.
//
// # What is hidden
//
// There is one pattern of hidden cells for everybody outside, so that no two outsiders learn more together than
// each of them alone, and every municipality adds only its own counts to it. Hidden are, of each month:
//
//  1. every count, and every count whose complement in its group, is from 1 to t−1, where t is the threshold (a
//     setting, 5, never below 3): for municipalities, regions and the nation (primary suppression);
//  2. all counts of a region, and of the nation, with fewer than five deliverers; and further regions until those
//     that are hidden have five deliverers together, so that the nation does not tell them;
//  3. as few further cells, of the smallest units, as make every hidden number, every small complement and every
//     small difference of two counts uncertain (secondary suppression).
//
// A share is hidden with its n or N. What follows from hidden numbers, such as the citizens missing to a target, is
// hidden with them. A pooled figure is shown where it tells nothing that its months do not: where each of them is
// shown, or is a sum of cells that are. A zero is no small count, and may be hidden to protect one.
//
// # How the further cells are found
//
// The counts of a month are a table with additive relations in both directions: P = G1 + G2 + E, the exclusive parts
// add up to indicator 3, the first of them to 6 and R, origins to indicator 3 and G1; municipalities add up to regions
// and these to the nation. A hidden number is uncertain if another population would give the same visible table and
// another number. The package finds such populations by moves: one citizen who would be otherwise (in another part,
// of another origin, in another group) in one municipality, and the reverse in another municipality of the same
// region, so that no total that is shown changes. A move that touches hidden cells alone, and that the numbers allow,
// is a proof, in whole citizens, that the numbers it touches cannot be told. Two different partners are asked for,
// because each municipality knows its own numbers: with one partner alone that one could tell the other's.
//
// As long as a number is not proven uncertain, the cheapest move that would prove it is taken: the one that hides the
// fewest further cells, and of the smallest units; an indicator weighs as much as several of its parts and origins, and
// a group more than that. A region's total is hidden only if no partner in the region will
// do, the nation's last. Everything is taken in a fixed order, so that the same table gives the same pattern.
//
// A number of the nation or of a region that only some units know, because every way in which it would be another
// needs them, is made uncertain by ways without them; a way that leaves them where they are is not taken.
//
// The attacker is assumed to know the rule, and that numbers of citizens are whole and not negative. As far as it costs
// no region's and not the nation's number, they may even know which of a municipality's hidden cells are hidden for
// being small, so that those lie from 1 to t−1. Against that attacker no suppression could help in a municipality so
// small that these bounds alone tell (four parts of at least 1 of a whole of at most 4), and little where the only
// citizens of an origin in a region are one here and one there: there it is assumed that the zeros and the larger cells
// that are hidden beside keep them from knowing it. Where no move exists at all the month is not shown to outsiders.
//
// The method is complementary cell suppression, as described for tables with totals by L. H. Cox, "Suppression
// methodology and statistical disclosure control" (Journal of the American Statistical Association, 1980); that a
// hidden cell of a table is safe exactly if it lies on a cycle of cells that can change is due to D. Gusfield, "A graph
// theoretic approach to statistical data security" (SIAM Journal on Computing, 1988). The protection against those who
// contribute to a table is the known problem of the singleton. The tests attack the result by other means than the
// package uses: linear programming over everything that a role can see.
//
// # What is not prevented
//
// Two municipalities that put their own counts together know more than either. And each month of each edition is
// protected by itself: the difference between two that are both shown can be small. The tests measure it on 98
// generated municipalities, and fail where this table is not what they measure:
//
//	two months, everybody new            517 of 1,278 numbers that are shown in both differ by 1 to 4
//	two editions, one delivery later     all 104 hidden numbers of 8 such deliveries follow
//	two editions, 5 citizens corrected   all 9 numbers that one of them hides and the other shows follow, for 8
//	                                     municipalities one at a time; of all 81 that both hide the change is told
//
// The first tells how many more or fewer there are, not who. The others tell counts, by subtracting the nation's or the
// region's number of one edition from that of the other. Outsiders therefore cannot choose the moment as of which they
// look; but a released statement stays, and its correction stands beside it. Whoever releases a correction for a single
// municipality should know that the new figures of the nation tell what changed.
//
// How an indicator is judged, and the limits of a funnel, are worked out from everybody's counts, hidden ones among
// them, as package signal says. A page tells them as a word and as limits, never as a count.
//
// # What the tests attack
//
// Everything that a municipality's role can see, its own counts among it, and everything that may leave any house, for
// 98 municipalities: none of some 1,500 hidden or small numbers is told, and for each of them there is another value in
// whole citizens. With primary suppression alone 203 small counts are told. An attacker who knew which of the hidden
// counts are small could tell 31 to 73 numbers, all of them of one origin or of municipalities with fewer than 30
// citizens.
//
// Pooled numbers are added up again from the single months that are shown, by another way than the package's: 12,929 of
// 98 municipalities, some of them late, new or leaving, all follow. An attack on three months of 40 municipalities at
// once, with what is shown of the months together, tells none of some 2,100 numbers; with the pooled numbers that are
// hidden it tells nearly all.
//
// In small worlds, 6 or 12 municipalities of 5 to 14 citizens, every population is tried that fits what is shown: all
// 13,295 questions, of outsiders and of each municipality, leave two values or more. Whoever knew which of the counts are
// small is not among those who ask: in municipalities of that size these bounds alone, with nothing from anybody else,
// would tell 39 of 1,141 hidden or small numbers.
//
// What is truly sent is read and attacked in package tour: a leader's pages and files, and of each edition of the
// statements, corrections among them, the pages, the files and the workbook, every table cell by cell and every count
// in a sentence; paper is compared with the files. Each number that an edition holds follows from single months that
// are shown, and none of the hidden ones of the newest month is told. Frozen with primary suppression alone, an edition
// of the demo tells 282 small counts.
package disclosure
