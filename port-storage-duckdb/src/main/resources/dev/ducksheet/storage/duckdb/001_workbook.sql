CREATE SCHEMA workbook.ducksheet;

-- Exactly one row: where this history of the workbook stands.
CREATE TABLE workbook.ducksheet.state (
  format INTEGER NOT NULL,
  epoch VARCHAR NOT NULL,
  version BIGINT NOT NULL,
  oldest_retained BIGINT NOT NULL,
  queue_position VARCHAR
);

-- The decided requests, in their order, some hundreds of one moment in a row: entries is a JSON array that has for each
-- [id, topic, rows touched, detail, changed rows], the last three null where there is nothing; detail is the refusal or
-- hold, what happened if no cells were edited, or the first request with the same idempotency key. The entries with changed rows have the versions from
-- first_version to last_version, which are NULL if there is none; all ids are between least_id and greatest_id. What is
-- said again and again stands in topic and shape.
CREATE TABLE workbook.ducksheet.update_log (
  first_version BIGINT,
  last_version BIGINT,
  least_id UUID NOT NULL,
  greatest_id UUID NOT NULL,
  decided_at TIMESTAMP NOT NULL,
  entries VARCHAR NOT NULL
);

-- What a request was, who sent it and what it was to change; sheet and column_name are '' for the end of a hold.
CREATE TABLE workbook.ducksheet.topic (
  number INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  editor VARCHAR NOT NULL,
  sheet VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL
);

-- What the changed rows in update_log are rows of: their sheet, the column that changed, the names of their cells (JSON).
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
