-- Where the workbook stands is in the newest pages: last_version of the last page of a commit is the version that the
-- workbook has then, even if the page itself has no change, and queue_position how far the queue is decided. A commit
-- without decisions, or one whose pages were written before it was decided, ends with a page without entries.
ALTER TABLE workbook.ducksheet.update_log ADD COLUMN queue_position VARCHAR;
INSERT INTO workbook.ducksheet.update_log
SELECT NULL, version, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000',
  coalesce((SELECT max(decided_at) FROM workbook.ducksheet.update_log), TIMESTAMP '1970-01-01'), '[]', queue_position
FROM workbook.ducksheet.state;
ALTER TABLE workbook.ducksheet.state DROP COLUMN version;
ALTER TABLE workbook.ducksheet.state DROP COLUMN queue_position;
