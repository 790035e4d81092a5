-- What a version did to the rows that it touched, as they were before and after it, is in the entries of update_log if
-- they are few. Of versions of many rows it is here, in parts: kind says whether the rows were updated (0), inserted (1)
-- or deleted (2), cells has the columns packed, one behind the other: those that name the rows, then those before and
-- those after (0), or all (1, 2).
CREATE TABLE workbook.ducksheet.image (
  version BIGINT NOT NULL,
  kind INTEGER NOT NULL,
  part INTEGER NOT NULL,
  cells BLOB NOT NULL
);

-- What images are of: the table, the columns that name its rows, those that were written, those of whole rows (JSON).
CREATE TABLE workbook.ducksheet.image_shape (
  number INTEGER NOT NULL,
  table_name VARCHAR NOT NULL,
  names VARCHAR NOT NULL,
  written VARCHAR NOT NULL,
  whole VARCHAR NOT NULL
);

-- The versions that changed the columns of a table; kept has those that stayed what they were (JSON).
CREATE TABLE workbook.ducksheet.reshaping (
  version BIGINT NOT NULL,
  table_name VARCHAR NOT NULL,
  kept VARCHAR NOT NULL
);

-- Exactly one row: the version from which on images are kept.
CREATE TABLE workbook.ducksheet.history (
  oldest BIGINT NOT NULL
);
INSERT INTO workbook.ducksheet.history SELECT version + 1 FROM workbook.ducksheet.state;
