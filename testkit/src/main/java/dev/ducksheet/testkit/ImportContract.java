package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Merging.Misfits;
import dev.ducksheet.core.edit.Merging.Mode;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.core.port.in.ImportFiles.Steering;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What becomes of files of rows over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class ImportContract extends StoreFixture {
    private static final Table PRODUCTS = new Table(
            "products",
            List.of(
                    Column.of("sku", Simple.TEXT),
                    Column.of("name", Simple.TEXT),
                    Column.of("description", Simple.TEXT),
                    new Column("active", Simple.BOOLEAN, false, false, CellValue.of(true))),
            List.of());

    private static final Merging BY_SKU = new Merging(Mode.UPSERT, List.of("sku"), true, Misfits.LEFT_OUT);

    private CoreDriver products() {
        loader().create(PRODUCTS, List.<List<CellValue>>of().iterator());
        return CoreDriver.over(store());
    }

    private static ImportSpec spec(String table, Merging merging) {
        return new ImportSpec(
                table, merging, "file.csv", Optional.empty(), Dialect.sniffed(), Map.of(), OptionalLong.empty());
    }

    private static Job send(CoreDriver core, Merging merging, String... lines) {
        return send(core, spec("products", merging), lines);
    }

    private static Job send(CoreDriver core, ImportSpec spec, String... lines) {
        var bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return FileSender.send(core.workbook().importFiles(), spec, Content.of(bytes));
    }

    private static Job done(Job job) {
        assertThat(job.state()).as(job.reason().orElse("no reason")).isEqualTo(JobState.DONE);
        return job;
    }

    private static List<List<CellValue>> rows(CoreDriver core, String table) {
        return core.rows(ViewTable.View.all(table));
    }

    private static String leftovers(CoreDriver core, Job job, Leftovers which) {
        try (var bytes =
                core.workbook().importFiles().leftovers(job.id(), which).orElseThrow()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Change last(CoreDriver core) {
        var changes = core.changes();
        return changes.get(changes.size() - 1);
    }

    @Test
    final void rows_of_a_file_come_in_its_order_with_the_defaults_of_what_it_does_not_bring() {
        try (var core = products()) {
            var job = done(send(core, BY_SKU, "sku,name", "A1,one", "B2,two", "C3,"));
            assertThat(job.counts()).isEqualTo(new RowCounts(3, 3, 0, 0, 0, 0, 0));
            assertThat(job.percent()).isEqualTo(100);
            assertThat(rows(core, "products"))
                    .containsExactly(
                            row("A1", "one", null, true), row("B2", "two", null, true), row("C3", null, null, true));
        }
    }

    @Test
    final void a_key_is_the_same_in_small_and_capital_letters_and_the_last_row_wins() {
        try (var core = products()) {
            done(send(core, BY_SKU, "sku,name", "A1,one"));
            var job = done(send(core, BY_SKU, "sku,name", "b2,first", "a1,other", "B2,second"));
            assertThat(job.counts()).isEqualTo(new RowCounts(3, 1, 1, 0, 1, 0, 0));
            assertThat(rows(core, "products"))
                    .containsExactly(row("A1", "other", null, true), row("B2", "second", null, true));
            assertThat(leftovers(core, job, Leftovers.SUPERSEDED)
                            .lines()
                            .toList()
                            .get(1))
                    .startsWith("2,4");
        }
    }

    @Test
    final void the_same_file_again_changes_nothing() {
        try (var core = products()) {
            done(send(core, BY_SKU, "sku,name", "A1,one", "B2,two"));
            var again = done(send(core, BY_SKU, "sku,name", "A1,one", "B2,two"));
            assertThat(again.counts()).isEqualTo(new RowCounts(2, 0, 0, 2, 0, 0, 0));
            assertThat(last(core).rows()).isEmpty();
        }
    }

    @Test
    final void a_flag_set_by_hand_stays_when_the_file_does_not_bring_it() {
        try (var core = products()) {
            done(send(core, BY_SKU, "sku,name", "A1,one"));
            core.submit(CoreDriver.set("products", "active", false, "sku = 'A1'"));
            done(send(core, BY_SKU, "sku,name", "a1,renamed"));
            assertThat(rows(core, "products")).containsExactly(row("A1", "renamed", null, false));
        }
    }

    @Test
    final void a_key_of_several_columns_tells_rows_apart() {
        try (var core = products()) {
            var merging = new Merging(Mode.UPSERT, List.of("sku", "name"), true, Misfits.LEFT_OUT);
            done(send(core, merging, "sku,name,description", "A1,one,x", "a1,two,y", "A1,ONE,z"));
            assertThat(rows(core, "products"))
                    .containsExactly(row("a1", "two", "y", true), row("A1", "ONE", "z", true));
        }
    }

    @Test
    final void an_insert_leaves_those_out_that_are_there_and_keeps_them_to_look_at() {
        try (var core = products()) {
            var merging = new Merging(Mode.INSERT, List.of("sku"), false, Misfits.LEFT_OUT);
            done(send(core, merging, "sku,name", "A1,one"));
            var job = done(send(core, merging, "sku,name", "A1,other", "B2,two"));
            assertThat(job.counts()).isEqualTo(new RowCounts(2, 1, 0, 0, 0, 1, 0));
            assertThat(rows(core, "products"))
                    .containsExactly(row("A1", "one", null, true), row("B2", "two", null, true));
            assertThat(leftovers(core, job, Leftovers.REJECTED).lines().toList().get(1))
                    .startsWith("2,sku");
        }
    }

    @Test
    final void an_insert_without_a_key_adds_every_row() {
        try (var core = products()) {
            var merging = new Merging(Mode.INSERT, List.of(), false, Misfits.LEFT_OUT);
            done(send(core, merging, "sku,name", "A1,one", "A1,one"));
            assertThat(rows(core, "products")).hasSize(2);
        }
    }

    @Test
    final void a_replacement_removes_what_the_file_does_not_have() {
        try (var core = products()) {
            done(send(core, BY_SKU, "sku,name", "A1,one", "B2,two", "C3,three"));
            core.submit(CoreDriver.set("products", "active", false, "sku = 'B2'"));
            var merging = new Merging(Mode.REPLACE, List.of("sku"), false, Misfits.REFUSED);
            var job = done(send(core, merging, "sku,name", "D4,four", "B2,two"));
            assertThat(job.counts()).isEqualTo(new RowCounts(2, 1, 0, 1, 0, 0, 2));
            assertThat(rows(core, "products"))
                    .containsExactly(row("B2", "two", null, false), row("D4", "four", null, true));
        }
    }

    @Test
    final void a_replacement_leaves_the_rows_that_misfits_of_the_file_name() {
        try (var core = stock()) {
            var first = new Merging(Mode.UPSERT, List.of("sku"), false, Misfits.REFUSED);
            done(send(core, spec("stock", first), "sku,pieces", "A1,1", "B2,2", "C3,3", "D4,4"));
            var merging = new Merging(Mode.REPLACE, List.of("sku"), true, Misfits.LEFT_OUT);
            var job = done(send(core, spec("stock", merging), "sku,pieces", "b2,two", "A1,10", ",3", "E5,five"));
            assertThat(job.counts()).isEqualTo(new RowCounts(4, 0, 1, 0, 0, 3, 2));
            assertThat(last(core).event()).isEqualTo(new Event.RowsImported(0, 1, 0, 2));
            assertThat(rows(core, "stock")).containsExactly(row("A1", 10, null, null), row("B2", 2, null, null));
        }
    }

    private CoreDriver stock() {
        loader().create(
                        new Table(
                                "stock",
                                List.of(
                                        Column.of("sku", Simple.TEXT),
                                        Column.of("pieces", ColumnType.integer()),
                                        Column.of("price", ColumnType.decimal(6, 2)),
                                        Column.of("since", Simple.DATE)),
                                List.of("sku")),
                        List.<List<CellValue>>of().iterator());
        return CoreDriver.over(store());
    }

    @Test
    final void rows_that_do_not_fit_are_left_out_one_by_one_or_refuse_the_file() {
        try (var core = stock()) {
            String[] lines = {
                "sku,pieces,price,since",
                "A1,5,1.50,2024-02-29",
                "B2,five,1.50,2024-02-29",
                "C3,5,1.505,2024-02-29",
                "D4,5,99999.99,2024-02-29",
                "E5,5,1.50,2024-02-30",
                ",5,1.50,2024-02-29",
                "G7,,,"
            };
            var by = List.of("sku");
            var refused = send(core, spec("stock", new Merging(Mode.UPSERT, by, false, Misfits.REFUSED)), lines);
            assertThat(refused.state()).isEqualTo(JobState.FAILED);
            assertThat(refused.reason().orElseThrow()).contains("record 3");
            assertThat(rows(core, "stock")).isEmpty();
            var job = done(send(core, spec("stock", new Merging(Mode.UPSERT, by, false, Misfits.LEFT_OUT)), lines));
            assertThat(job.counts()).isEqualTo(new RowCounts(7, 2, 0, 0, 0, 5, 0));
            assertThat(rows(core, "stock")).hasSize(2);
            assertThat(leftovers(core, job, Leftovers.REJECTED).lines().skip(1).map(line -> line.substring(0, 3)))
                    .containsExactly("3,p", "4,p", "5,p", "6,s", "7,s");
        }
    }

    @Test
    final void totals_over_the_table_are_right_and_told() {
        Workbooks.demo(loader());
        try (var core = CoreDriver.over(store())) {
            var before = rows(core, "sales_summary_by_product_family");
            var sales = new Merging(Mode.INSERT, List.of(), false, Misfits.LEFT_OUT);
            done(send(
                    core,
                    spec("sales", sales),
                    "product_id,customer_id,invoice_date,quantity,net_price",
                    "1,1,2024-02-05,1000,10.00"));
            var grown = rows(core, "sales_summary_by_product_family");
            assertThat(grown).hasSameSizeAs(before).isNotEqualTo(before);
            assertThat(last(core).rows().stream().map(ChangedRow::sheet).distinct())
                    .contains("sales", "sales_summary_by_product_family");
            done(send(
                    core,
                    spec("product", new Merging(Mode.UPSERT, table("product").key(), false, Misfits.LEFT_OUT)),
                    "product_id,brand",
                    "1,Other"));
            assertThat(rows(core, "sales_summary_by_product_family")).hasSizeGreaterThan(grown.size());
            assertThat(last(core).rows().stream().map(ChangedRow::sheet).distinct())
                    .contains("product", "sales_summary_by_product_family");
        }
    }

    @Test
    final void an_import_is_taken_back_as_a_unit() {
        try (var core = products()) {
            done(send(core, BY_SKU, "sku,name", "A1,one", "B2,two"));
            var before = rows(core, "products");
            var merging = new Merging(Mode.REPLACE, List.of("sku"), false, Misfits.REFUSED);
            var job = done(send(core, merging, "sku,name", "B2,other", "C3,three"));
            assertThat(core.undo(job.version().orElseThrow().number())).isInstanceOf(Outcome.Applied.class);
            assertThat(rows(core, "products")).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    final void the_change_tells_the_rows_and_one_event() {
        try (var core = products()) {
            done(send(core, BY_SKU, "sku,name", "A1,one"));
            done(send(core, BY_SKU, "sku,name", "A1,other", "B2,two"));
            assertThat(last(core).event()).isEqualTo(new Event.RowsImported(1, 1, 0, 0));
            assertThat(last(core).editor()).isEqualTo("ana");
            assertThat(last(core).rows().stream().map(ChangedRow::cells))
                    .containsExactly(row("A1", "other", null, true), row("B2", "two", null, true));
        }
    }

    @Test
    final void a_file_for_a_table_or_a_key_that_is_not_there_is_refused_at_once() {
        try (var core = products()) {
            var imports = core.workbook().importFiles();
            var noTable = imports.open(spec("nothing", BY_SKU), false, Signature.of("ana"));
            assertThat(((Opening.Refused) noTable).refusal().reason()).isEqualTo(Reason.UNKNOWN_TABLE);
            var merging = new Merging(Mode.UPSERT, List.of("id"), false, Misfits.LEFT_OUT);
            var noKey = imports.open(spec("products", merging), false, Signature.of("ana"));
            assertThat(((Opening.Refused) noKey).refusal().reason()).isEqualTo(Reason.UNKNOWN_COLUMN);
            assertThat(imports.jobs()).isEmpty();
        }
    }

    @Test
    final void a_file_that_cannot_be_read_fails_its_job_and_can_be_tried_again() {
        try (var core = products()) {
            var failed = send(core, BY_SKU, "sku,colour", "A1,red");
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(failed.reason().orElseThrow()).contains("colour");
            var imports = core.workbook().importFiles();
            assertThat(imports.retry(failed.id(), "ana")).isInstanceOf(Steering.Done.class);
            assertThat(FileSender.ended(imports, failed).state()).isEqualTo(JobState.FAILED);
            assertThat(rows(core, "products")).isEmpty();
        }
    }

    @Test
    final void a_file_that_is_cut_off_fails_its_job_unless_it_may_go_on() {
        try (var core = products()) {
            var imports = core.workbook().importFiles();
            var once = ((Opening.Opened) imports.open(spec("products", BY_SKU), false, Signature.of("ana"))).job();
            imports.receive(once.id(), 0).orElseThrow().close();
            assertThat(imports.job(once.id()).orElseThrow().state()).isEqualTo(JobState.FAILED);
            assertThat(imports.retry(once.id(), "ana")).isInstanceOf(Steering.Impossible.class);

            var longer = ((Opening.Opened) imports.open(spec("products", BY_SKU), true, Signature.of("ana"))).job();
            var bytes = "sku,name\nA1,one\n".getBytes(StandardCharsets.UTF_8);
            try (var first = imports.receive(longer.id(), 0).orElseThrow()) {
                first.write(bytes, 0, 10);
                assertThat(imports.receive(longer.id(), 0))
                        .as("a second sender")
                        .isEmpty();
            }
            assertThat(imports.receive(longer.id(), 4)).as("another offset").isEmpty();
            try (var rest = imports.receive(longer.id(), 10).orElseThrow()) {
                rest.write(bytes, 10, bytes.length - 10);
                rest.complete();
            }
            done(FileSender.ended(imports, longer));
            assertThat(rows(core, "products")).containsExactly(row("A1", "one", null, true));
        }
    }

    @Test
    final void who_watches_sees_states_in_order_and_a_percentage_that_never_falls() {
        try (var core = products()) {
            var imports = core.workbook().importFiles();
            var job = ((Opening.Opened) imports.open(spec("products", BY_SKU), false, Signature.of("ana"))).job();
            var seen = new ConcurrentLinkedQueue<Job>();
            var end = imports.watch(job.id(), seen::add).orElseThrow();
            var bytes = "sku,name\nA1,one\n".getBytes(StandardCharsets.UTF_8);
            try (var file = imports.receive(job.id(), 0).orElseThrow()) {
                file.write(bytes, 0, bytes.length);
                file.complete();
            }
            FileSender.ended(imports, job);
            end.run();
            assertThat(seen.stream().map(Job::percent)).isSorted();
            assertThat(seen.stream().map(Job::revision)).isSorted().doesNotHaveDuplicates();
            assertThat(seen.stream().map(Job::state).distinct())
                    .containsExactly(
                            JobState.RECEIVING, JobState.WAITING, JobState.PARSING, JobState.MERGING, JobState.DONE);
        }
    }

    @Test
    final void a_job_is_cancelled_before_it_is_merged_and_not_after() {
        try (var core = products()) {
            var imports = core.workbook().importFiles();
            var job = ((Opening.Opened) imports.open(spec("products", BY_SKU), true, Signature.of("ana"))).job();
            assertThat(imports.cancel(job.id(), "ana")).isInstanceOf(Steering.Done.class);
            assertThat(imports.receive(job.id(), 0)).isEmpty();
            var merged = done(send(core, BY_SKU, "sku,name", "A1,one"));
            assertThat(imports.cancel(merged.id(), "ana")).isInstanceOf(Steering.Impossible.class);
            assertThat(imports.jobs().stream().map(Job::id)).containsExactlyInAnyOrder(merged.id(), job.id());
        }
    }

    @Test
    final void jobs_are_there_after_a_restart_and_those_that_were_cut_off_say_so() {
        Job merged;
        Job cut;
        try (var core = products()) {
            merged = done(send(core, BY_SKU, "sku,name", "A1,one"));
            var opening = core.workbook().importFiles().open(spec("products", BY_SKU), false, Signature.of("ana"));
            cut = ((Opening.Opened) opening).job();
        }
        restart();
        try (var core = CoreDriver.over(store(), 8)) {
            var imports = core.workbook().importFiles();
            assertThat(imports.job(merged.id())).contains(merged);
            var known = imports.job(cut.id()).orElseThrow();
            assertThat(known.state()).isEqualTo(JobState.FAILED);
            assertThat(known.reason().orElseThrow()).contains("cut off");
        }
    }

    @Test
    final void a_merge_of_rows_that_are_gone_is_refused() {
        try (var core = products()) {
            var job = done(send(core, BY_SKU, "sku,name", "A1,one"));
            var outcome = core.edit(new RowEdit.Import("products", job.id(), BY_SKU));
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(rows(core, "products")).hasSize(1);
        }
    }

    @Test
    final void a_key_that_several_rows_of_the_table_have_is_refused() {
        try (var core = products()) {
            var plain = new Merging(Mode.INSERT, List.of(), false, Misfits.LEFT_OUT);
            done(send(core, plain, "sku,name", "A1,one", "A1,two"));
            var job = send(core, BY_SKU, "sku,name", "A1,three");
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.reason().orElseThrow()).contains("several rows", "a1");
            assertThat(rows(core, "products")).hasSize(2);
        }
    }

    @Test
    final void of_several_who_ask_at_once_under_one_key_one_begins() throws Exception {
        int editors = 4;
        int keys = 20;
        var together = new CyclicBarrier(editors);
        try (var core = products()) {
            var imports = core.workbook().importFiles();
            Callable<List<Job>> editor = () -> {
                var jobs = new ArrayList<Job>();
                for (int key = 0; key < keys; key++) {
                    var signature = new Signature("ana", new Idempotency.Keyed("k" + key, "same"));
                    together.await();
                    jobs.add(((Opening.Opened) imports.open(spec("products", BY_SKU), true, signature)).job());
                }
                return jobs;
            };
            var threads = Executors.newFixedThreadPool(editors);
            try {
                for (var jobs : threads.invokeAll(Collections.nCopies(editors, editor))) {
                    assertThat(jobs.get().stream().map(Job::id))
                            .containsExactlyInAnyOrderElementsOf(
                                    imports.jobs().stream().map(Job::id).toList());
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    final void under_one_key_one_job_begins_and_another_wish_under_it_is_refused() {
        var ours = new Signature("ana", new Idempotency.Keyed("k1", "same"));
        try (var core = products()) {
            var imports = core.workbook().importFiles();
            var first = (Opening.Opened) imports.open(spec("products", BY_SKU), true, ours);
            assertThat(first.again()).isFalse();
            var again = (Opening.Opened) imports.open(spec("products", BY_SKU), true, ours);
            assertThat(again.again()).isTrue();
            assertThat(again.job().id()).isEqualTo(first.job().id());
            var other = new Signature("ana", new Idempotency.Keyed("k1", "other"));
            assertThat(imports.open(spec("products", BY_SKU), true, other))
                    .isInstanceOfSatisfying(Opening.Refused.class, it -> {
                        assertThat(it.refusal().reason()).isEqualTo(Reason.IDEMPOTENCY_KEY_REUSED);
                        assertThat(it.refusal().detail())
                                .contains("'k1' began another import, job "
                                        + first.job().id());
                    });
            assertThat(imports.jobs()).hasSize(1);
        }
        restart();
        try (var core = CoreDriver.over(store(), 8)) {
            var later = (Opening.Opened) core.workbook().importFiles().open(spec("products", BY_SKU), true, ours);
            assertThat(later.again()).isTrue();
        }
    }

    @Test
    final void a_file_that_was_cut_off_may_be_sent_again_under_its_key() {
        var ours = new Signature("ana", new Idempotency.Keyed("k1", "same"));
        try (var core = products()) {
            var imports = core.workbook().importFiles();
            var cut = ((Opening.Opened) imports.open(spec("products", BY_SKU), false, ours)).job();
            imports.receive(cut.id(), 0).orElseThrow().close();
            assertThat(imports.job(cut.id()).orElseThrow().state()).isEqualTo(JobState.FAILED);
            var anew = (Opening.Opened) imports.open(spec("products", BY_SKU), false, ours);
            assertThat(anew.again()).isFalse();
            assertThat(anew.job().id()).isNotEqualTo(cut.id());
        }
    }
}
