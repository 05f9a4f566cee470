-- One table for each kind of fact, so that facts about a paper may arrive in any order, each with a version of its own.

-- Which database this is and since when: an index built from another one is of no use here, and editions due before it are not sent.
CREATE TABLE installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    installed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation DEFAULT VALUES;

CREATE TABLE papers (
    paper_id text PRIMARY KEY,
    revision int NOT NULL,
    title text NOT NULL,
    abstract text NOT NULL,
    authors text[] NOT NULL,
    categories text[] NOT NULL,
    arxiv_id text,
    doi text,
    comment text,
    published_at timestamptz,
    day date NOT NULL,
    day_is_known boolean NOT NULL,
    first_seen_at timestamptz NOT NULL,
    list_position int,
    -- The transaction that wrote the row last. The search index follows it, since sequence numbers commit out of order.
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id()
);
-- Abstracts stay uncompressed in their row: lists read fifty at once, and compressing each costs more than the pages it saves.
ALTER TABLE papers SET (toast_tuple_target = 8160);
CREATE INDEX papers_by_day ON papers (day, list_position, paper_id);
CREATE INDEX papers_by_change ON papers (changed_in, paper_id);

CREATE TABLE tags (
    slug text PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL
);

CREATE TABLE paper_tags (
    paper_id text PRIMARY KEY,
    revision int NOT NULL,
    model int NOT NULL,
    curation int NOT NULL,
    slugs text[] NOT NULL,
    -- For each slug a list of [words, field, start].
    evidence json NOT NULL
);
CREATE INDEX paper_tags_by_slug ON paper_tags USING gin (slugs);

CREATE TABLE paper_links (
    paper_id text PRIMARY KEY,
    revision int NOT NULL,
    model int NOT NULL,
    curation int NOT NULL,
    urls text[] NOT NULL,
    kinds text[] NOT NULL
);

CREATE TABLE link_verdicts (
    -- SHA-256 of the address, which may be longer than an index takes.
    url_digest bytea PRIMARY KEY,
    url text NOT NULL,
    verdict text NOT NULL,
    status int,
    reason text,
    checked_at timestamptz NOT NULL
);

CREATE TABLE editions (
    edition text NOT NULL,
    date date NOT NULL,
    ranked_at timestamptz NOT NULL,
    PRIMARY KEY (edition, date)
);
