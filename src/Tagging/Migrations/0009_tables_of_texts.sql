-- Texts stay uncompressed in their row: compressing each costs more than the pages it saves.
ALTER TABLE tagged_papers SET (toast_tuple_target = 8160);

-- Nothing is ever looked for by these, so that the planner needs no statistics of them, which are dear of long values.
ALTER TABLE tagged_papers ALTER COLUMN title SET STATISTICS 0, ALTER COLUMN abstract SET STATISTICS 0,
    ALTER COLUMN categories SET STATISTICS 0, ALTER COLUMN tags SET STATISTICS 0;
