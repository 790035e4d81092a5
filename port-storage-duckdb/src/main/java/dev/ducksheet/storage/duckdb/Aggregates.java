package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The aggregates in the file: views, or tables that one statement fills. */
final class Aggregates {
    private final Session session;

    Aggregates(Session session) {
        this.session = session;
    }

    List<Aggregation> all() throws SQLException {
        return session
                .texts(Sql.of("SELECT definition FROM workbook.ducksheet.aggregate ORDER BY name COLLATE \"binary\""))
                .stream()
                .map(AggregationJson::read)
                .toList();
    }

    /** Forgets what was made; it stays there. */
    void forget(String name) throws SQLException {
        session.update(Sql.of("DELETE FROM workbook.ducksheet.aggregate WHERE name = CAST(? AS VARCHAR)", name));
    }

    /** Drops the table or view of an aggregate. */
    void drop(Sheet sheet) throws SQLException {
        if (sheet instanceof Table) {
            session.execute("DROP TABLE " + Sql.sheet(sheet.name()));
        } else {
            new Definitions(session).drop(sheet.name());
        }
        forget(sheet.name());
    }

    /** Returns how many rows were written, which is none of a view. */
    long make(Aggregation aggregation, Optional<Sheet> before, Sheet made) throws SQLException {
        if (before.isPresent()) {
            drop(before.get());
        }
        session.update(Sql.of(
                "INSERT INTO workbook.ducksheet.aggregate VALUES (CAST(? AS VARCHAR), CAST(? AS VARCHAR))",
                aggregation.name(),
                AggregationJson.write(aggregation)));
        if (made instanceof Table table) {
            session.execute(TableDdl.create(table, table.name()));
            return session.update(fill(aggregation, table));
        }
        new Definitions(session).define(aggregation.name(), aggregation.rows());
        return 0;
    }

    /** The rows stand in the order in which a view of them is shown. */
    private static Sql fill(Aggregation aggregation, Table made) {
        var columns =
                made.columns().stream().map(column -> Sql.column(column.name())).collect(Collectors.joining(", "));
        var order = aggregation.rows().by().stream()
                .map(name -> shown(made.column(name).orElseThrow()) + " ASC NULLS LAST")
                .collect(Collectors.joining(", "));
        return Sql.of("INSERT INTO " + Sql.sheet(made.name()) + " (" + columns + ") SELECT * FROM ("
                + Definitions.grouped(aggregation.rows()) + ") b ORDER BY " + order);
    }

    private static String shown(Column column) {
        return Types.shown(column.type(), Joins.base(column.name()));
    }
}
