-- Two living papers never share an arXiv id; where earlier versions left some, the paper that is named by the id keeps it.
UPDATE papers
   SET arxiv_id = NULL
 WHERE withdrawn_at IS NULL
   AND EXISTS (
           SELECT FROM papers AS other
            WHERE other.arxiv_id = papers.arxiv_id
              AND other.withdrawn_at IS NULL
              AND (other.paper_id <> other.arxiv_id, other.paper_id COLLATE "C") < (papers.paper_id <> papers.arxiv_id, papers.paper_id COLLATE "C")
       );

CREATE UNIQUE INDEX papers_living_arxiv_id ON papers (arxiv_id) WHERE withdrawn_at IS NULL;

-- The service orders ids by their bytes, whatever the database's collation.
ALTER TABLE suspected_duplicates ALTER COLUMN one TYPE text COLLATE "C", ALTER COLUMN other TYPE text COLLATE "C";
