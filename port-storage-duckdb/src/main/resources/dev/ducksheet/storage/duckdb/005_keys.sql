-- Every API key that was ever made; hash is the SHA-256 of its secret, which is nowhere. Times that have not come are
-- the end of the year 9999.
CREATE TABLE workbook.ducksheet.api_key (
  id UUID NOT NULL,
  name VARCHAR NOT NULL,
  prefix VARCHAR NOT NULL,
  hash VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  created_by VARCHAR NOT NULL,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  revoked_by VARCHAR NOT NULL,
  revoked_at TIMESTAMP NOT NULL,
  last_used_at TIMESTAMP NOT NULL
);

-- The sheets that a key may use, in their order; none for a key that may use all. condition_text is what
-- Condition.text() wrote, NULL for all rows.
CREATE TABLE workbook.ducksheet.api_key_grant (
  key_id UUID NOT NULL,
  place INTEGER NOT NULL,
  sheet VARCHAR NOT NULL,
  condition_text VARCHAR
);
