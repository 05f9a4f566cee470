-- What an operator asked to be told again, and how far that has come.
CREATE TABLE republishing (
    what text PRIMARY KEY,
    -- The key of the last row that was told; empty before the first.
    after text NOT NULL,
    told bigint NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz
);
