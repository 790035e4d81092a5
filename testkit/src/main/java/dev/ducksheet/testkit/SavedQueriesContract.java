package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.SavedQuery.Default;
import dev.ducksheet.core.model.SavedQuery.Parameter;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.QueryResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of saved queries over any {@link dev.ducksheet.core.port.out.WorkbookStore}; not all run them. */
public abstract class SavedQueriesContract extends StoreFixture {
    private static final SavedQuery SOLD = query(
            "sold né \"x\"",
            new Parameter("since", ColumnType.Simple.DATE, new Default.Value(CellValue.of("2024-01-01"))),
            new Parameter("Least", ColumnType.decimal(18, 2), new Default.None()));

    private static SavedQuery query(String name, Parameter... parameters) {
        return new SavedQuery(
                name,
                parameters.length == 0
                        ? "SELECT 1 AS one"
                        : "SELECT sum(quantity) AS sold FROM sales WHERE invoice_date >= $since AND net_price >= $least",
                "what was sold",
                List.of(parameters));
    }

    private CoreDriver demo() {
        Workbooks.demo(loader());
        return CoreDriver.over(store());
    }

    private static Outcome save(CoreDriver core, SavedQuery query, boolean mayReplace) {
        return CoreDriver.outcome(core.workbook().manageQueries().save(query, mayReplace, Signature.anonymous()));
    }

    private static Refusal refused(Outcome outcome, Reason reason, String field) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        var refusal = ((Outcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        assertThat(refusal.field()).as(refusal.detail()).isEqualTo(field);
        return refusal;
    }

    @Test
    final void a_saved_query_is_kept_and_told_also_after_a_restart() {
        var day = new Default.Value(CellValue.of(Cells.day("2024-01-01")));
        var kept = query(
                SOLD.name(),
                new Parameter("since", ColumnType.Simple.DATE, day),
                SOLD.parameters().get(1));
        try (var core = demo()) {
            var outcome = save(core, SOLD, false);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Applied.class,
                            applied -> assertThat(applied.event()).isEqualTo(new Event.QuerySaved(kept)));
            assertThat(save(core, query("another"), false)).isInstanceOf(Outcome.Applied.class);
            assertThat(core.workbook().manageQueries().queries()).containsExactly(query("another"), kept);
        }
        restart();
        try (var core = CoreDriver.over(store())) {
            assertThat(core.workbook().manageQueries().queries()).containsExactly(query("another"), kept);
            assertThat(core.changes())
                    .extracting(change -> change.event())
                    .containsExactly(new Event.QuerySaved(kept), new Event.QuerySaved(query("another")));
        }
    }

    @Test
    final void a_name_is_taken_once_and_replaced_only_by_who_says_so() {
        try (var core = demo()) {
            save(core, query("mine"), false);
            refused(save(core, query("mine"), false), Reason.ALREADY_EXISTS, "/name");
            refused(save(core, query("MINE"), true), Reason.ALREADY_EXISTS, "/name");
            var other = new SavedQuery("mine", "SELECT 2 AS two", "", List.of());

            assertThat(save(core, other, true)).isInstanceOf(Outcome.Applied.class);
            assertThat(core.workbook().manageQueries().queries()).containsExactly(other);
            assertThat(save(core, query("new"), true)).isInstanceOf(Outcome.Applied.class);
        }
    }

    @Test
    final void a_dropped_query_is_gone_and_cannot_be_dropped_again() {
        try (var core = demo()) {
            save(core, query("mine"), false);
            var outcome = core.edit(new TableEdit.DropQuery("mine"));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Applied.class,
                            applied -> assertThat(applied.event()).isEqualTo(new Event.QueryDropped()));
            assertThat(core.workbook().manageQueries().queries()).isEmpty();
            assertThat(refused(core.edit(new TableEdit.DropQuery("mine")), Reason.UNKNOWN_QUERY, "")
                            .detail())
                    .contains("'mine'", "none at all");
        }
    }

    @Test
    final void what_no_query_can_have_is_refused_by_its_part() {
        try (var core = demo()) {
            refused(
                    save(core, new SavedQuery(" x", "SELECT 1", "", List.of()), false),
                    Reason.INVALID_REQUEST,
                    "/name");
            refused(save(core, new SavedQuery("x", " ", "", List.of()), false), Reason.QUERY_REJECTED, "/sql");
            refused(
                    core.edit(new TableEdit.SaveQuery(
                            query("x", new Parameter("limit", ColumnType.integer(), new Default.None())), false)),
                    Reason.INVALID_REQUEST,
                    "/parameters/0/name");
            refused(
                    core.edit(new TableEdit.SaveQuery(
                            query("x", new Parameter("a b", ColumnType.integer(), new Default.None())), false)),
                    Reason.INVALID_REQUEST,
                    "/parameters/0/name");
            refused(
                    core.edit(new TableEdit.SaveQuery(
                            query("x", new Parameter("a", new ColumnType.Opaque("BLOB"), new Default.None())), false)),
                    Reason.INVALID_REQUEST,
                    "/parameters/0/type");
            assertThat(refused(
                                    core.edit(new TableEdit.SaveQuery(
                                            query(
                                                    "x",
                                                    new Parameter(
                                                            "a",
                                                            ColumnType.Simple.DATE,
                                                            new Default.Value(CellValue.of("soon")))),
                                            false)),
                                    Reason.TYPE_MISMATCH,
                                    "/parameters")
                            .detail())
                    .startsWith("parameter a is DATE");
            assertThat(core.workbook().manageQueries().queries()).isEmpty();
        }
    }

    @Test
    final void arguments_that_are_not_those_of_the_parameters_are_refused_by_name() {
        try (var core = demo()) {
            save(core, SOLD, false);
            rejected(core, "nothing", Map.of(), Reason.UNKNOWN_QUERY, "'nothing'");
            rejected(core, SOLD.name(), Map.of(), Reason.QUERY_REJECTED, "$Least");
            rejected(
                    core,
                    SOLD.name(),
                    Map.of("least", CellValue.of(1), "most", CellValue.of(2)),
                    Reason.QUERY_REJECTED,
                    "$most");
            rejected(
                    core, SOLD.name(), Map.of("least", CellValue.of("cheap")), Reason.TYPE_MISMATCH, "parameter Least");
            rejected(
                    core,
                    SOLD.name(),
                    Map.of("LEAST", CellValue.of(1), "since", CellValue.of("2024-02-30")),
                    Reason.TYPE_MISMATCH,
                    "parameter since");
        }
    }

    private static void rejected(
            CoreDriver core, String name, Map<String, CellValue> arguments, Reason reason, String named) {
        var result =
                core.workbook().manageQueries().run(name, arguments, 10, Duration.ofSeconds(10), new Cancellation());
        assertThat(result).isInstanceOfSatisfying(QueryResult.Rejected.class, rejected -> {
            assertThat(rejected.refusal().reason()).as(rejected.detail()).isEqualTo(reason);
            assertThat(rejected.detail()).contains(named);
        });
    }
}
