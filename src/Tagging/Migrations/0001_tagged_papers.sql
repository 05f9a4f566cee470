-- A paper as it was read last, with its text, so that a newer vocabulary can read it again.
CREATE TABLE tagged_papers (
    paper_id text PRIMARY KEY,
    revision int NOT NULL,
    -- The revision before the last change, 0 where there was none: by how much a statement raised it is told from the row alone.
    former_revision int NOT NULL DEFAULT 0,
    vocabulary int NOT NULL,
    title text NOT NULL,
    abstract text NOT NULL,
    -- Codes separated by single spaces, the primary one first.
    categories text NOT NULL,
    tags jsonb NOT NULL,
    tagged_at timestamptz NOT NULL
);

-- Finds what an older vocabulary has read.
CREATE INDEX tagged_papers_vocabulary ON tagged_papers (vocabulary);
