-- +goose Up

-- Meetings. on_date is '' while there is no date, closes_on where no poll is open. content is the whole
-- state as JSON.
CREATE TABLE meetings (
    id         TEXT    PRIMARY KEY,
    kind       TEXT    NOT NULL,
    host       TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    on_date    TEXT    NOT NULL,
    start_at   TEXT    NOT NULL,
    end_at     TEXT    NOT NULL,
    place      TEXT    NOT NULL,
    closes_on  TEXT    NOT NULL,
    capacity   INTEGER NOT NULL,
    taken      INTEGER NOT NULL,
    waiting    INTEGER NOT NULL,
    invited    INTEGER NOT NULL,
    voted      INTEGER NOT NULL,
    answered   INTEGER NOT NULL,
    notes      INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    content    TEXT    NOT NULL
) STRICT;

CREATE INDEX meetings_on_date ON meetings (on_date);
CREATE INDEX meetings_host ON meetings (host, on_date);

-- Who is invited. voted tells that somebody there has answered the poll.
CREATE TABLE meeting_parties (
    meeting      TEXT    NOT NULL,
    municipality TEXT    NOT NULL,
    journey      TEXT    NOT NULL,
    item         TEXT    NOT NULL,
    partstat     TEXT    NOT NULL,
    persons      INTEGER NOT NULL,
    waiting      INTEGER NOT NULL,
    voted        INTEGER NOT NULL,
    attendance   TEXT    NOT NULL,
    PRIMARY KEY (meeting, municipality)
) STRICT;

CREATE INDEX meeting_parties_municipality ON meeting_parties (municipality, meeting);

-- Links by which a poll is answered without signing in: the token stands here as its hash.
CREATE TABLE meeting_links (
    meeting TEXT NOT NULL,
    link    TEXT NOT NULL,
    hash    TEXT NOT NULL,
    PRIMARY KEY (meeting, link)
) STRICT;

CREATE INDEX meeting_links_hash ON meeting_links (hash);
