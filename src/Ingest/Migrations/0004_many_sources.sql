ALTER TABLE papers
    ADD COLUMN source_title text,
    ADD COLUMN source_abstract text,
    ADD COLUMN featured jsonb,
    -- Why the paper is none any more: its sources have deleted it, or it is part of another, to which it leads.
    ADD COLUMN withdrawal text CHECK (withdrawal IN ('Deleted', 'Merged')),
    ADD COLUMN merged_into text,
    ADD COLUMN withdrawn_at timestamptz;

-- A source may speak of one paper under several keys: an arXiv identifier, doi: and a DOI, a title's key.
ALTER TABLE source_records
    ADD COLUMN record_key text,
    -- Keys of titles, and DOIs behind doi:, that the source gave before: what it said once still leads to the paper.
    ADD COLUMN former text[] NOT NULL DEFAULT '{}',
    -- Joined and Apart: an admin has put it where it is, and there it stays.
    ADD COLUMN placement text NOT NULL DEFAULT 'Found' CHECK (placement IN ('Found', 'Joined', 'Apart')),
    ADD COLUMN is_deleted boolean NOT NULL DEFAULT false,
    -- When its source deleted it last, and when the text that said so was got.
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN deletion_read_at timestamptz;

UPDATE source_records
   SET record_key = coalesce(
           said ->> 'arxivId',
           'doi:' || lower(said ->> 'doi'),
           (SELECT min(title_key) FROM paper_titles WHERE paper_titles.paper_id = source_records.paper_id),
           paper_id);

ALTER TABLE source_records
    ALTER COLUMN record_key SET NOT NULL,
    DROP CONSTRAINT source_records_pkey,
    ADD PRIMARY KEY (paper_id, source, record_key);

-- Most papers bear the key that their sources know them by: only the others need another way in.
CREATE INDEX source_records_elsewhere ON source_records (record_key) WHERE record_key <> paper_id;
DROP INDEX papers_arxiv_id;

-- Every DOI that a statement with an arXiv identifier ever gave.
CREATE TABLE paper_dois (
    doi text NOT NULL,
    paper_id text NOT NULL,
    PRIMARY KEY (doi, paper_id)
);

INSERT INTO paper_dois (doi, paper_id)
SELECT DISTINCT lower(said ->> 'doi'), paper_id
  FROM source_records
 WHERE said ? 'doi'
   AND said ? 'arxivId';

-- Papers that may be one. What an admin has dismissed stays, so that it is not suspected again.
CREATE TABLE twins (
    twin_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    one text NOT NULL,
    other text NOT NULL,
    suspicion text NOT NULL CHECK (suspicion IN ('SameTitle', 'SameDoi')),
    is_dismissed boolean NOT NULL DEFAULT false,
    since timestamptz NOT NULL,
    UNIQUE (one, other),
    CHECK (one < other)
);

CREATE INDEX twins_other ON twins (other);
