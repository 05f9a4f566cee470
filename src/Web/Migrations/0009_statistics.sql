-- Nothing is ever looked for by these, so that the planner needs no statistics of them, which are dear of long values.
ALTER TABLE papers ALTER COLUMN title SET STATISTICS 0, ALTER COLUMN abstract SET STATISTICS 0, ALTER COLUMN comment SET STATISTICS 0,
    ALTER COLUMN authors SET STATISTICS 0;
ALTER TABLE paper_tags ALTER COLUMN evidence SET STATISTICS 0;
ALTER TABLE paper_links ALTER COLUMN urls SET STATISTICS 0, ALTER COLUMN kinds SET STATISTICS 0;
