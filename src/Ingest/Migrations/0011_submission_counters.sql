-- Empty replies of arXiv, apart from the failed attempts in tries.
ALTER TABLE submissions ADD COLUMN empty_answers int NOT NULL DEFAULT 0;
