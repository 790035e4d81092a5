package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Short words of the tests for workbooks, cells and rows. */
final class Books {
    /** The defaults, but for a cache that takes over at once, so that the first batch reads the file and the next do not. */
    static final DuckDbSettings SETTINGS =
            DuckDbSettings.defaults(new Random(1)).caching(new DuckDbSettings.RowCaching(64 << 20, 2));

    private Books() {}

    static DuckDbWorkbookStore open(Path file) {
        return DuckDbWorkbookStore.open(file, SETTINGS);
    }

    /** Does something to a file as another tool would. */
    static void outside(Path file, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        }
    }

    /** Asks a file as another tool would, and returns the first column. */
    static List<String> texts(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var rows = connection.createStatement().executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    static CellValue cell(Object content) {
        if (content instanceof String text) {
            return CellValue.of(text);
        }
        if (content instanceof Boolean bool) {
            return CellValue.of(bool);
        }
        if (content instanceof Double number) {
            return CellValue.of(number);
        }
        if (content instanceof LocalDate day) {
            return CellValue.of(day);
        }
        return content instanceof CellValue cell ? cell : CellValue.of(new BigDecimal(content.toString()));
    }

    static List<CellValue> row(Object... cells) {
        return Stream.of(cells).map(Books::cell).toList();
    }

    static List<List<CellValue>> drain(RowStream stream) {
        try (stream) {
            var rows = new ArrayList<List<CellValue>>();
            while (stream.next()) {
                var batch = stream.batch();
                for (int row = 0; row < batch.size(); row++) {
                    var cells = new ArrayList<CellValue>();
                    for (int column = 0; column < stream.columns().size(); column++) {
                        cells.add(batch.get(column, row));
                    }
                    rows.add(cells);
                }
            }
            return rows;
        }
    }

    static List<List<CellValue>> rows(WorkbookSnapshot snapshot, Sheet sheet) {
        return drain(
                snapshot.view(new ViewQuery(sheet, sheet.columns(), List.of(), List.of(), Long.MAX_VALUE, List.of())));
    }

    static List<List<CellValue>> rows(DuckDbWorkbookStore store, String sheet) {
        try (var snapshot = store.snapshot()) {
            return rows(snapshot, store.catalog().sheet(sheet).orElseThrow());
        }
    }

    static Table table(DuckDbWorkbookStore store, String name) {
        return (Table) store.catalog().sheet(name).orElseThrow();
    }

    static Column column(Sheet sheet, String name) {
        return sheet.column(name).orElseThrow();
    }

    static QueryResult query(DuckDbWorkbookStore store, String text, CellValue... parameters) {
        return store.query(new Query(text, List.of(parameters), 1000, Duration.ofSeconds(30)));
    }
}
