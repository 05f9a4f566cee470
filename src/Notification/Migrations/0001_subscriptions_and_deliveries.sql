CREATE TABLE subscriptions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- As the reader wrote it, and what is the same for every spelling of one mailbox.
    address text NOT NULL,
    address_key text NOT NULL UNIQUE,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'confirmed', 'left')),
    -- Each leaving begins a new round, and a link to confirm is good in its own round alone.
    round int NOT NULL DEFAULT 1,
    asked_at timestamptz NOT NULL,
    confirmation_at timestamptz,
    confirmations_unanswered int NOT NULL DEFAULT 0,
    confirmed_at timestamptz,
    left_at timestamptz
);

CREATE INDEX subscriptions_confirmed ON subscriptions (id) WHERE state = 'confirmed';

-- Signs the links in mails. All replicas share it; whoever changes it makes every link in every mail worthless.
CREATE TABLE token_key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    key bytea NOT NULL CHECK (octet_length(key) = 32)
);

INSERT INTO token_key (key)
VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

-- An edition as it was ranked. A later ranking of the same edition stands beside it, for mails that were chosen from the first.
CREATE TABLE rankings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    edition text NOT NULL,
    date date NOT NULL,
    ranked_at timestamptz NOT NULL,
    -- When it came here last: one that was ranked long ago may only just have arrived.
    kept_at timestamptz NOT NULL,
    papers json NOT NULL,
    UNIQUE (edition, date, ranked_at)
);

-- One row is one mail to one reader. What makes "never twice" true is the unique key, and that a row only ever moves on.
CREATE TABLE deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key uuid NOT NULL DEFAULT gen_random_uuid(),
    subscription_id uuid NOT NULL REFERENCES subscriptions,
    kind text NOT NULL CHECK (kind IN ('confirmation', 'digest')),
    round int,
    edition text,
    date date,
    -- No foreign key: a ranking goes when no open delivery needs it, its deliveries stay.
    ranking_id bigint,
    paper_ids json,
    state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'uncertain', 'withdrawn', 'nothing-new')),
    reason text,
    attempts int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    -- When it may be taken: a lease is a due time moved ahead, and the name of who moved it.
    due_at timestamptz NOT NULL,
    lease uuid,
    finished_at timestamptz,
    CHECK ((kind = 'digest') = (edition IS NOT NULL AND date IS NOT NULL AND ranking_id IS NOT NULL)),
    CHECK ((kind = 'confirmation') = (round IS NOT NULL)),
    UNIQUE (subscription_id, edition, date)
) WITH (fillfactor = 80);

CREATE INDEX deliveries_waiting ON deliveries (kind, due_at, id) WHERE state = 'waiting';
CREATE INDEX deliveries_sending ON deliveries (due_at) WHERE state = 'sending';
CREATE INDEX deliveries_troubled ON deliveries (created_at) WHERE state IN ('failed', 'uncertain');
CREATE INDEX deliveries_open_rankings ON deliveries (ranking_id) WHERE state IN ('waiting', 'sending');

-- What each reader has been sent, or is about to be.
CREATE TABLE remembered_papers (
    subscription_id uuid NOT NULL REFERENCES subscriptions,
    paper_id text NOT NULL,
    PRIMARY KEY (subscription_id, paper_id)
);
