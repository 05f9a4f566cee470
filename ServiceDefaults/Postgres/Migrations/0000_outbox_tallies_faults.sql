CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id uuid NOT NULL,
    exchange text NOT NULL,
    -- Null where the event goes to whoever listens; a queue's name where it goes back to one queue alone.
    queue text,
    trace_parent text,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Bodies live for a moment: compressing them would cost more than it saves, and dead rows must not pile up.
ALTER TABLE outbox ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

CREATE FUNCTION wake_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox_' || current_schema(), '');
    RETURN NULL;
END
$$;

CREATE TRIGGER wake_outbox AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION wake_outbox();

-- Running totals. Several slots a name, so that two transactions seldom wait for each other; the sum counts.
CREATE TABLE tallies (
    name text NOT NULL,
    slot int NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (name, slot)
) WITH (fillfactor = 50);

CREATE TABLE faults (
    id uuid PRIMARY KEY,
    queue text NOT NULL,
    event text NOT NULL,
    reason text NOT NULL,
    failed_at timestamptz NOT NULL
);
