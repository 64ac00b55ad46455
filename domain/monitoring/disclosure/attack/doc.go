// Package attack tries to tell what is hidden: it turns everything that somebody can see of a month's figures into
// equations over the citizens of each municipality, and asks by linear programming which hidden numbers have but one
// possible value left. It is for tests alone, of the rule and of what is truly sent out.
//
// The attacker knows the definitions of the indicators, and that numbers of citizens are whole and not negative. Every
// search begins at the truth, so that a number is only called safe where another solution has been found.
package attack
