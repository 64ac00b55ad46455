//go:build race

package disclosure_test

// raceDetector tells that the tests run many times slower than otherwise.
const raceDetector = true
