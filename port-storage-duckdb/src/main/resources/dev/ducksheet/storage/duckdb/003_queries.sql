-- The saved queries; definition is JSON: [name, sql, description, [parameters]].
CREATE TABLE workbook.ducksheet.saved_query (
  name VARCHAR NOT NULL,
  definition VARCHAR NOT NULL
);
