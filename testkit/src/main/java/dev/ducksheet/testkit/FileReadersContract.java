package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Merging.Misfits;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.FileReaders.Progress;
import dev.ducksheet.core.port.out.FileReaders.Reading;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import dev.ducksheet.core.port.out.ImportStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link FileReaders} does with the files of a store. */
public abstract class FileReadersContract {
    private static final Table TABLE =
            new Table("t", List.of(Column.of("id", Simple.TEXT), Column.of("n", ColumnType.bigint())), List.of("id"));
    private static final Progress UNHEARD = (rows, share) -> {};

    /** Returns where the files are, without any; the test closes it. */
    protected abstract ImportStore files();

    /** Returns the readers under test, of the files of {@link #files}. */
    protected abstract FileReaders readers();

    private Job job(Misfits misfits, String... lines) {
        var spec = new ImportSpec(
                TABLE.name(),
                new Merging(Merging.Mode.UPSERT, List.of("id"), false, misfits),
                "file.csv",
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.empty());
        var job = Job.created(new UpdateId(UUID.randomUUID()), spec, Signature.of("ana"), false, Instant.EPOCH);
        files().save(job);
        try (var spool = files().spool(job.id(), 0)) {
            var bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            spool.write(bytes, 0, bytes.length);
        }
        return job;
    }

    private Reading read(Job job) {
        return readers().read(job, TABLE, UNHEARD, new Cancellation());
    }

    @Test
    final void it_reads_one_file_at_a_time_at_least() {
        assertThat(readers().atOnce()).isPositive();
    }

    @Test
    final void rows_are_counted_those_that_fall_and_those_that_do_not_fit_apart() {
        var reading = read(job(Misfits.LEFT_OUT, "id,n", "a,1", "b,x", "a,2", "c,3"));
        assertThat(reading.counts()).isEqualTo(new RowCounts(4, 0, 0, 0, 1, 1, 0));
    }

    @Test
    final void it_says_that_it_begins_and_then_how_far_it_is() {
        var shares = Collections.synchronizedList(new ArrayList<Double>());
        var job = job(Misfits.LEFT_OUT, "id,n", "a,1");
        readers().read(job, TABLE, (rows, share) -> shares.add(share), new Cancellation());
        assertThat(shares).isNotEmpty().startsWith(0.0).allMatch(share -> share >= 0 && share <= 1);
    }

    @Test
    final void what_was_read_is_seen_when_it_is_adopted_and_not_before() {
        var job = job(Misfits.LEFT_OUT, "id,n", "a,1", "b,x");
        var reading = read(job);
        assertThat(files().leftovers(job.id(), Leftovers.REJECTED)).isEmpty();
        files().adopt(job.id(), reading.attempt());
        assertThat(files().leftovers(job.id(), Leftovers.REJECTED)).isPresent();
    }

    @Test
    final void a_file_may_be_read_again_and_either_reading_adopted() {
        var job = job(Misfits.LEFT_OUT, "id,n", "a,1", "b,x");
        var first = read(job);
        var second = read(job);
        assertThat(second.attempt()).isNotEqualTo(first.attempt());
        assertThat(second.counts()).isEqualTo(first.counts());
        files().adopt(job.id(), first.attempt());
        assertThat(files().leftovers(job.id(), Leftovers.REJECTED)).isPresent();
        var third = read(job);
        files().adopt(job.id(), third.attempt());
        assertThat(files().leftovers(job.id(), Leftovers.REJECTED)).isPresent();
    }

    @Test
    final void a_file_that_cannot_be_read_says_why() {
        var job = job(Misfits.REFUSED, "id,n", "a,1", "b,x");
        assertThatThrownBy(() -> read(job))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("none is to be left out");
        assertThat(files().leftovers(job.id(), Leftovers.REJECTED)).isEmpty();
    }

    @Test
    final void a_job_that_was_cancelled_is_not_read() {
        var job = job(Misfits.LEFT_OUT, "id,n", "a,1");
        var cancellation = new Cancellation();
        cancellation.cancel();
        assertThatThrownBy(() -> readers().read(job, TABLE, UNHEARD, cancellation))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("cancelled");
    }
}
