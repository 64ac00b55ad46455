// Package annotation keeps the dated events that explain figures: a law that came into force, a practice that was
// changed, something that went wrong with the data. Pictures show them where they fall, and one that says so keeps
// signals from being given for its months, because what the figures count has changed.
//
// An annotation is a stream of its own. It is the national agency's, is about no municipality and no citizen, and is
// read by everybody who reads figures. It can be written anew and taken back; both stay in the history.
package annotation
