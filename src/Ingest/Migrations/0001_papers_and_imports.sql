CREATE TABLE papers (
    paper_id text PRIMARY KEY,
    revision int NOT NULL,
    arxiv_id text,
    doi text,
    title text NOT NULL,
    abstract text NOT NULL,
    authors text[] NOT NULL,
    categories text[] NOT NULL,
    comment text,
    published_at timestamptz,
    day date NOT NULL,
    day_is_known boolean NOT NULL,
    list_position int,
    first_seen_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);

-- Most papers bear their arXiv identifier as their own: only those that were known by their title first need another way in.
CREATE UNIQUE INDEX papers_arxiv_id ON papers (arxiv_id) WHERE arxiv_id <> paper_id;

-- Every title that a source ever gave a paper, by its key.
CREATE TABLE paper_titles (
    title_key text NOT NULL,
    paper_id text NOT NULL,
    PRIMARY KEY (title_key, paper_id)
);

-- What each source says of a paper now, as it said it, and digests of what it said before.
CREATE TABLE source_records (
    paper_id text NOT NULL,
    source text NOT NULL,
    digest uuid NOT NULL,
    superseded uuid[] NOT NULL,
    said jsonb NOT NULL,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (paper_id, source)
);

-- A revision that was replaced, and in which fields the next one says otherwise.
CREATE TABLE paper_history (
    paper_id text NOT NULL,
    revision int NOT NULL,
    changed text[] NOT NULL,
    was jsonb NOT NULL,
    replaced_at timestamptz NOT NULL,
    PRIMARY KEY (paper_id, revision)
);

CREATE TABLE imports (
    import_id uuid PRIMARY KEY,
    origin text NOT NULL CHECK (origin IN ('Inbox', 'Upload', 'Sample')),
    name text NOT NULL,
    -- Its name in the folder, which may have had to differ, and by which size and time it is known to be the same file.
    file_name text NOT NULL,
    size bigint NOT NULL,
    modified_ticks bigint NOT NULL,
    state text NOT NULL DEFAULT 'Waiting' CHECK (state IN ('Waiting', 'Reading', 'Done', 'Failed')),
    format text,
    -- How many entries of the file are behind us: where a broken import goes on.
    position bigint NOT NULL DEFAULT 0,
    new_papers bigint NOT NULL DEFAULT 0,
    changed_papers bigint NOT NULL DEFAULT 0,
    unchanged_papers bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    failure text,
    filed_as text,
    is_filed boolean NOT NULL DEFAULT false,
    received_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz
);

CREATE INDEX imports_not_filed ON imports (file_name) WHERE NOT is_filed;

CREATE TABLE import_rejects (
    import_id uuid NOT NULL REFERENCES imports,
    position bigint NOT NULL,
    line bigint NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (import_id, position)
);
