CREATE SCHEMA workbook.ducksheet;

-- Exactly one row: where this history of the workbook stands.
CREATE TABLE workbook.ducksheet.state (
  format INTEGER NOT NULL,
  epoch VARCHAR NOT NULL,
  version BIGINT NOT NULL,
  oldest_retained BIGINT NOT NULL,
  queue_position VARCHAR
);

-- One row for each decided request. version and changes are there if something changed; detail is the refusal or hold,
-- or the first request with the same idempotency key. What is said again and again stands in topic and shape: a batch of
-- thousands is kept in half the time.
CREATE TABLE workbook.ducksheet.update_log (
  version BIGINT,
  update_id UUID NOT NULL,
  decided_at TIMESTAMP NOT NULL,
  topic INTEGER NOT NULL,
  row_count BIGINT,
  detail VARCHAR,
  changes VARCHAR
);

-- What a request was, who sent it and what it was to change; sheet and column_name are '' for the end of a hold.
CREATE TABLE workbook.ducksheet.topic (
  number INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  editor VARCHAR NOT NULL,
  sheet VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL
);

-- What rows in update_log.changes are rows of: their sheet, the column that changed, the names of their cells (JSON).
CREATE TABLE workbook.ducksheet.shape (
  number INTEGER NOT NULL,
  sheet VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  names VARCHAR NOT NULL
);

CREATE TABLE workbook.ducksheet.idempotency_key (
  key VARCHAR PRIMARY KEY,
  fingerprint VARCHAR NOT NULL,
  update_id UUID NOT NULL,
  decided_at TIMESTAMP NOT NULL
);

-- condition_text is what Condition.text() wrote; place is the order in which the holds were placed.
CREATE TABLE workbook.ducksheet.hold (
  place BIGINT NOT NULL,
  update_id UUID NOT NULL,
  sheet VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  condition_text VARCHAR NOT NULL,
  editor VARCHAR NOT NULL
);

-- The rollups and derived views among the views of schema main; definition is JSON for a rollup, NULL for a view.
CREATE TABLE workbook.ducksheet.defined_view (
  name VARCHAR NOT NULL,
  definition VARCHAR
);
