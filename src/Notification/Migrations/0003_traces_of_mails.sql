-- The trace that a mail belongs to, as a W3C traceparent: kept until the mail is sent or given up.
ALTER TABLE deliveries ADD COLUMN trace_parent text;
