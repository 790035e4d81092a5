-- The aggregates that were made, tables and views of schema main; definition is JSON:
-- [name, source, [by], count, [[sum, column], …], refresh].
CREATE TABLE workbook.ducksheet.aggregate (
  name VARCHAR NOT NULL,
  definition VARCHAR NOT NULL
);
