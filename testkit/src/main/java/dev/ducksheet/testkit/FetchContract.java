package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.Outbound;
import dev.ducksheet.core.application.Places;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Merging.Misfits;
import dev.ducksheet.core.edit.Merging.Mode;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.AllowedSources;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.core.port.in.ImportFiles.Steering;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.TwinPlace.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of files that are fetched, over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class FetchContract extends StoreFixture {
    private static final Source FILE = Source.of("https://files.example.com/plan/products.csv?token=secret");
    private static final byte[] BYTES = "sku,name\nA1,one\nB2,two\nC3,three\n".getBytes(StandardCharsets.UTF_8);
    private static final RowCounts THREE = new RowCounts(3, 3, 0, 0, 0, 0, 0);

    private final TwinPlace place = new TwinPlace();
    private final Random seeds = new Random(11);
    private @Nullable Ducksheet open;

    private ImportFiles imports() {
        return Objects.requireNonNull(open).importFiles();
    }

    private void begin() {
        loader().create(
                        new Table(
                                "products",
                                List.of(Column.of("sku", Simple.TEXT), Column.of("name", Simple.TEXT)),
                                List.of("sku")),
                        List.<List<CellValue>>of().iterator());
        open("https://files.example.com/plan/", "https://10.1.2.3/");
        place.put(FILE, BYTES);
    }

    private void open(String... allowed) {
        open = Ducksheet.open(
                store(),
                Clock.fixed(CoreDriver.NOW, ZoneOffset.UTC),
                new Random(seeds.nextLong()),
                Telemetry.NONE,
                Outbound.none(),
                new Places(AllowedSources.of(List.of(allowed)), List.of(place), Duration.ofMillis(1)));
    }

    /** Ends this process and begins the next. */
    private void reopen(String... allowed) {
        Objects.requireNonNull(open).close();
        restart();
        open(allowed);
    }

    @AfterEach
    final void closeWorkbook() {
        if (open != null) {
            open.close();
        }
    }

    private Opening ask(Source source) {
        var merging = new Merging(Mode.UPSERT, List.of("sku"), false, Misfits.LEFT_OUT);
        var spec = new ImportSpec(
                "products",
                merging,
                source.name(),
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.empty());
        return imports().open(spec.from(source), false, Signature.of("ana"));
    }

    private Job fetch(Source source) {
        return ((Opening.Opened) ask(source)).job();
    }

    private Job ended(Job job) {
        return FileSender.ended(imports(), job);
    }

    private Job done(Job job) {
        var ended = ended(job);
        assertThat(ended.state()).as(ended.reason().orElse("no reason")).isEqualTo(JobState.DONE);
        assertThat(ended.counts()).isEqualTo(THREE);
        assertThat(rows()).containsExactly(row("A1", "one"), row("B2", "two"), row("C3", "three"));
        return ended;
    }

    private List<List<CellValue>> rows() {
        return CoreDriver.of(Objects.requireNonNull(open)).rows(ViewTable.View.all("products"));
    }

    private String whyFailed(Job job) {
        var ended = ended(job);
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(rows()).isEmpty();
        return ended.reason().orElseThrow();
    }

    @Test
    final void a_file_is_fetched_and_merged() {
        begin();
        var job = done(fetch(FILE));
        assertThat(job.received()).isEqualTo(BYTES.length);
        assertThat(job.spec().size()).hasValue(BYTES.length);
        assertThat(job.spec().fileName()).isEqualTo("products.csv");
        assertThat(place.offsets()).containsExactly(0L);
    }

    @Test
    final void what_is_not_allowed_is_refused_at_once_and_nobody_is_asked() {
        begin();
        for (var source : List.of(
                "https://files.example.com/other.csv?token=secret", "https://10.1.2.3/x.csv", "s3://bucket/x.csv")) {
            var refusal = ((Opening.Refused) ask(Source.of(source))).refusal();
            assertThat(refusal.reason()).isEqualTo(Reason.SOURCE_NOT_ALLOWED);
            assertThat(refusal.field()).isEqualTo("/source");
            assertThat(refusal.detail()).doesNotContain("secret");
        }
        assertThat(imports().jobs()).isEmpty();
        assertThat(place.offsets()).isEmpty();
    }

    @Test
    final void a_file_that_is_not_there_fails_its_job_and_is_fetched_when_that_is_retried() {
        begin();
        var later = Source.of("https://files.example.com/plan/later.csv?token=secret");
        var job = fetch(later);
        assertThat(whyFailed(job))
                .contains("https://files.example.com/plan/later.csv is not there")
                .doesNotContain("secret");
        place.put(later, BYTES);
        assertThat(imports().retry(job.id(), "ana")).isInstanceOf(Steering.Done.class);
        var unused = done(job);
    }

    @Test
    final void a_place_that_dies_in_the_middle_is_asked_for_the_rest_when_it_is_back() {
        begin();
        place.next(new Event.Breaks(10));
        place.next(new Event.Away());
        place.next(new Event.Away());
        place.next(new Event.Breaks(20));
        var unused = done(fetch(FILE));
        assertThat(place.offsets()).containsExactly(0L, 10L, 20L);
    }

    @Test
    final void a_place_that_dies_again_and_again_is_asked_for_as_long_as_more_comes() {
        begin();
        for (int behind = 3; behind < 30; behind += 3) {
            place.next(new Event.Breaks(behind));
        }
        var unused = done(fetch(FILE));
        assertThat(place.offsets()).containsExactly(0L, 3L, 6L, 9L, 12L, 15L, 18L, 21L, 24L, 27L);
    }

    @Test
    final void a_file_that_waits_for_its_turn_to_be_fetched_takes_no_bytes_of_anybody_else() {
        begin();
        var hanging = new CountDownLatch(4);
        Collections.nCopies(4, new Event.Hangs(10, hanging)).forEach(place::next);
        var jobs = Stream.generate(() -> fetch(FILE)).limit(4).toList();
        Await.opened(hanging);
        var fifth = fetch(FILE);
        assertThat(imports().job(fifth.id()).orElseThrow().state()).isEqualTo(JobState.RECEIVING);
        assertThat(imports().receive(fifth.id(), 0)).isEmpty();
        jobs.forEach(job -> imports().cancel(job.id(), "ana"));
        var unused = done(fifth);
    }

    @Test
    final void a_place_that_cannot_go_on_is_asked_for_all_of_it_again() {
        begin();
        place.goesOn(false);
        place.next(new Event.Breaks(10));
        var unused = done(fetch(FILE));
        assertThat(place.offsets()).containsExactly(0L, 0L);
    }

    @Test
    final void a_file_that_becomes_another_on_its_way_comes_from_the_start() {
        begin();
        place.put(FILE, "sku,name\nA1,old\nB2,old\nC3,old\nD4,old\n".getBytes(StandardCharsets.UTF_8));
        var hanging = new CountDownLatch(1);
        place.next(new Event.Hangs(30, hanging));
        var job = fetch(FILE);
        Await.opened(hanging);
        place.put(FILE, BYTES);
        reopen("https://files.example.com/plan/");
        var unused = done(job);
        assertThat(place.offsets()).containsExactly(0L, 0L);
    }

    @Test
    final void a_place_that_stays_away_fails_the_job_and_its_retry_goes_on() {
        begin();
        place.next(new Event.Breaks(10));
        Collections.nCopies(5, new Event.Away()).forEach(place::next);
        var job = fetch(FILE);
        assertThat(whyFailed(job)).contains("files.example.com is away").contains("retry");
        assertThat(imports().retry(job.id(), "ana")).isInstanceOf(Steering.Done.class);
        var unused = done(job);
        assertThat(place.offsets()).containsExactly(0L, 10L);
    }

    @Test
    final void a_job_is_cancelled_while_its_file_is_fetched() {
        begin();
        var hanging = new CountDownLatch(1);
        place.next(new Event.Hangs(10, hanging));
        var job = fetch(FILE);
        Await.opened(hanging);
        assertThat(imports().cancel(job.id(), "ana")).isInstanceOf(Steering.Done.class);
        assertThat(ended(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(rows()).isEmpty();
        assertThat(imports().retry(job.id(), "ana")).isInstanceOf(Steering.Impossible.class);
    }

    @Test
    final void the_next_process_goes_on_where_this_one_ended() {
        begin();
        var hanging = new CountDownLatch(1);
        place.next(new Event.Hangs(10, hanging));
        var job = fetch(FILE);
        Await.opened(hanging);
        reopen("https://files.example.com/plan/");
        var unused = done(job);
        assertThat(place.isClosed()).isTrue();
        assertThat(place.offsets()).containsExactly(0L, 10L);
    }

    @Test
    final void the_next_process_fetches_nothing_that_it_may_not() {
        begin();
        var hanging = new CountDownLatch(1);
        place.next(new Event.Hangs(10, hanging));
        var job = fetch(FILE);
        Await.opened(hanging);
        reopen();
        assertThat(whyFailed(job)).contains("--import-from").doesNotContain("secret");
        assertThat(place.offsets()).containsExactly(0L);
    }
}
