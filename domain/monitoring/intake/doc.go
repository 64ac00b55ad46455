// Package intake turns the records of a municipality into cells, and keeps the history of its deliveries.
//
// The counting is a fold over the live deliveries of one municipality in the order of their months, see
// [Counter]: what a citizen carries from month to month (the rehabilitation latch, a step-up marking ever) makes
// a delivery change its own month and every later one. The order in which deliveries arrive changes nothing.
//
// The history is a stream per municipality. A command brings the packed records of some months and the cells
// that follow from them for every month, with the number of the stream that they were counted on; if the stream
// has moved on since, the command is [domain.Stale] and the caller counts again:
//
//	records ─▶ Counter ─▶ TakeIn ─▶ moved on? ──▶ Stale
//	                                  │
//	                                  └─▶ DeliveryTaken, one per month that differs from its live delivery
//
// What was counted stands in the events, as the cells that changed, so that projections never see a citizen and
// a rebuild gives the same figures whatever later versions count. Records never enter an event: it names the file
// that holds them. Recounting from those files is how a figure is verified.
//
// This package is pure. It reads no files: package record does, and packs what is stored.
package intake
