-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- Dated events that explain figures. content is JSON; withdrawn_at is 0 for one that stands.
CREATE TABLE annotations (
    id           TEXT COLLATE "C" PRIMARY KEY,
    content      TEXT COLLATE "C" NOT NULL,
    revision     BIGINT           NOT NULL,
    noted_at     BIGINT           NOT NULL,
    written_by   TEXT COLLATE "C" NOT NULL,
    written_at   BIGINT           NOT NULL,
    withdrawn    TEXT COLLATE "C" NOT NULL,
    withdrawn_at BIGINT           NOT NULL
);
