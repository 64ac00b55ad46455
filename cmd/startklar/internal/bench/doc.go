// Package bench measures the whole engine against a floor in the same run and prints one table (make bench).
// Speed is told as ratios: absolute times belong to the machine. It contains no code of the product, and
// nothing in it passes or fails.
package bench
