-- What readers ask for, from the moment that it arrives until it is settled.
CREATE TABLE submissions (
    submission_id uuid PRIMARY KEY,
    reference text NOT NULL,
    arxiv_id text,
    doi text,
    submitted_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    tries int NOT NULL DEFAULT 0,
    outcome text CHECK (outcome IN ('Added', 'Known', 'Refused')),
    paper_id text,
    reason text,
    settled_at timestamptz
);

CREATE INDEX submissions_waiting ON submissions (due_at) WHERE settled_at IS NULL;
