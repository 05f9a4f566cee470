ALTER TABLE sightings RENAME TO observed_counts;
ALTER TABLE observed_counts RENAME COLUMN seen_at TO observed_at;
ALTER TABLE twins RENAME TO suspected_duplicates;
ALTER TABLE suspected_duplicates RENAME COLUMN twin_id TO duplicate_id;
ALTER TABLE host_turns RENAME TO host_rate_limits;
ALTER TABLE source_records RENAME COLUMN said TO record;
ALTER TABLE source_records RENAME COLUMN said_at TO recorded_at;
ALTER TABLE source_records RENAME COLUMN former TO earlier_keys;
ALTER TABLE paper_history RENAME COLUMN was TO previous;
