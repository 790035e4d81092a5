package dev.ducksheet.seed;

import dev.ducksheet.seed.ProductFile.Difference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A product file as DuckDB reads it: the table {@code good}, and the errors of those that it rejects. */
final class ReadProducts implements AutoCloseable {
    private static final String WINNERS = """
            CREATE TABLE %s AS
            SELECT lower(sku) AS key, arg_max({'name': name, 'description': description}, place) AS product
            FROM (SELECT *, row_number() OVER () AS place FROM read_csv('%s', %s))
            GROUP BY key""";

    private static final String DIALECT = """
            auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
            columns = {'sku': 'VARCHAR', 'name': 'VARCHAR', 'description': 'VARCHAR'},
            strict_mode = true, store_rejects = true, rejects_limit = 0""";

    private final Path file;
    private final Connection connection;

    ReadProducts(Path file) throws SQLException {
        this.file = file;
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("CREATE TABLE good AS SELECT * FROM read_csv('" + file + "', " + DIALECT + ")");
    }

    /** Returns what these products have that the others have not, the last record of each sku winning. */
    Difference since(ReadProducts before) throws SQLException {
        run(WINNERS.formatted("before", before.file, DIALECT));
        run(WINNERS.formatted("after", file, DIALECT));
        String joined = "FROM after LEFT JOIN before USING (key) WHERE ";
        return new Difference(
                number("SELECT count(*) " + joined
                        + "before.key IS NOT NULL AND after.product IS DISTINCT FROM before.product"),
                number("SELECT count(*) " + joined + "before.key IS NULL"),
                number("SELECT count(*) " + joined
                        + "before.key IS NOT NULL AND after.product IS NOT DISTINCT FROM before.product"));
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** Returns all the texts of a column as one. */
    String text(String column) throws SQLException {
        return String.join(" ", texts("SELECT " + column + " FROM good WHERE " + column + " IS NOT NULL"));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
