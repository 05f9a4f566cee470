-- Texts stay uncompressed in their row: compressing each costs more than the pages it saves.
ALTER TABLE papers SET (toast_tuple_target = 8160);
ALTER TABLE source_records SET (toast_tuple_target = 8160);

-- Nothing is ever looked for by these, so that the planner needs no statistics of them, which are dear of long values.
ALTER TABLE papers ALTER COLUMN title SET STATISTICS 0, ALTER COLUMN abstract SET STATISTICS 0, ALTER COLUMN comment SET STATISTICS 0,
    ALTER COLUMN authors SET STATISTICS 0, ALTER COLUMN categories SET STATISTICS 0;
ALTER TABLE source_records ALTER COLUMN said SET STATISTICS 0, ALTER COLUMN superseded SET STATISTICS 0, ALTER COLUMN digest SET STATISTICS 0;
