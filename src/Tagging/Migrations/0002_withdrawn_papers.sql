-- A paper that is none any more keeps its row without a text, so that what arrives late does not bring it back.
ALTER TABLE tagged_papers ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
