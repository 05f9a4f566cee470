-- How far each source is, and how it fares. The cursor is written by the source's own harvest, in the transaction of the papers that it vouches for.
CREATE TABLE harvests (
    source text PRIMARY KEY,
    cursor jsonb,
    due_at timestamptz NOT NULL,
    last_started_at timestamptz,
    last_succeeded_at timestamptz,
    failures_in_a_row int NOT NULL DEFAULT 0,
    last_error text,
    last_error_at timestamptz,
    new_papers bigint NOT NULL DEFAULT 0,
    changed_papers bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    last_reject text,
    requests bigint NOT NULL DEFAULT 0
);

-- When a host may be asked next, whoever asks it. By the clock of this server, which all replicas share.
CREATE TABLE host_turns (
    host text PRIMARY KEY,
    next_request_at timestamptz NOT NULL
);
