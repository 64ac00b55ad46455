-- +goose Up

-- Everything here follows from the events and can be written anew from them. known_from and known_to are the
-- moments, in microseconds, from which and until which (exclusively) a row was what was known; 0 is no end.

-- The deliveries that were received; file holds the records.
CREATE TABLE deliveries (
    municipality TEXT    NOT NULL,
    month        TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    file         TEXT    NOT NULL,
    row_count    INTEGER NOT NULL,
    warnings     INTEGER NOT NULL,
    job_broker   INTEGER NOT NULL,
    rehab        INTEGER NOT NULL,
    step_up      INTEGER NOT NULL,
    received_by  TEXT    NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    PRIMARY KEY (municipality, month, number)
) STRICT, WITHOUT ROWID;

-- The counts of a municipality's month: num of den citizens. origin is '' where a measure is not split by it.
CREATE TABLE figure_cells (
    municipality TEXT    NOT NULL,
    month        TEXT    NOT NULL,
    measure      TEXT    NOT NULL,
    origin       TEXT    NOT NULL,
    known_from   INTEGER NOT NULL,
    known_to     INTEGER NOT NULL,
    num          INTEGER NOT NULL,
    den          INTEGER NOT NULL,
    PRIMARY KEY (municipality, month, measure, origin, known_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX figure_cells_month ON figure_cells (month);
