package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.CoreDriver.set;
import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.application.AccessControl;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.PlanUpdate.Planning;
import dev.ducksheet.core.port.in.ReadHistory.Answer;
import dev.ducksheet.core.port.in.ReadHistory.Question;
import dev.ducksheet.core.port.in.ReadOutcome.Status;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.ViewTable.View;
import dev.ducksheet.core.port.in.Workbook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody sees and does who may not see and do everything, in the core over the twin of the store. */
final class AccessTest {
    private static final String ROLLUP = "sales_summary_by_product_family";

    private final Ticking clock = new Ticking();
    private final InMemoryWorkbookStore store = Workbooks.demo();
    private final Workbook workbook = Ducksheet.open(store, clock, new Random(3));
    private final AccessControl control = new AccessControl(workbook);
    private final CoreDriver anybody = CoreDriver.of(workbook);

    @AfterEach
    void close() {
        workbook.close();
    }

    /** A clock that a test moves. */
    private static final class Ticking extends Clock {
        private Instant now = CoreDriver.NOW;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private CoreDriver as(Role role, Grant... grants) {
        return as(role.wireName(), role, grants);
    }

    private CoreDriver as(String name, Role role, Grant... grants) {
        var scope = grants.length == 0 ? Scope.whole() : new Scope.Listed(List.of(grants));
        return CoreDriver.of(control.as(new Access(name, name, role, scope)));
    }

    /** One who may use what Elliott sells. */
    private CoreDriver elliott(Role role) {
        return as(role, Grant.of("sales"), Grant.of("product", where("supplier = 'Elliott'")), Grant.of(ROLLUP));
    }

    private static Refusal refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal();
    }

    private static Refusal refusal(Opening opening) {
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        return ((Opening.Refused) opening).refusal();
    }

    @ParameterizedTest
    @CsvSource({
        "READ, READER, false",
        "QUERY, READER, true",
        "MONITOR, READER, true",
        "EDIT, EDITOR, false",
        "DEFINE, ADMIN, true",
        "MANAGE_KEYS, ADMIN, true"
    })
    void a_role_may_what_the_table_says_and_a_part_of_the_workbook_less(
            Permission permission, Role least, boolean ofWhole) {
        for (var role : Role.values()) {
            var whole = new Access("a", "a", role, Scope.whole());
            var part = new Access("a", "a", role, new Scope.Listed(List.of(Grant.of("sales"))));
            assertThat(whole.objection(permission).isEmpty()).isEqualTo(role.compareTo(least) >= 0);
            assertThat(part.objection(permission).isEmpty()).isEqualTo(role.compareTo(least) >= 0 && !ofWhole);
        }
    }

    @Test
    void a_reader_reads_and_changes_nothing() {
        var reader = as(Role.READER);
        assertThat(reader.rows("sales", "")).hasSize(10);
        assertThat(refusal(reader.submit(set("sales", "quantity", 1, "product_id = 1"))))
                .isEqualTo(
                        Refusal.of(Reason.FORBIDDEN, "", "the role reader may not edit; that takes the role editor"));
        assertThat(refusal(reader.edit(new RowEdit.DeleteAll("sales", "sales"))).reason())
                .isEqualTo(Reason.FORBIDDEN);
        assertThat(refusal(reader.hold("sales", "quantity", "product_id = 1")).reason())
                .isEqualTo(Reason.FORBIDDEN);
        assertThat(reader.workbook().planUpdate().plan(set("sales", "quantity", 1, "product_id = 1")))
                .isInstanceOf(Planning.Refused.class);
        assertThat(reader.workbook().manageKeys().keys()).isEmpty();
        assertThat(workbook.readUpdates().head().version()).isEqualTo(Version.ZERO);
    }

    @Test
    void an_editor_edits_in_his_name_and_changes_no_table() {
        var editor = as(Role.EDITOR);
        assertThat(editor.submit(set("sales", "quantity", 1, "product_id = 1").by("somebody else")))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(anybody.changes()).extracting(Change::editor).containsExactly("editor");
        var grouped = new Grouped("customer", List.of("city"), "n", List.of());
        var aggregate = new TableEdit.Aggregate(new Aggregation("customer_agg", grouped, Refresh.MANUAL));
        assertThat(refusal(editor.edit(aggregate)).reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(as(Role.ADMIN).edit(aggregate)).isInstanceOf(Outcome.Applied.class);
        assertThat(refusal(editor.edit(new TableEdit.Drop("customer"))).detail())
                .contains("that takes the role admin");
        assertThat(as(Role.ADMIN).edit(new TableEdit.Drop("customer"))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void who_has_a_list_sees_no_other_sheets_whether_they_are_there_or_not() {
        var some = as(Role.EDITOR, Grant.of("sales"));
        assertThat(some.workbook().readCatalog().catalog().sheets())
                .extracting(Sheet::name)
                .containsExactly("sales");
        for (var name : List.of("customer", "nothing", ROLLUP)) {
            var refusal = refusal(some.workbook().viewTable().view(View.all(name)));
            assertThat(refusal)
                    .isEqualTo(Refusal.of(
                            Reason.FORBIDDEN, "/table", "this key may not use table '" + name + "'; it may use sales"));
            assertThat(refusal(some.submit(set(name, "x", 1, "y = 1")))).isEqualTo(refusal);
        }
    }

    @Test
    void a_rollup_is_open_only_with_all_that_it_reads() {
        var some = as(Role.READER, Grant.of("sales"), Grant.of(ROLLUP));
        assertThat(refusal(some.workbook().viewTable().view(View.all(ROLLUP))).detail())
                .isEqualTo("rollup " + ROLLUP + " reads a table that this key may not use");
        var filtered =
                as(Role.READER, Grant.of("sales", where("customer_id = 1")), Grant.of("product"), Grant.of(ROLLUP));
        assertThat(refusal(filtered.workbook().viewTable().view(View.all(ROLLUP)))
                        .detail())
                .contains("sales.customer_id, by which the key's rows are filtered, is none of its levels and axes");
    }

    @Test
    void rows_of_a_filter_are_seen_alone_whatever_is_asked() {
        var reader = as(Role.READER, Grant.of("sales", where("product_id IN (1, 2)")));
        assertThat(reader.rows("sales", "")).hasSize(4);
        for (var filter :
                List.of("product_id > 0", "product_id = 4 OR product_id = 1 OR quantity > 0", "NOT product_id = 1")) {
            assertThat(reader.rows("sales", filter))
                    .allSatisfy(row -> assertThat(row.get(0)).isIn(CellValue.of(1), CellValue.of(2)));
        }
        assertThat(reader.rows("sales", "product_id = 4")).isEmpty();
    }

    @Test
    void a_filter_on_a_level_shows_the_rollup_rows_that_it_decides_for_as_a_whole() {
        var reader = elliott(Role.READER);
        assertThat(reader.rows(ROLLUP, List.of("supplier"), "")).isNotEmpty().containsOnly(Cells.row("Elliott"));
        var crest = as(Role.READER, Grant.of("sales"), Grant.of("product", where("brand = 'Crest'")), Grant.of(ROLLUP));
        assertThat(crest.rows(ROLLUP, List.of("brand", "grouping_set_id"), ""))
                .isNotEmpty()
                .containsOnly(Cells.row("Crest", 0), Cells.row("Crest", 1));
    }

    @Test
    void a_total_is_edited_if_all_its_leaves_are_reached() {
        var elliott = elliott(Role.EDITOR);
        assertThat(elliott.submit(set(ROLLUP, "quantity", 300, "supplier = 'Elliott'")))
                .isInstanceOf(Outcome.Applied.class);
        var brand = as(Role.EDITOR, Grant.of("sales"), Grant.of("product", where("brand = 'Crest'")), Grant.of(ROLLUP));
        assertThat(refusal(brand.submit(set(ROLLUP, "quantity", 300, "supplier = 'Elliott'")))
                        .reason())
                .isEqualTo(Reason.FORBIDDEN);
        assertThat(brand.submit(set(ROLLUP, "quantity", 300, "supplier = 'Elliott' AND brand = 'Crest'")))
                .isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void a_total_of_others_is_like_one_that_is_not_there() {
        var elliott = elliott(Role.EDITOR);
        for (var condition :
                List.of("supplier = 'Moreno'", "supplier = 'Nobody'", "brand LIKE 'F%'", "brand LIKE 'Z%'")) {
            assertThat(refusal(elliott.submit(set(ROLLUP, "quantity", 1, condition)))
                            .reason())
                    .as(condition)
                    .isEqualTo(Reason.NO_MATCH);
            var planning = elliott.workbook().planUpdate().plan(set(ROLLUP, "quantity", 1, condition));
            assertThat(((Planning.Refused) planning).refusal().reason()).isEqualTo(Reason.NO_MATCH);
        }
    }

    @Test
    void how_many_totals_others_have_is_not_told() {
        var crest = as(Role.EDITOR, Grant.of("sales"), Grant.of("product", where("brand = 'Crest'")), Grant.of(ROLLUP));
        assertThat(refusal(crest.submit(set(ROLLUP, "quantity", 1, "brand <> 'Crest'")))
                        .reason())
                .isEqualTo(Reason.NO_MATCH);
        assertThat(refusal(anybody.submit(set(ROLLUP, "quantity", 1, "brand <> 'Crest'")))
                        .reason())
                .isEqualTo(Reason.AMBIGUOUS_NODE);
    }

    @Test
    void an_edit_touches_rows_of_the_filter_alone_and_never_moves_them_out_of_it() {
        var editor = as(Role.EDITOR, Grant.of("sales", where("product_id = 1")));
        var foreign = anybody.rows("sales", "product_id <> 1");
        assertThat(editor.submit(set("sales", "quantity", 5, "customer_id > 0")))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied -> assertThat(applied.rows()).isEqualTo(2));
        assertThat(refusal(editor.submit(set("sales", "quantity", 5, "product_id = 2")))
                        .reason())
                .isEqualTo(Reason.NO_MATCH);
        assertThat(refusal(editor.submit(set("sales", "product_id", 2, "customer_id > 0")))
                        .detail())
                .isEqualTo("column product_id decides which rows this key may use, so the key cannot change it");
        assertThat(refusal(editor.edit(new RowEdit.Update(
                                "sales", Map.of("product_id", CellValue.of(2)), where("customer_id > 0"))))
                        .reason())
                .isEqualTo(Reason.FORBIDDEN);
        assertThat(editor.edit(new RowEdit.DeleteAll("sales", "sales")))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied -> assertThat(applied.rows()).isEqualTo(2));
        assertThat(anybody.rows("sales", "")).isEqualTo(foreign);
    }

    @Test
    void a_row_that_is_brought_is_one_of_the_filter_and_an_upsert_touches_no_other() {
        var editor = as(Role.EDITOR, Grant.of("product", where("supplier = 'Elliott'")));
        var before = anybody.rows("product", "");
        for (var row : List.of(
                Map.of("product_id", CellValue.of(9)),
                Map.of("product_id", CellValue.of(9), "supplier", CellValue.of("Moreno")))) {
            assertThat(refusal(editor.edit(new RowEdit.Insert("product", List.of(row))))
                            .reason())
                    .isEqualTo(Reason.FORBIDDEN);
        }
        for (var row : List.of(
                Map.of("product_id", CellValue.of(4), "name", CellValue.of("mine")),
                Map.of("product_id", CellValue.of(4), "supplier", CellValue.of("Elliott")),
                Map.of("product_id", CellValue.of(1), "supplier", CellValue.of("Moreno")),
                Map.of("product_id", CellValue.of(9), "supplier", CellValue.of("Moreno")))) {
            assertThat(refusal(editor.edit(new RowEdit.Upsert("product", List.of(row))))
                            .reason())
                    .isEqualTo(Reason.FORBIDDEN);
        }
        assertThat(anybody.rows("product", "")).isEqualTo(before);
        var own = Map.of("product_id", CellValue.of(9), "supplier", CellValue.of("Elliott"));
        assertThat(editor.edit(new RowEdit.Insert("product", List.of(own)))).isInstanceOf(Outcome.Applied.class);
        var renamed = Map.of("product_id", CellValue.of(9), "name", CellValue.of("new"));
        assertThat(editor.edit(new RowEdit.Upsert("product", List.of(renamed)))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void of_changes_each_sees_his_part_and_no_version_is_missing() {
        anybody.submit(set("sales", "quantity", 11, "product_id = 1 AND customer_id = 1"));
        anybody.submit(set("sales", "quantity", 12, "product_id = 4 AND customer_id = 2"));
        anybody.submit(set("customer", "capacity", 13, "customer_id = 1"));
        var reader = as(Role.READER, Grant.of("sales", where("product_id = 1")));
        var changes = reader.changes();
        assertThat(changes).extracting(change -> change.version().number()).containsExactly(1L, 2L, 3L);
        assertThat(changes.get(0).rows())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.sheet()).isEqualTo("sales"));
        for (var hidden : changes.subList(1, 3)) {
            assertThat(hidden.rows()).isEmpty();
            assertThat(hidden.sheet()).isEmpty();
            assertThat(hidden.editor()).isEmpty();
        }
    }

    @Test
    void the_history_of_leaves_does_not_name_the_total_that_was_edited_and_is_not_seen() {
        assertThat(anybody.submit(CoreDriver.set(ROLLUP, "net_amount", 9000, "supplier = 'Elliott'")))
                .isInstanceOf(Outcome.Applied.class);

        var found = as(Role.READER, Grant.of("sales")).workbook().readHistory().history(Question.newest(100));

        assertThat(((Answer.Found) found).entries()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.change().sheet()).isEqualTo("sales");
            assertThat(entry.change().column()).isEmpty();
        });
    }

    @Test
    void outcomes_and_holds_of_others_are_not_told() {
        var other = (Outcome.Applied) anybody.submit(set("sales", "quantity", 11, "product_id = 1"));
        anybody.hold("sales", "quantity", "product_id = 4");
        var held = workbook.manageHolds().holds().get(0).id();
        var editor = as(Role.EDITOR, Grant.of("sales", where("product_id = 1")));
        assertThat(editor.workbook().readOutcome().status(other.id())).isInstanceOf(Status.Unknown.class);
        var own = editor.submit(set("sales", "quantity", 12, "product_id = 1"));
        assertThat(editor.workbook().readOutcome().status(own.id())).isEqualTo(new Status.Decided(own));
        assertThat(editor.workbook().manageHolds().holds()).isEmpty();
        assertThat(refusal(CoreDriver.outcome(editor.workbook().manageHolds().lift(held, "")))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_HOLD);
        editor.hold("sales", "quantity", "customer_id > 0");
        assertThat(editor.workbook().manageHolds().holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.condition().text()).contains("product_id = 1"));
        assertThat(workbook.manageHolds().holds()).hasSize(2);
    }

    @Test
    void idempotency_keys_of_two_never_meet() {
        var ann = as("ann", Role.EDITOR);
        var bob = as("bob", Role.EDITOR);
        var update = set("sales", "quantity", 11, "product_id = 1").idempotent(new Idempotency.Keyed("k", "print"));
        var first = (Outcome.Applied) ann.submit(update);
        assertThat(ann.submit(update)).isEqualTo(first);
        var second = (Outcome.Applied) bob.submit(update);
        assertThat(second.version()).isEqualTo(new Version(2));
        assertThat(refusal(ann.submit(set("sales", "quantity", 12, "product_id = 1")
                                .idempotent(new Idempotency.Keyed("k", "another"))))
                        .detail())
                .isEqualTo("the idempotency key 'k' was used for another request; use a new key");
    }

    @Test
    void a_filter_that_no_longer_fits_closes_its_table() {
        var reader = as(Role.READER, Grant.of("customer", where("capacity > 50")));
        assertThat(reader.rows("customer", "")).hasSize(2);
        anybody.edit(new TableEdit.Alter(
                "customer", List.of(new dev.ducksheet.core.edit.Alteration.Rename("capacity", "seats"))));
        assertThat(refusal(reader.workbook().viewTable().view(View.all("customer")))
                        .reason())
                .isEqualTo(Reason.FORBIDDEN);
        assertThat(reader.workbook().readCatalog().catalog().sheets()).isEmpty();
        anybody.submit(set("customer", "seats", 99, "customer_id = 1"));
        assertThat(reader.changes())
                .allSatisfy(change -> assertThat(change.rows()).isEmpty());
    }

    @Test
    void a_key_opens_what_it_is_for_until_it_expires_or_is_revoked_and_is_kept_for_ever() {
        var draft = new KeyDraft("ann", Role.EDITOR, Scope.whole(), CoreDriver.NOW.plus(Duration.ofDays(1)));
        var issue = workbook.manageKeys().issue(draft, "admin");
        var id = CoreDriver.outcome(issue.submission()).id();
        assertThat(workbook.readUpdates().head().version()).isEqualTo(Version.ZERO);
        assertThat(store.keys()).singleElement().satisfies(key -> {
            assertThat(key.hash()).doesNotContain(issue.secret()).hasSize(64);
            assertThat(issue.secret()).startsWith(key.prefix()).matches("dk_[0-9a-z]{40}");
            assertThat(issue.toString()).doesNotContain(issue.secret());
        });
        var access = workbook.checkKeys().access(issue.secret()).orElseThrow();
        assertThat(access).isEqualTo(new Access(id.toString(), "ann", Role.EDITOR, Scope.whole()));
        assertThat(workbook.checkKeys().isGood(access)).isTrue();
        for (var wrong : List.of(
                "", "dk_", issue.secret() + "0", issue.secret().substring(0, 42) + "!", "dk_" + "0".repeat(40))) {
            assertThat(workbook.checkKeys().access(wrong)).as(wrong).isEmpty();
        }
        clock.pass(Duration.ofDays(1));
        assertThat(workbook.checkKeys().access(issue.secret())).isEmpty();
        assertThat(workbook.checkKeys().isGood(access)).isFalse();

        var other = workbook.manageKeys().issue(KeyDraft.of("bob", Role.READER), "admin");
        var otherId = CoreDriver.outcome(other.submission()).id();
        CoreDriver.outcome(workbook.manageKeys().revoke(otherId, "eve"));
        assertThat(workbook.checkKeys().access(other.secret())).isEmpty();
        assertThat(refusal(CoreDriver.outcome(workbook.manageKeys().revoke(otherId, "eve")))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(workbook.manageKeys().keys())
                .extracting(ApiKey::name, ApiKey::createdBy, ApiKey::revokedBy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ann", "admin", ""),
                        org.assertj.core.groups.Tuple.tuple("bob", "admin", "eve"));
    }

    @Test
    void when_a_key_was_used_is_noted_later() {
        var issue = workbook.manageKeys().issue(KeyDraft.of("ann", Role.READER), "admin");
        CoreDriver.outcome(issue.submission());
        workbook.checkKeys().access(issue.secret());
        assertThat(store.keys().get(0).lastUsedAt()).isEqualTo(ApiKey.NEVER);
        clock.pass(Duration.ofMinutes(2));
        workbook.checkKeys().access(issue.secret());
        workbook.close();
        var after = store.reopen();
        assertThat(after.keys().get(0).lastUsedAt()).isEqualTo(CoreDriver.NOW.plus(Duration.ofMinutes(2)));
    }

    @Test
    void a_key_that_could_not_be_kept_safe_is_not_made() {
        assertThat(issued(KeyDraft.of(" ann", Role.READER)).reason()).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(issued(draft(Role.ADMIN, Grant.of("sales"))).detail()).contains("an admin may use every table");
        assertThat(issued(draft(Role.READER, Grant.of("nothing"))).reason()).isEqualTo(Reason.UNKNOWN_TABLE);
        assertThat(issued(draft(Role.READER, Grant.of("sales", where("nothing = 1"))))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_COLUMN);
        assertThat(issued(draft(Role.READER, Grant.of("sales", where("quantity = 'much'"))))
                        .reason())
                .isEqualTo(Reason.TYPE_MISMATCH);
        assertThat(issued(draft(Role.READER, Grant.of("sales", where("_row_id = 1"))))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_COLUMN);
        assertThat(issued(draft(Role.READER, Grant.of(ROLLUP))).detail()).contains("reads a table");
        CoreDriver.outcome(workbook.manageKeys()
                .issue(KeyDraft.of("ann", Role.READER), "admin")
                .submission());
        assertThat(issued(KeyDraft.of("ann", Role.EDITOR)).reason()).isEqualTo(Reason.ALREADY_EXISTS);
    }

    private static KeyDraft draft(Role role, Grant... grants) {
        return new KeyDraft("k", role, new Scope.Listed(List.of(grants)), ApiKey.NEVER);
    }

    private Refusal issued(KeyDraft draft) {
        return refusal(
                CoreDriver.outcome(workbook.manageKeys().issue(draft, "admin").submission()));
    }

    @Test
    void who_may_do_everything_meets_the_workbook_itself() {
        assertThat(control.as(Access.open())).isSameAs(workbook);
        var page = as(Role.READER)
                .workbook()
                .readUpdates()
                .after(new Cursor(workbook.readUpdates().head().epoch(), Version.ZERO), 1);
        assertThat(page).isInstanceOf(Page.Changes.class);
        assertThat(as(Role.EDITOR)
                        .workbook()
                        .editRows()
                        .submit(new RowEdit.DeleteAll("customer", "customer"), Signature.anonymous()))
                .isNotNull();
    }
}
