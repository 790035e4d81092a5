package dev.ducksheet.storage.duckdb;

import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.ViewTable.View;
import dev.ducksheet.testkit.CoreDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that other tools made, as they were. */
final class AdoptedEarlierViewTest {
    @TempDir
    Path folder;

    private CoreDriver adopted(String... statements) throws Exception {
        var file = folder.resolve("main.duckdb");
        Books.outside(file, statements);
        return CoreDriver.over(Books.open(file));
    }

    private static void applied(Outcome outcome) {
        assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Applied.class);
    }

    private static Refusal refused(CoreDriver core, String sheet) {
        var opening = core.workbook().viewTable().view(View.all(sheet).asOf(Version.ZERO));
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        return ((Opening.Refused) opening).refusal();
    }

    @Test
    void columns_that_are_shown_only_are_shown_as_they_were() throws Exception {
        try (var core = adopted(
                "CREATE TABLE t (k INTEGER PRIMARY KEY, size ENUM ('small', 'large'), u UUID, moment TIME,"
                        + " list INTEGER[], n INTEGER, f FLOAT)",
                "INSERT INTO t VALUES (1, 'large', '00000000-0000-0000-0000-00000000000a', '12:00', [1, 2], 5, 0.5)",
                "INSERT INTO t VALUES (2, 'small', NULL, '13:00', NULL, 6, NULL)")) {
            var rows = core.rows("t", "");
            applied(core.submit(CoreDriver.set("t", "n", 7, "k = 2")));
            applied(core.edit(new RowEdit.Delete("t", where("k = 1"))));
            assertThat(core.rows(View.all("t").asOf(Version.ZERO))).isEqualTo(rows);
        }
    }

    @Test
    void rows_without_a_name_and_computed_columns_are_not_known() throws Exception {
        try (var core = adopted(
                "CREATE TABLE plain AS SELECT 1 AS a",
                "CREATE TABLE computed (k INTEGER PRIMARY KEY, a INTEGER, b INTEGER GENERATED ALWAYS AS (a + 1))",
                "INSERT INTO computed (k, a) VALUES (1, 2)")) {
            var computed = core.rows("computed", "");
            applied(core.edit(
                    new RowEdit.Insert("computed", List.of(Map.of("k", CellValue.of(2), "a", CellValue.of(3))))));
            assertThat(core.rows(View.all("computed").asOf(Version.ZERO))).isEqualTo(computed);
            applied(core.submit(CoreDriver.set("computed", "a", 7, "k = 1")));
            applied(core.submit(CoreDriver.set("plain", "a", 7, "a = 1")));
            assertThat(refused(core, "computed"))
                    .extracting(Refusal::reason, Refusal::detail)
                    .containsExactly(
                            Refusal.Reason.PAST_UNKNOWN,
                            "computed as of version 0 is not known, because version 2 changed rows of table computed,"
                                    + " whose column b is computed; ask for version 2 or later");
            assertThat(refused(core, "plain").detail())
                    .contains("rows of table plain, which version 3 changed, have neither a key nor numbers");
        }
    }
}
