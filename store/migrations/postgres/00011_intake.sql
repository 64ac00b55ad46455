-- +goose Up

-- Everything here follows from the events and can be written anew from them. known_from and known_to are the
-- moments, in microseconds, from which and until which (exclusively) a row was what was known; 0 is no end.

-- The deliveries that were received; file holds the records.
CREATE TABLE deliveries (
    municipality TEXT COLLATE "C" NOT NULL,
    month        TEXT COLLATE "C" NOT NULL,
    number       BIGINT           NOT NULL,
    file         TEXT COLLATE "C" NOT NULL,
    row_count    BIGINT           NOT NULL,
    warnings     BIGINT           NOT NULL,
    job_broker   BIGINT           NOT NULL,
    rehab        BIGINT           NOT NULL,
    step_up      BIGINT           NOT NULL,
    received_by  TEXT COLLATE "C" NOT NULL,
    known_from   BIGINT           NOT NULL,
    known_to     BIGINT           NOT NULL,
    PRIMARY KEY (municipality, month, number)
);

-- The counts of a municipality's month: num of den citizens. origin is '' where a measure is not split by it.
CREATE TABLE figure_cells (
    municipality TEXT COLLATE "C" NOT NULL,
    month        TEXT COLLATE "C" NOT NULL,
    measure      TEXT COLLATE "C" NOT NULL,
    origin       TEXT COLLATE "C" NOT NULL,
    known_from   BIGINT           NOT NULL,
    known_to     BIGINT           NOT NULL,
    num          BIGINT           NOT NULL,
    den          BIGINT           NOT NULL,
    PRIMARY KEY (municipality, month, measure, origin, known_from)
);

CREATE INDEX figure_cells_month ON figure_cells (month);
