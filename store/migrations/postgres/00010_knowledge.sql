-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- Good stories. passed_on holds readers between commas (',front_staff,'), '' for none. about, consents and
-- told are JSON. A withdrawn story has its cause and nothing that was told.
CREATE TABLE stories (
    id              TEXT COLLATE "C" PRIMARY KEY,
    municipality    TEXT COLLATE "C" NOT NULL,
    title           TEXT COLLATE "C" NOT NULL,
    text            TEXT COLLATE "C" NOT NULL,
    advice          TEXT COLLATE "C" NOT NULL,
    teller          TEXT COLLATE "C" NOT NULL,
    about           TEXT COLLATE "C" NOT NULL,
    revision        BIGINT           NOT NULL,
    collected_by    TEXT COLLATE "C" NOT NULL,
    collected_at    BIGINT           NOT NULL,
    consents        TEXT COLLATE "C" NOT NULL,
    passed_on       TEXT COLLATE "C" NOT NULL,
    passed_on_by    TEXT COLLATE "C" NOT NULL,
    passed_on_at    BIGINT           NOT NULL,
    withdrawn_cause TEXT COLLATE "C" NOT NULL,
    withdrawn_by    TEXT COLLATE "C" NOT NULL,
    withdrawn_at    BIGINT           NOT NULL,
    told            TEXT COLLATE "C" NOT NULL
);

CREATE INDEX stories_municipality ON stories (municipality);

-- Syntheses. draft is JSON; published is JSON, '' where no edition stands.
CREATE TABLE syntheses (
    id                 TEXT COLLATE "C" PRIMARY KEY,
    draft              TEXT COLLATE "C" NOT NULL,
    revision           BIGINT           NOT NULL,
    written_by         TEXT COLLATE "C" NOT NULL,
    written_at         BIGINT           NOT NULL,
    published          TEXT COLLATE "C" NOT NULL,
    published_revision BIGINT           NOT NULL,
    edition            BIGINT           NOT NULL,
    published_by       TEXT COLLATE "C" NOT NULL,
    published_at       BIGINT           NOT NULL,
    retracted          TEXT COLLATE "C" NOT NULL
);

-- The elements that are followed in a journey, as JSON.
CREATE TABLE followed (
    journey  TEXT COLLATE "C" PRIMARY KEY,
    elements TEXT COLLATE "C" NOT NULL
);
