-- A paper's links as of one revision and one version of the rules that found them.
CREATE TABLE papers (
    paper_id text PRIMARY KEY,
    revision int NOT NULL,
    rules int NOT NULL
);

-- What is checked: one row for all spellings of an address.
CREATE TABLE links (
    link_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    identity text NOT NULL UNIQUE,
    url text NOT NULL,
    -- How many papers have it; one that no paper has any more is not checked.
    pairs int NOT NULL,
    -- Null until the first check.
    verdict text,
    status int,
    reason text,
    checked_at timestamptz,
    -- Misses that count towards death, and checks in a row that could not tell.
    misses int NOT NULL DEFAULT 0,
    last_miss_at timestamptz,
    doubts int NOT NULL DEFAULT 0,
    -- When to check next. Whoever takes the link moves this to the end of the lease, so that it comes due again if its taker dies.
    due_at timestamptz NOT NULL,
    lease uuid
) WITH (fillfactor = 80);

CREATE INDEX links_due ON links (due_at) WHERE pairs > 0;

CREATE TABLE paper_links (
    paper_id text NOT NULL,
    link_id bigint NOT NULL REFERENCES links,
    position int NOT NULL,
    -- As this paper spells it: the name by which others know the link.
    url text NOT NULL,
    kind text NOT NULL,
    field text NOT NULL,
    PRIMARY KEY (paper_id, link_id)
);

CREATE INDEX paper_links_by_link ON paper_links (link_id);

-- Every check ever made.
CREATE TABLE link_checks (
    check_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    link_id bigint NOT NULL REFERENCES links,
    checked_at timestamptz NOT NULL,
    outcome text NOT NULL,
    verdict text NOT NULL,
    status int,
    reason text,
    -- Where redirects led.
    final_url text,
    milliseconds int NOT NULL
);

CREATE INDEX link_checks_by_link ON link_checks (link_id, checked_at);
