// Package signal tells which municipalities' figures of a month are worth a look, by fixed rules that anybody can
// recompute. It decides nothing about people: a person opens a case, and a proposal only suggests to.
//
// For each municipality and each indicator with a worrying end, the first that holds is its level:
//
//   - unknown: fewer than 80 % of the participating municipalities delivered the month, nobody else has anyone in
//     the group, or a dated event suspends the indicator's signals;
//   - early: the programme says that it takes longer than this to move the indicator;
//   - too_few: even the most extreme count could come by chance, so nothing can be said;
//   - propose: the tail is below 0.1 %, or the level is at least watch now, three months ago and six months ago;
//     and in both cases at least five citizens are missing from the expected count;
//   - watch: the tail is below 2.5 %;
//   - none.
//
// The tail is the probability of a count as low as this one, were the municipality like the others: those other
// than itself give the share p, and because municipalities truly differ, the distribution is beta-binomial, with
// the intra-class correlation ρ that the month shows ([Correlation]). An indicator without a good direction looks
// at both ends and never proposes.
//
// Beside the figures, a month that is not delivered in time and a step of the journey that is long overdue propose
// a talk too. Indicators that overlap share one proposal ([Proposals]).
//
// The rules are the programme's own; the winsorised estimate follows Spiegelhalter's funnel plots.
package signal
