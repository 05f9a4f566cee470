-- What each source counted last of a paper; it makes no revision.
CREATE TABLE sightings (
    paper_id text NOT NULL,
    source text NOT NULL,
    seen_at timestamptz NOT NULL,
    upvotes int,
    github_stars int,
    comments int,
    PRIMARY KEY (paper_id, source)
);
