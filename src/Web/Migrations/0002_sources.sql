-- What sources say beyond a paper's metadata, how papers fare there, and which papers are none any more.

ALTER TABLE papers
    -- Letter by letter as the source has it; null where that is the text beside it.
    ADD COLUMN source_title text,
    ADD COLUMN source_abstract text,
    -- The contract Featured.
    ADD COLUMN featured json,
    -- Why the paper is none any more. Its row stays at the revision that withdrew it, without any text, so that what arrives late meets a
    -- newer revision and changes nothing. It has no day, and so stands in no list.
    ADD COLUMN withdrawn text,
    ADD COLUMN merged_into text,
    ALTER COLUMN day DROP NOT NULL,
    ADD CONSTRAINT papers_have_a_day_or_are_withdrawn CHECK ((day IS NULL) = (withdrawn IS NOT NULL));

CREATE TABLE observations (
    paper_id text NOT NULL,
    source text NOT NULL,
    observed_at timestamptz NOT NULL,
    upvotes int,
    github_stars int,
    comments int,
    PRIMARY KEY (paper_id, source)
);
