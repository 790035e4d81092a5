package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.LongAmounts;
import dev.ducksheet.core.spread.WideAmounts;
import java.math.BigInteger;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A statement that runs again does what it says, whatever happened since it was planned. */
final class PlansTest {
    private static final String WRITE = "UPDATE item SET q = s.c1 FROM " + Staging.TABLE
            + " s WHERE item.id = s.c0 AND item.id >= CAST(? AS BIGINT)";

    private Session session;

    @BeforeEach
    void open() throws SQLException {
        var connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        session = new Session(connection);
        Staging.register(connection);
        create("HUGEINT");
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
    }

    private void create(String type) throws SQLException {
        session.execute(
                "CREATE OR REPLACE TABLE item AS SELECT range AS id, CAST(0 AS " + type + ") AS q FROM range(5000)");
    }

    private long write(long from, Amounts amounts) throws SQLException {
        var ids = LongStream.range(from, from + amounts.size()).toArray();
        return session.update(Sql.of(WRITE, from), Staged.of(ids.length, Staged.longs(ids), Staged.amounts(amounts)));
    }

    private static Amounts longs(int rows, long value) {
        return new LongAmounts(LongStream.generate(() -> value).limit(rows).toArray(), new BitSet());
    }

    private String q(long id) throws SQLException {
        return session.texts(Sql.of("SELECT CAST(q AS VARCHAR) FROM item WHERE id = " + id))
                .get(0);
    }

    @Test
    void takes_other_rows_and_parameters_each_time() throws SQLException {
        assertThat(write(7, longs(1, 70))).isEqualTo(1);
        assertThat(write(8, longs(3, 80))).isEqualTo(3);
        assertThat(write(20, longs(5, 90))).isEqualTo(5);
        assertThat(q(7) + " " + q(8) + " " + q(10) + " " + q(11) + " " + q(24)).isEqualTo("70 80 80 0 90");
    }

    @Test
    void takes_many_rows_after_few() throws SQLException {
        assertThat(write(0, longs(1, 1))).isEqualTo(1);
        assertThat(write(0, longs(4000, 2))).isEqualTo(4000);
        assertThat(write(0, longs(1024, 3))).isEqualTo(1024);
        assertThat(q(1023) + " " + q(1024)).isEqualTo("3 2");
    }

    @Test
    void takes_columns_of_another_type_under_the_same_text() throws SQLException {
        assertThat(write(1, longs(1, 5))).isEqualTo(1);
        var wide = BigInteger.TWO.pow(100);
        assertThat(write(2, new WideAmounts(new BigInteger[] {wide}))).isEqualTo(1);
        assertThat(write(3, longs(1, 6))).isEqualTo(1);
        assertThat(q(1) + " " + q(2) + " " + q(3)).isEqualTo("5 " + wide + " 6");
    }

    @Test
    void sees_a_table_that_became_another() throws SQLException {
        assertThat(write(1, longs(1, 5))).isEqualTo(1);
        create("DECIMAL(18,2)");
        assertThat(write(1, longs(1, 6))).isEqualTo(1);
        assertThat(q(1)).isEqualTo("6.00");
        session.execute("ALTER TABLE item ALTER q TYPE VARCHAR");
        assertThat(write(1, longs(1, 7))).isEqualTo(1);
        assertThat(q(1)).isEqualTo("7");
        session.execute("DROP TABLE item");
        assertThatThrownBy(() -> write(1, longs(1, 8))).isInstanceOf(SQLException.class);
        create("BIGINT");
        assertThat(write(1, longs(1, 9))).isEqualTo(1);
        assertThat(q(1)).isEqualTo("9");
    }

    @Test
    void runs_again_after_a_transaction_that_changed_the_table_was_undone() throws SQLException {
        assertThat(write(1, longs(1, 5))).isEqualTo(1);
        session.execute("BEGIN TRANSACTION");
        session.execute("ALTER TABLE item ADD COLUMN more INTEGER");
        assertThat(write(1, longs(1, 6))).isEqualTo(1);
        session.rollback();
        assertThat(q(1)).isEqualTo("5");
        assertThat(write(1, longs(1, 7))).isEqualTo(1);
        assertThat(q(1)).isEqualTo("7");
    }

    @Test
    void runs_again_after_it_failed() throws SQLException {
        create("TINYINT");
        assertThat(write(1, longs(1, 5))).isEqualTo(1);
        assertThatThrownBy(() -> write(1, longs(2, 1000))).isInstanceOf(SQLException.class);
        assertThat(write(1, longs(2, 6))).isEqualTo(2);
        assertThat(q(1) + " " + q(2) + " " + q(3)).isEqualTo("6 6 0");
    }

    @Test
    void many_statements_take_turns() throws SQLException {
        for (int round = 1; round <= 2; round++) {
            for (int i : IntStream.range(0, 100).toArray()) {
                assertThat(session.update(Sql.of("UPDATE item SET q = q + CAST(? AS INTEGER) WHERE id = " + i, round)))
                        .isEqualTo(1);
            }
        }
        assertThat(q(0) + " " + q(99) + " " + q(100)).isEqualTo("3 3 0");
    }

    @Test
    void nothing_is_staged_for_whoever_else_asks() throws SQLException {
        assertThat(write(1, longs(1, 5))).isEqualTo(1);
        assertThatThrownBy(() -> session.texts(Sql.of("SELECT c0 FROM " + Staging.TABLE)))
                .hasMessageContaining("nothing is staged");
    }

    private List<Long> often(long from) throws SQLException {
        var found = new ArrayList<Long>();
        try (var rows = session.queryOften(Sql.of("SELECT q FROM item WHERE id >= CAST(? AS BIGINT) LIMIT 2", from))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    found.add(rows.column(0).getLong(i));
                }
            }
        }
        return found;
    }

    @Test
    void a_query_sees_what_is_there_each_time() throws SQLException {
        create("BIGINT");
        assertThat(often(4998)).containsExactly(0L, 0L);
        write(4999, longs(1, 7));
        assertThat(often(4999)).containsExactly(7L);
        session.execute("BEGIN TRANSACTION");
        write(4999, longs(1, 8));
        assertThat(often(4999)).containsExactly(8L);
        session.rollback();
        assertThat(often(4999)).containsExactly(7L);
        create("BIGINT");
        assertThat(often(4999)).containsExactly(0L);
        session.execute("DROP TABLE item");
        assertThatThrownBy(() -> often(4999)).isInstanceOf(SQLException.class);
        create("BIGINT");
        assertThat(often(4999)).containsExactly(0L);
    }
}
