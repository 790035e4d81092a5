-- Numbers the rows of tables without a key, in their hidden column _row_id; a number is given once.
CREATE SEQUENCE workbook.ducksheet.row_id;

-- Counts the changes of the tables, so that whoever sees a state of the workbook knows whether he knows its sheets.
ALTER TABLE workbook.ducksheet.state ADD COLUMN catalog_version BIGINT DEFAULT 0;
