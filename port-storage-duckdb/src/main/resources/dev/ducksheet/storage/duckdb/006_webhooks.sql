-- types is what a webhook asks for, with blanks between; sheet is NULL for everything, condition_text, which
-- Condition.text() wrote, for all rows of the sheet; disabled_why is NULL for one that is enabled. secrets is JSON: the
-- newest, then [secret, until when it signs] for each that it replaced; who may read the file may sign.
CREATE TABLE workbook.ducksheet.webhook (
  id UUID NOT NULL,
  url VARCHAR NOT NULL,
  types VARCHAR NOT NULL,
  sheet VARCHAR,
  condition_text VARCHAR,
  description VARCHAR NOT NULL,
  disabled_why VARCHAR,
  secrets VARCHAR NOT NULL,
  created_by VARCHAR NOT NULL,
  created_at TIMESTAMP NOT NULL
);

-- How far a webhook has come: the version and the notice up to which it is settled, and the versions that are still to be
-- sent once more, none if the first is behind the last. What has never failed does so since the end of the year 9999.
CREATE TABLE workbook.ducksheet.webhook_progress (
  webhook_id UUID NOT NULL,
  version BIGINT NOT NULL,
  notice BIGINT NOT NULL,
  failing_since TIMESTAMP NOT NULL,
  replay_next BIGINT NOT NULL,
  replay_last BIGINT NOT NULL
);

-- The messages to webhooks; number is of a version or, if is_notice, of a notice. state is pending, delivered or failed,
-- state_at the time from when on the message is to be sent, or when it was done with; attempts is JSON: of each [when,
-- milliseconds, how: an HTTP status, or none or forbidden, and what came or why nothing did].
CREATE TABLE workbook.ducksheet.webhook_delivery (
  id VARCHAR NOT NULL,
  webhook_id UUID NOT NULL,
  type VARCHAR NOT NULL,
  epoch VARCHAR NOT NULL,
  is_notice BOOLEAN NOT NULL,
  number BIGINT NOT NULL,
  state VARCHAR NOT NULL,
  tries INTEGER NOT NULL,
  state_at TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  attempts VARCHAR NOT NULL
);

-- What happened and has no version; numbers are consecutive. facts is JSON: [name, cell] of each.
CREATE TABLE workbook.ducksheet.notice (
  number BIGINT NOT NULL,
  noted_at TIMESTAMP NOT NULL,
  type VARCHAR NOT NULL,
  sheet VARCHAR NOT NULL,
  facts VARCHAR NOT NULL
);
