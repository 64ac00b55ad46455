// Package demo fills an empty store with a made-up programme: people named by role and place, and a journey
// for every municipality, each at a believable point. Everything goes through the journal's door as ordinary
// commands, on a clock of its own that begins two years ago and ends now.
//
// Filling has two halves. Composing writes a script for each municipality: what its people did, when, in
// which order. It runs the engine's own pure rules on the way, so that a script knows what stands where it
// writes next, and a definition that the demo does not fit is found before anything is stored. Playing then
// sends the scripts through the door in the order of their moments; what several municipalities did at the
// same moment goes at the same time, so that it shares a commit.
//
// The same definition and the same end give the same programme. The package draws on no outside source, must
// not name an individual, and writes nothing that a person could take for a real municipality's words or
// figures in earnest: answers.yaml is invented.
package demo
