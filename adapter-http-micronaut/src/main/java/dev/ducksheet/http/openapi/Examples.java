package dev.ducksheet.http.openapi;

/** Requests that the demo workbook takes, and answers that it gives. */
final class Examples {
    static final Example SET_CELL = Example.json("set_cell", "A cell gets another value", """
            {"table": "sales", "column": "quantity", "value": 45, "condition": "product_id = 4 AND customer_id = 5"}""");
    static final Example SET_TOTAL = Example.json("set_total", "A total is spread over its leaves", """
            {"table": "sales_summary_by_product_family", "column": "quantity", "value": 200,
              "condition": {"supplier": "Collins and Sons", "invoice_date_month": "2024-03"},
              "spread": {"method": "proportional", "over": "children", "hold": ["brand = 'Nader'"]}}""");
    static final Example WRAPPED = Example.json("wrapped", "As older clients send it", """
            {"data": {"table": "sales", "column": "quantity", "value": "45",
              "condition": "product_id = 4 AND customer_id = 5", "level": 3}}""");
    static final Example ADD = Example.json("add", "So that two who raise the same cell lose nothing", """
            {"table": "sales", "column": "quantity", "op": "add", "value": 5, "condition": {"product_id": 4, "customer_id": 5}}""");
    static final Example EXPECTING = Example.json("expecting", "Only if nobody was faster", """
            {"table": "sales", "column": "quantity", "value": 45, "condition": {"product_id": 4, "customer_id": 5},
              "expected": 43}""");
    static final Example DRY_RUN = Example.json("dry_run", "What would happen", """
            {"table": "sales_summary_by_product_family", "column": "quantity", "value": 300,
              "condition": "supplier = 'Collins and Sons'", "dry_run": true}""");
    static final Example APPLIED = Example.json("applied", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000001", "version": 1, "table": "sales",
              "column": "quantity", "rows": 1, "message": "Updated sales"}""");
    static final Example PENDING = Example.json("pending", "On its way", """
            {"status": "pending", "update_id": "019b76da-a800-7000-8000-000000000001"}""");
    static final Example REFUSED = Example.json("refused", "Not done", """
            {"status": "refused", "update_id": "019b76da-a800-7000-8000-000000000001",
              "problem": {"type": "/problems/no-match", "title": "No row matches the condition", "status": 404,
                "detail": "no row of sales matches product_id = 9"}}""");
    static final Example PLANNED = Example.json("planned", "What would happen", """
            {"status": "planned", "cursor": "e7-0", "table": "sales_summary_by_product_family", "column": "quantity",
              "rows": 7, "before": 363, "after": 300, "parts": [
                {"label": "Lindgren", "before": 196, "after": 162, "remainder": 1},
                {"label": "Nader", "before": 167, "after": 138, "remainder": 0}]}""");

    static final Example UNDONE = Example.json("undone", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000004", "version": 2, "table": "sales",
              "rows": 1, "event": "undone", "undone": 1, "message": "Took version 1 back in sales"}""");
    static final Example HISTORY = Example.json("history", "One cell, as it was and as it became", """
            {"history": [
              {"version": 1, "update_id": "019b76da-a800-7000-8000-000000000001", "editor": "ana",
                "at": "2026-01-01T00:00:00Z", "edited_table": "sales", "edited_column": "quantity", "table": "sales",
                "kind": "updated", "row": {"_row_id": 4}, "cells": [{"column": "quantity", "before": 43, "after": 45}]}],
              "oldest_kept": 1}""");

    static final Example UPDATES = Example.json("updates", "A row and a total that changed with it", """
            {"data": {"updates": [
              {"product_id": 4, "customer_id": 5, "invoice_date": "2024-03-08", "quantity": 45, "net_price": 1029.24,
                "_change": {"version": 1, "update_id": "019b76da-a800-7000-8000-000000000001", "table": "sales",
                  "column": "quantity", "editor": "ana", "at": "2026-01-01T00:00:00Z", "edited_table": "sales",
                  "edited_column": "quantity"}},
              {"supplier": "Collins and Sons", "brand": null, "family": null, "invoice_date_month": "2024-03",
                "quantity": 170, "net_amount": 4110.74, "grouping_set_id": 3,
                "_change": {"version": 1, "update_id": "019b76da-a800-7000-8000-000000000001",
                  "table": "sales_summary_by_product_family", "column": "quantity", "editor": "ana",
                  "at": "2026-01-01T00:00:00Z", "edited_table": "sales", "edited_column": "quantity"}}]},
              "next": "e7-1"}""");
    static final Example EVENTS = Example.text("events", "The beginning, and one update", """
            retry: 1000
            id: e7-0

            id: e7-1
            event: update
            data: [{"product_id": 4, "quantity": 45, "_change": {"version": 1}}]

            """);

    static final Example VIEW = Example.json("view", "The first page", """
            {"table": "sales", "version": 1, "cursor": "e7-1",
              "columns": [{"name": "product_id", "type": "INTEGER"}, {"name": "quantity", "type": "BIGINT"}],
              "rows": [{"product_id": 1, "quantity": 97}, {"product_id": 2, "quantity": 60}],
              "next_cursor": "N2JjOGVlMjNbIm4yIl0"}""");
    static final Example VIEW_CSV = Example.text("csv", "RFC 4180", "product_id,quantity\r\n1,97\r\n2,60\r\n");
    static final Example VIEW_NDJSON = Example.text("ndjson", "A row on each line", """
            {"product_id":1,"quantity":97}
            {"product_id":2,"quantity":60}
            """);

    private static final String CUSTOMER = """
            {"name": "customer", "kind": "table", "key": ["customer_id"], "columns": [
              {"name": "customer_id", "type": "INTEGER", "nullable": false},
              {"name": "city", "type": "VARCHAR", "nullable": true}]}""";
    private static final String SUMMARY = """
            {"name": "sales_summary_by_product_family", "kind": "rollup", "base": "sales",
              "joins": [{"table": "product", "column": "product_id", "base_column": "product_id"}],
              "levels": [{"name": "supplier", "source": "product.supplier"}, {"name": "brand", "source": "product.brand"}],
              "axes": [{"name": "invoice_date_month", "source": "sales.invoice_date", "part": "month"}],
              "measures": [{"name": "quantity", "column": "quantity", "aggregate": "sum"}],
              "grouping_sets": [{"id": 0, "levels": ["supplier", "brand"], "axes": ["invoice_date_month"]},
                {"id": 1, "levels": ["supplier"], "axes": ["invoice_date_month"]}],
              "columns": [{"name": "supplier", "type": "VARCHAR", "nullable": true},
                {"name": "quantity", "type": "HUGEINT", "nullable": true}]}""";
    static final Example TABLE = Example.json("table", "A table", CUSTOMER);
    static final Example ROLLUP = Example.json("rollup", "A rollup", SUMMARY);
    static final Example TABLES =
            Example.json("tables", "A table and a rollup", "{\"tables\": [" + CUSTOMER + ", " + SUMMARY + "]}");
    static final Example ROLLUPS = Example.json("rollups", "One rollup", "{\"rollups\": [" + SUMMARY + "]}");

    static final Example NEW_TABLE = Example.json("new_table", "Two columns and a key", """
            {"name": "price", "key": ["id"], "columns": [
              {"name": "id", "type": "INTEGER"},
              {"name": "amount", "type": "DECIMAL(18,2)", "nullable": false, "default": 0},
              {"name": "code", "type": "TEXT", "unique": true}]}""");
    static final Example CREATED = Example.json("created", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2, "table": "price",
              "rows": 0, "event": "table_created", "schema": {"name": "price", "key": ["id"], "columns": [
                {"name": "id", "type": "INTEGER", "nullable": false},
                {"name": "amount", "type": "DECIMAL(18,2)", "nullable": false, "default": 0},
                {"name": "code", "type": "VARCHAR", "nullable": true, "unique": true}]}, "message": "Created price"}""");
    static final Example ALTER_TABLE = Example.json("alter_table", "Four steps, all or none", """
            {"steps": [
              {"op": "add", "column": {"name": "since", "type": "DATE"}},
              {"op": "rename", "column": "city", "to": "town"},
              {"op": "retype", "column": "capacity", "type": "BIGINT"},
              {"op": "drop", "column": "chain"}]}""");
    static final Example ALTERED = Example.json("altered", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "customer", "rows": 0, "event": "table_altered", "schema": {"name": "customer",
                "key": ["customer_id"], "columns": [
                  {"name": "customer_id", "type": "INTEGER", "nullable": false},
                  {"name": "town", "type": "VARCHAR", "nullable": true}]}, "message": "Altered customer"}""");
    static final Example DROPPED = Example.json("dropped", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "customer", "rows": 0, "event": "table_dropped", "message": "Dropped customer"}""");

    static final Example NEW_AGGREGATE = Example.json("new_aggregate", "A table that is refreshed on demand", """
            {"by": ["type"], "as": "customer_agg", "count": "no_of_customers", "sums": {"seats": "capacity"}}""");
    static final Example FRESH_AGGREGATE = Example.json("fresh_aggregate", "A view that is always fresh", """
            {"by": ["province", "city"], "as": "customer_places", "sums": ["capacity"], "refresh": "on_change"}""");
    static final Example AGGREGATED = Example.json("aggregated", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "customer_agg", "rows": 3, "event": "table_aggregated", "aggregate": {"name": "customer_agg",
                "source": "customer", "by": ["type"], "count": "no_of_customers", "sums": {"seats": "capacity"},
                "refresh": "manual"}, "message": "Aggregated customer into customer_agg"}""");

    static final Example NEW_ROLLUP = Example.json("new_rollup", "Sums and an average by brand and month", """
            {"name": "by_brand", "base": "sales",
              "joins": [{"table": "product", "column": "product_id", "base_column": "product_id"}],
              "levels": [{"name": "brand", "source": "product.brand"}],
              "axes": [{"name": "month", "source": "sales.invoice_date", "part": "month"}],
              "measures": [{"name": "quantity", "column": "quantity"},
                {"name": "average_price", "column": "net_price", "aggregate": "avg"}],
              "grouping_sets": [{"levels": ["brand"], "axes": ["month"]}, {"levels": ["brand"]}, {}]}""");
    static final Example DEFINED = Example.json("defined", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "by_brand", "rows": 0, "event": "rollup_defined", "schema": {"name": "by_brand",
                "base": "sales", "joins": [{"table": "product", "column": "product_id", "base_column": "product_id"}],
                "levels": [{"name": "brand", "source": "product.brand"}],
                "axes": [{"name": "month", "source": "sales.invoice_date", "part": "month"}],
                "measures": [{"name": "quantity", "column": "quantity", "aggregate": "sum"},
                  {"name": "average_price", "column": "net_price", "aggregate": "avg"}],
                "grouping_sets": [{"id": 0, "levels": ["brand"], "axes": ["month"]},
                  {"id": 2, "levels": ["brand"], "axes": []}, {"id": 3, "levels": [], "axes": []}]}, "message": "Created by_brand"}""");
    static final Example ROLLUP_DROPPED = Example.json("rollup_dropped", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "by_brand", "rows": 0, "event": "rollup_dropped", "message": "Dropped by_brand"}""");

    static final Example NEW_ROWS = Example.json("rows", "Two rows", """
            {"rows": [{"customer_id": 6, "city": "Lyon"}, {"customer_id": 7, "city": null}]}""");
    static final Example NEW_ROWS_BARE = Example.json("bare", "The array alone", """
            [{"customer_id": 6, "city": "Lyon"}, {"customer_id": 7, "city": null}]""");
    static final Example NEW_ROWS_CSV =
            Example.text("csv", "With a header line", "customer_id,city\r\n6,Lyon\r\n7,\r\n");
    static final Example NEW_ROWS_NDJSON = Example.text("ndjson", "A row on each line", """
            {"customer_id": 6, "city": "Lyon"}
            {"customer_id": 7, "city": null}
            """);
    static final Example INSERTED = Example.json("inserted", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "customer", "rows": 2, "event": "rows_inserted", "inserted": 2, "updated": 0,
              "message": "Updated customer"}""");
    static final Example UPDATE_ROWS = Example.json("update_rows", "Two cells of one row", """
            {"set": {"city": "Lyon", "capacity": 80}, "condition": "customer_id = 2"}""");
    static final Example ROWS_UPDATED = Example.json("updated", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "customer", "rows": 1, "event": "rows_updated", "columns": ["city", "capacity"],
              "message": "Updated customer"}""");
    static final Example ROWS_DELETED = Example.json("deleted", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2,
              "table": "customer", "rows": 1, "event": "rows_deleted", "message": "Updated customer"}""");

    static final Example NEW_HOLD = Example.json("new_hold", "The sales of one product", """
            {"table": "sales", "column": "quantity", "condition": "product_id = 2"}""");
    private static final String HOLD = """
            {"id": "019b76da-a800-7000-8000-000000000002", "table": "sales", "column": "quantity",
              "condition": "product_id = 2", "editor": "ana"}""";
    static final Example PLACED = Example.json(
            "placed",
            "Done",
            "{\"status\": \"placed\", \"update_id\": \"019b76da-a800-7000-8000-000000000002\", \"hold\": " + HOLD
                    + "}");
    static final Example HOLDS = Example.json("holds", "One hold", "{\"holds\": [" + HOLD + "]}");

    static final Example QUERY = Example.json("query", "Totals since a day", """
            {"sql": "SELECT product_id, sum(quantity) AS quantity FROM sales WHERE invoice_date >= ? GROUP BY ALL ORDER BY ALL",
              "parameters": ["2024-03-01"], "limit": 100, "timeout": 10}""");
    static final Example RESULT = Example.json("result", "Two rows", """
            {"version": 1, "cursor": "e7-1",
              "columns": [{"name": "product_id", "type": "INTEGER"}, {"name": "quantity", "type": "HUGEINT"}],
              "rows": [{"product_id": 1, "quantity": 97}, {"product_id": 2, "quantity": 60}]}""");

    static final Example QUERY_NAMED = Example.json("named", "The same, with names", """
            {"sql": "SELECT product_id, sum(quantity) AS quantity FROM sales WHERE invoice_date >= $since GROUP BY ALL ORDER BY ALL",
              "parameters": {"since": "2024-03-01"}}""");
    static final Example NEW_QUERY = Example.json("new_query", "With a parameter that may be left out", """
            {"name": "sold_of", "sql": "SELECT sum(quantity) AS sold FROM sales WHERE product_id = $product AND invoice_date >= $since",
              "description": "Pieces of a product sold since a day", "parameters": [
                {"name": "product", "type": "INTEGER"}, {"name": "since", "type": "DATE", "default": "2024-01-01"}]}""");
    static final Example CHANGED_QUERY = Example.json("changed_query", "Without a parameter", """
            {"sql": "SELECT sum(quantity) AS sold FROM sales", "description": "Pieces sold"}""");
    private static final String SOLD = """
            {"name": "sold", "sql": "SELECT sum(quantity) AS sold FROM sales WHERE invoice_date >= $since",
              "description": "Pieces sold since a day",
              "parameters": [{"name": "since", "type": "DATE", "default": "2024-01-01"}]}""";
    static final Example SAVED_QUERIES = Example.json("queries", "One query", "{\"queries\": [" + SOLD + "]}");
    static final Example QUERY_SAVED = Example.json("query_saved", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2, "table": "sold",
              "rows": 0, "event": "query_saved", "message": "Saved sold", "query":""" + SOLD + "}");
    static final Example QUERY_DROPPED = Example.json("query_dropped", "Done", """
            {"status": "applied", "update_id": "019b76da-a800-7000-8000-000000000003", "version": 2, "table": "sold",
              "rows": 0, "event": "query_dropped", "message": "Dropped sold"}""");

    static final Example PARQUET = Example.text("parquet", "A file begins so, and goes on in bytes", "PAR1");
    static final Example ARROW = Example.text("arrow", "Bytes", "\u00ff\u00ff\u00ff\u00ff");
    static final Example PIVOT = Example.json("pivot", "Two customers of one product", """
            {"table": "sales", "version": 1, "cursor": "e7-1", "columns": [
                {"name": "product_id", "type": "INTEGER"}, {"name": "1", "type": "HUGEINT"}, {"name": "4", "type": "HUGEINT"}],
              "rows": [{"product_id": 2, "1": null, "4": 60}], "next_cursor": null}""");
    static final Example PIVOT_CSV = Example.text("csv", "The same", "product_id,1,4\r\n2,,60\r\n");
    static final Example PIVOT_NDJSON = Example.text("ndjson", "The same", "{\"product_id\":2,\"1\":null,\"4\":60}\n");
    static final Example UNPIVOT = Example.json("unpivot", "Two measures of one row", """
            {"table": "sales", "version": 1, "cursor": "e7-1", "columns": [
                {"name": "product_id", "type": "INTEGER"}, {"name": "measure", "type": "VARCHAR"},
                {"name": "amount", "type": "DECIMAL(20,2)"}],
              "rows": [{"product_id": 2, "measure": "quantity", "amount": 60},
                {"product_id": 2, "measure": "net_price", "amount": 749.07}], "next_cursor": null}""");
    static final Example UNPIVOT_CSV =
            Example.text("csv", "The same", "product_id,measure,amount\r\n2,quantity,60\r\n2,net_price,749.07\r\n");
    static final Example UNPIVOT_NDJSON = Example.text("ndjson", "The same", """
            {"product_id":2,"measure":"quantity","amount":60}
            {"product_id":2,"measure":"net_price","amount":749.07}
            """);

    static final Example WELCOME = Example.json("welcome", "An open server", """
            {"message": "Welcome to Ducksheet", "version": "0.1.0", "open": true,
              "links": {"update_cell": "/update_cell", "get_updates": "/get_updates"}}""");
    static final Example UP = Example.json("up", "It does", "{\"status\": \"UP\"}");
    static final Example DOWN = Example.json("down", "It does not", "{\"status\": \"DOWN\"}");
    static final Example METRICS = Example.text("metrics", "One of them", """
            # HELP ducksheet_edits_applied_total Edits that changed the workbook
            # TYPE ducksheet_edits_applied_total counter
            ducksheet_edits_applied_total 1.0
            """);
    static final Example PROBLEM_TYPE = Example.json("stale", "A stale edit", """
            {"type": "/problems/stale", "title": "The cell no longer holds what was expected", "status": 409,
              "description": "The member \\"current\\" is what it holds now."}""");

    private Examples() {}
}
