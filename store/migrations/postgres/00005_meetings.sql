-- +goose Up

-- Meetings. on_date is '' while there is no date, closes_on where no poll is open. content is the whole
-- state as JSON.
CREATE TABLE meetings (
    id         TEXT COLLATE "C" PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    host       TEXT COLLATE "C" NOT NULL,
    title      TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    on_date    TEXT COLLATE "C" NOT NULL,
    start_at   TEXT COLLATE "C" NOT NULL,
    end_at     TEXT COLLATE "C" NOT NULL,
    place      TEXT COLLATE "C" NOT NULL,
    closes_on  TEXT COLLATE "C" NOT NULL,
    capacity   BIGINT NOT NULL,
    taken      BIGINT NOT NULL,
    waiting    BIGINT NOT NULL,
    invited    BIGINT NOT NULL,
    voted      BIGINT NOT NULL,
    answered   BIGINT NOT NULL,
    notes      BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    content    TEXT COLLATE "C" NOT NULL
);

CREATE INDEX meetings_on_date ON meetings (on_date);
CREATE INDEX meetings_host ON meetings (host, on_date);

-- Who is invited. voted tells that somebody there has answered the poll.
CREATE TABLE meeting_parties (
    meeting      TEXT COLLATE "C" NOT NULL,
    municipality TEXT COLLATE "C" NOT NULL,
    journey      TEXT COLLATE "C" NOT NULL,
    item         TEXT COLLATE "C" NOT NULL,
    partstat     TEXT COLLATE "C" NOT NULL,
    persons      BIGINT NOT NULL,
    waiting      BIGINT NOT NULL,
    voted        BIGINT NOT NULL,
    attendance   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (meeting, municipality)
);

CREATE INDEX meeting_parties_municipality ON meeting_parties (municipality, meeting);

-- Links by which a poll is answered without signing in: the token stands here as its hash.
CREATE TABLE meeting_links (
    meeting TEXT COLLATE "C" NOT NULL,
    link    TEXT COLLATE "C" NOT NULL,
    hash    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (meeting, link)
);

CREATE INDEX meeting_links_hash ON meeting_links (hash);
