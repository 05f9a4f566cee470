-- The names of outcomes as the code has them now.
UPDATE link_checks
   SET outcome = CASE outcome
                 WHEN 'Busy' THEN 'RateLimited'
                 WHEN 'RedirectedInACircle' THEN 'RedirectLoop'
                 WHEN 'BadRedirect' THEN 'InvalidRedirect'
                 WHEN 'StrangeStatus' THEN 'UnexpectedStatus'
                 END
 WHERE outcome IN ('Busy', 'RedirectedInACircle', 'BadRedirect', 'StrangeStatus');

-- Checks in a row whose verdict was 'Unsure'.
ALTER TABLE links RENAME COLUMN doubts TO unsure_checks;
