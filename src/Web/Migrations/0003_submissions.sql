-- Papers that readers asked for, and what came of it.
CREATE TABLE submissions (
    id uuid PRIMARY KEY,
    -- What the reader typed.
    reference text NOT NULL,
    submitted_at timestamptz NOT NULL,
    -- Null while Ingest has not answered.
    outcome text,
    paper_id text,
    reason text,
    settled_at timestamptz,
    CHECK ((outcome IS NULL) = (settled_at IS NULL))
);
