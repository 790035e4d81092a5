package dev.ducksheet.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.RequestQueue.Load;
import dev.ducksheet.testkit.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MicrometerTelemetryTest {
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00Z");

    private final MicrometerTelemetry telemetry = new MicrometerTelemetry();

    @AfterEach
    void close() {
        telemetry.close();
    }

    private void assertShown(String... lines) {
        assertThat(telemetry.scrape().lines()).contains(lines);
    }

    @Test
    void nothing_has_happened_at_first_and_every_refusal_is_known() {
        assertShown(
                "ducksheet_edits_applied_total 0.0",
                "ducksheet_edits_refused_total{reason=\"no_match\"} 0.0",
                "ducksheet_redis_reconnects_total 0.0",
                "ducksheet_batch_size_count 0",
                "ducksheet_queue_lag 0.0");
    }

    @Test
    void a_batch_counts_once_its_edits_and_its_refusals_each() {
        var decisions = List.of(applied(1), applied(2), refused(3, Refusal.Reason.STALE));
        telemetry.committed(4, decisions, Duration.ofMillis(15));
        telemetry.refused(Refusal.Reason.UNKNOWN_TABLE);
        assertShown(
                "ducksheet_edits_applied_total 2.0",
                "ducksheet_edits_refused_total{reason=\"stale\"} 1.0",
                "ducksheet_edits_refused_total{reason=\"unknown_table\"} 1.0",
                "ducksheet_batch_size_count 1",
                "ducksheet_batch_size_sum 4.0",
                "ducksheet_batch_size_bucket{le=\"2.0\"} 0",
                "ducksheet_batch_size_bucket{le=\"5.0\"} 1",
                "ducksheet_apply_seconds_bucket{le=\"0.01\"} 0",
                "ducksheet_apply_seconds_bucket{le=\"0.02\"} 1");
    }

    @Test
    void a_queue_is_asked_at_each_scrape() {
        var load = new AtomicReference<>(new Load(7, 3, 1));
        telemetry.watch(load::get);
        assertShown("ducksheet_queue_lag 7.0", "ducksheet_queue_pending 3.0", "ducksheet_dead_letters 1.0");
        load.set(new Load(0, 0, 2));
        assertShown("ducksheet_queue_lag 0.0", "ducksheet_queue_pending 0.0", "ducksheet_dead_letters 2.0");
    }

    @Test
    void memory_is_asked_at_each_scrape() {
        assertShown("ducksheet_duckdb_memory_bytes 0.0");
        var held = new AtomicLong(1 << 20);
        telemetry.watchMemory(held::get);
        assertShown("ducksheet_duckdb_memory_bytes 1048576.0");
        held.set(5);
        assertShown("ducksheet_duckdb_memory_bytes 5.0");
    }

    @Test
    void imports_are_counted_when_they_are_over_and_those_that_are_not_as_running() {
        assertShown(
                "ducksheet_jobs_running 0.0",
                "ducksheet_jobs_total{state=\"done\"} 0.0",
                "ducksheet_jobs_total{state=\"failed\"} 0.0",
                "ducksheet_jobs_total{state=\"cancelled\"} 0.0",
                "ducksheet_import_rows_total 0.0",
                "ducksheet_import_seconds_count 0");
        var one = job(1);
        var other = job(2);
        telemetry.changed(one);
        telemetry.changed(other);
        telemetry.changed(one.to(JobState.WAITING, NOON.plusSeconds(1)));
        telemetry.changed(other.failed("it is empty", NOON.plusSeconds(90)));
        assertShown("ducksheet_jobs_running 1.0", "ducksheet_jobs_total{state=\"failed\"} 1.0");
        telemetry.changed(one.doneIn(new Version(7), new RowCounts(30, 10, 5, 5, 5, 5, 0), NOON.plusSeconds(3)));
        telemetry.changed(other.again(NOON.plusSeconds(100)));
        telemetry.changed(other.to(JobState.CANCELLED, NOON.plusSeconds(101)));
        assertShown(
                "ducksheet_jobs_running 0.0",
                "ducksheet_jobs_total{state=\"done\"} 1.0",
                "ducksheet_jobs_total{state=\"failed\"} 1.0",
                "ducksheet_jobs_total{state=\"cancelled\"} 1.0",
                "ducksheet_import_rows_total 30.0",
                "ducksheet_import_seconds_count 1",
                "ducksheet_import_seconds_bucket{le=\"1.0\"} 0",
                "ducksheet_import_seconds_bucket{le=\"5.0\"} 1");
    }

    private static Job job(long number) {
        var merging = new Merging(Merging.Mode.INSERT, List.of(), false, Merging.Misfits.LEFT_OUT);
        var spec = new ImportSpec(
                "t", merging, "f.csv", Optional.empty(), Dialect.sniffed(), Map.of(), OptionalLong.empty());
        return Job.created(Requests.id(number), spec, Signature.of("ann"), false, NOON);
    }

    @Test
    void answers_are_counted_by_how_long_they_took() {
        telemetry.answered("POST", "/update_cell", 200, Duration.ofMillis(15));
        assertShown(bucket("0.01") + " 0", bucket("0.02") + " 1", bucket("+Inf") + " 1");
    }

    private static String bucket(String seconds) {
        return "http_server_requests_seconds_bucket{method=\"POST\",status=\"200\",uri=\"/update_cell\",le=\"" + seconds
                + "\"}";
    }

    @Test
    void messages_to_webhooks_are_told_apart_by_what_came_of_them() {
        telemetry.sent(new Reply.Answered(204, ""), Duration.ofMillis(3));
        telemetry.sent(new Reply.Answered(302, ""), Duration.ofMillis(3));
        telemetry.sent(new Reply.Answered(503, ""), Duration.ofMillis(3));
        telemetry.sent(new Reply.Forbidden("10.0.0.1 is private"), Duration.ZERO);
        telemetry.watchMessages(() -> 7);
        assertShown(
                "ducksheet_webhook_deliveries_seconds_count{outcome=\"delivered\"} 1",
                "ducksheet_webhook_deliveries_seconds_count{outcome=\"refused\"} 2",
                "ducksheet_webhook_deliveries_seconds_count{outcome=\"unanswered\"} 0",
                "ducksheet_webhook_deliveries_seconds_count{outcome=\"forbidden\"} 1",
                "ducksheet_webhook_pending 7.0");
    }

    @Test
    void answers_are_told_apart_by_method_route_and_status() {
        telemetry.answered("GET", "/view_table/{table}", 200, Duration.ofMillis(5));
        telemetry.answered("GET", "/view_table/{table}", 404, Duration.ofMillis(5));
        telemetry.answered("GET", "/view_table/{table}", 404, Duration.ofMillis(5));
        assertShown(
                "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/view_table/{table}\"} 1",
                "http_server_requests_seconds_count{method=\"GET\",status=\"404\",uri=\"/view_table/{table}\"} 2");
    }

    private static Decision applied(long number) {
        var request = (Request.UpdateCell) Requests.set(number);
        var version = new Version(number);
        var update = request.update();
        return new Decision.Changed(
                request,
                new Outcome.Applied(request.id(), version, update.sheet(), update.column(), 1),
                new Change(
                        version, request.id(), update.sheet(), update.column(), update.editor(), NOON, 1, List.of()));
    }

    private static Decision refused(long number, Refusal.Reason reason) {
        var request = Requests.set(number);
        return new Decision.Unchanged(request, new Outcome.Refused(request.id(), Refusal.of(reason, "", "no")), NOON);
    }
}
