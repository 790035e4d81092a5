package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.in.ReadOutcome.Status;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.spread.SpreadMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateCellTest extends WithServer {
    private static final String PENDING = "{\"status\":\"pending\",\"update_id\":\"" + FakeWorkbook.id(1) + "\"}";

    @Test
    void an_edit_is_answered_with_its_outcome() {
        var answer = client.post("/update_cell", A_CELL);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"applied\",\"update_id\":\"" + FakeWorkbook.id(41) + "\",\"version\":41,"
                        + "\"table\":\"sales\",\"column\":\"quantity\",\"rows\":3,\"message\":\"Updated sales\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void the_edit_may_be_wrapped_and_may_name_a_level() {
        client.post("/update_cell", "{\"data\": " + A_CELL.replace("}", ", \"level\": 2}") + "}");
        client.post("/update_cell", A_CELL.replace("}", ", \"level\": null}"));
        client.post("/update_cell", A_CELL);

        assertThat(workbook.submitted).hasSize(3);
        assertThat(workbook.submitted).containsOnly(workbook.submitted.get(2));
    }

    @Test
    void every_part_of_the_body_reaches_the_workbook() {
        var answer = client.post("/update_cell", """
                {"table": "s", "column": "c", "value": "45", "op": "add", "expected": 12.50, "dry_run": false,
                 "condition": {"brand": "B", "month": null, "n": 1, "flag": true},
                 "spread": {"method": "equal", "over": "leaves", "weights": "w", "hold": ["id = 1", {"id": 2}]}}""", "Ducksheet-Editor", "ana");

        assertThat(answer.statusCode()).isEqualTo(200);
        var update = workbook.submitted.get(0);
        assertThat(update.operation()).isEqualTo(new Operation.Add(CellValue.of("45")));
        assertThat(update.expectation()).isEqualTo(new Expectation.Holding(CellValue.of(new BigDecimal("12.5"))));
        assertThat(update.condition().text()).isEqualTo("brand = 'B' AND month IS NULL AND n = 1 AND flag = TRUE");
        assertThat(update.editor()).isEqualTo("ana");
        assertThat(update.spreading()).isInstanceOfSatisfying(Spreading.By.class, by -> {
            assertThat(by.method()).isEqualTo(SpreadMethod.EQUAL);
            assertThat(by.over()).isEqualTo(Spreading.Over.LEAVES);
            assertThat(by.weights()).isEqualTo(new Spreading.Weights.FromColumn("w"));
            assertThat(by.holds()).extracting(Condition::text).containsExactly("id = 1", "id = 2");
        });
    }

    @Test
    void what_the_body_leaves_out_has_its_default() {
        client.post("/update_cell", A_CELL.replace("}", ", \"spread\": \"equal_increment\"}"));
        client.post("/update_cell", A_CELL);

        assertThat(workbook.submitted.get(0).spreading()).isEqualTo(Spreading.by(SpreadMethod.EQUAL_INCREMENT));
        assertThat(workbook.submitted.get(1).spreading()).isEqualTo(Spreading.byDefault());
        assertThat(workbook.submitted.get(1).expectation()).isEqualTo(Expectation.anything());
        assertThat(workbook.submitted.get(1).editor()).isEqualTo("anonymous");
        assertThat(workbook.submitted.get(1).idempotency()).isEqualTo(Idempotency.none());
    }

    @Test
    void numbers_keep_every_digit() {
        client.post("/update_cell", A_CELL.replace("45", "123456789012345678901234567890.123456789"));
        client.post("/update_cell", A_CELL.replace("45", "1e30"));

        assertThat(workbook.submitted)
                .extracting(update -> update.operation().value())
                .containsExactly(
                        CellValue.of(new BigDecimal("123456789012345678901234567890.123456789")),
                        CellValue.of(new BigDecimal("1e30")));
    }

    @Test
    void the_same_content_has_the_same_fingerprint_however_it_is_written() {
        client.post("/update_cell", A_CELL, "Idempotency-Key", "k1");
        client.post(
                "/update_cell",
                "{\"data\":{\"condition\":\"id = 1\",\"value\":4.50e1,\"level\":1,\"column\":\"quantity\",\"table\":\"sales\"}}",
                "Idempotency-Key",
                "\"k1\"");
        client.post("/update_cell", A_CELL.replace("45", "\"45\""), "Idempotency-Key", "k1");

        var keys = workbook.submitted.stream()
                .map(update -> (Idempotency.Keyed) update.idempotency())
                .toList();
        assertThat(keys.get(0)).isEqualTo(keys.get(1));
        assertThat(keys.get(2).key()).isEqualTo("k1");
        assertThat(keys.get(2).fingerprint()).isNotEqualTo(keys.get(0).fingerprint());
    }

    @Test
    void an_asynchronous_edit_is_answered_as_soon_as_it_is_durable() {
        workbook.onSubmit = update -> new Submission.Queued(
                FakeWorkbook.id(1), CompletableFuture.completedFuture(null), new CompletableFuture<>());

        var answer = client.post("/update_cell", A_CELL, "Prefer", "respond-async, wait=10");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo(PENDING);
        assertThat(answer.headers().firstValue("Location")).hasValue("/updates/" + FakeWorkbook.id(1));
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("respond-async");
    }

    @Test
    void an_edit_that_takes_longer_than_the_client_waits_is_answered_as_pending() {
        workbook.onSubmit = update -> new Submission.Queued(
                FakeWorkbook.id(1), CompletableFuture.completedFuture(null), new CompletableFuture<>());

        var answer = client.post("/update_cell", A_CELL, "Prefer", "wait=0");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo(PENDING);
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=0");
    }

    @Test
    void an_edit_is_not_answered_as_pending_before_it_is_durable() {
        var durable = new CompletableFuture<Void>();
        workbook.onSubmit = update -> new Submission.Queued(FakeWorkbook.id(1), durable, new CompletableFuture<>());
        var request = client.to("/update_cell")
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=0")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(A_CELL));

        var answer = client.http().sendAsync(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(client.get("/tables").statusCode()).isEqualTo(200);
        assertThat(answer).isNotDone();
        durable.complete(null);

        assertThat(answer.join().statusCode()).isEqualTo(202);
    }

    @Test
    void an_edit_that_is_lost_before_it_is_durable_is_not_answered_as_pending() {
        var lost = CompletableFuture.<Void>failedFuture(new PortUnavailableException("the queue is away; try again"));
        workbook.onSubmit = update -> new Submission.Queued(FakeWorkbook.id(1), lost, new CompletableFuture<>());

        var answer = client.post("/update_cell", A_CELL, "Prefer", "wait=0");

        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Test
    void an_edit_is_waited_for_without_a_thread() {
        var outcome = new CompletableFuture<Outcome>();
        workbook.onSubmit =
                update -> new Submission.Queued(FakeWorkbook.id(1), CompletableFuture.completedFuture(null), outcome);
        var request = client.to("/update_cell")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(A_CELL));
        var answers = java.util.stream.Stream.generate(() ->
                        client.http().sendAsync(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString()))
                .limit(50)
                .toList();

        assertThat(client.get("/tables").statusCode()).isEqualTo(200);
        outcome.complete(new Outcome.Applied(FakeWorkbook.id(1), new Version(1), "sales", "quantity", 1));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @EnumSource(Refusal.Reason.class)
    void a_refusal_before_or_after_the_queue_is_its_problem(Refusal.Reason reason) {
        var refusal = new Refusal(reason, "/column", "no such thing as 'x'", Map.of("current", CellValue.of(44)));
        int status = switch (reason) {
            case UNKNOWN_TABLE,
                    NO_MATCH,
                    UNKNOWN_HOLD,
                    UNKNOWN_KEY,
                    UNKNOWN_QUERY,
                    UNKNOWN_VERSION,
                    UNKNOWN_WEBHOOK,
                    UNKNOWN_DELIVERY -> 404;
            case FORBIDDEN, SOURCE_NOT_ALLOWED -> 403;
            case STALE, DUPLICATE_ROW, ALREADY_EXISTS, IN_USE, CHANGED_SINCE -> 409;
            case VERSION_GONE -> 410;
            case MALFORMED_CONDITION -> 400;
            case FAILED -> 500;
            default -> 422;
        };

        workbook.onSubmit = update -> new Submission.Refused(refusal);
        var before = client.post("/update_cell", "{\"data\": " + A_CELL + "}");
        workbook.onSubmit = update -> FakeWorkbook.decided(new Outcome.Refused(FakeWorkbook.id(3), refusal));
        var after = client.post("/update_cell", A_CELL);

        assertThat(before.statusCode()).isEqualTo(status);
        assertThat(before.body())
                .contains(
                        "/problems/" + reason.slug(),
                        "\"pointer\":\"/data/column\"",
                        "no such thing",
                        "\"current\":44");
        assertThat(after.statusCode()).isEqualTo(status);
        assertThat(after.body())
                .contains(
                        "/problems/" + reason.slug(),
                        "\"pointer\":\"/column\"",
                        FakeWorkbook.id(3).toString());
        assertThat(client.get("/problems/" + reason.slug()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_full_backlog_says_when_to_come_again() {
        workbook.onSubmit = update -> new Submission.Busy(Duration.ofMillis(1200));

        var answer = client.post("/update_cell", A_CELL);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body()).contains("/problems/backlog-full");
    }

    @Test
    void a_queue_that_is_away_is_no_secret_but_its_address_is() {
        workbook.onSubmit = update -> {
            throw new PortUnavailableException("redis://secret@10.0.0.1 is away");
        };
        assertUnavailable();
        workbook.onSubmit = update -> new Submission.Queued(
                FakeWorkbook.id(1),
                CompletableFuture.completedFuture(null),
                CompletableFuture.failedFuture(new PortUnavailableException("redis://secret@10.0.0.1 is away")));
        assertUnavailable();
    }

    private void assertUnavailable() {
        var answer = client.post("/update_cell", A_CELL);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("/problems/unavailable").doesNotContain("secret");
    }

    @Test
    void a_bug_shows_its_incident_and_nothing_else() {
        workbook.onSubmit = update -> {
            throw new IllegalStateException("SELECT secret FROM /home/me/book.duckdb");
        };

        var answer = client.post("/update_cell", A_CELL);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("/problems/internal-error", "\"incident\":\"")
                .doesNotContain("SELECT", "secret", "/home", "Exception", "dev.ducksheet");
    }

    @Test
    void a_dry_run_answers_with_the_plan_and_submits_nothing() {
        workbook.onPlan = update -> new PlanUpdate.Planning.Planned(new PlanUpdate.Plan(
                new Cursor("e7", new Version(40)),
                update.sheet(),
                update.column(),
                2,
                CellValue.of(100),
                CellValue.of(1003),
                List.of(
                        new PlanUpdate.Part("B1", CellValue.of(50), CellValue.of(502), 1),
                        new PlanUpdate.Part("B2", CellValue.none(), CellValue.of(501), 0))));

        var answer = client.post("/update_cell", A_CELL.replace("}", ", \"dry_run\": true}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"planned\",\"cursor\":\"e7-40\",\"table\":\"sales\",\"column\":\"quantity\","
                        + "\"rows\":2,\"before\":100,\"after\":1003,\"parts\":["
                        + "{\"label\":\"B1\",\"before\":50,\"after\":502,\"remainder\":1},"
                        + "{\"label\":\"B2\",\"before\":null,\"after\":501,\"remainder\":0}]}");
        assertThat(workbook.submitted).isEmpty();
    }

    @Test
    void a_dry_run_may_be_refused() {
        workbook.onPlan = update -> new PlanUpdate.Planning.Refused(
                Refusal.of(Refusal.Reason.UNDEFINED_SPREAD, "/spread", "5 and -5 have no proportion"));

        var answer = client.post("/update_cell", A_CELL.replace("}", ", \"dry_run\": true}"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/problems/undefined-spread", "\"pointer\":\"/spread\"");
    }

    @Test
    void an_update_can_be_asked_for_later() {
        var outcomes = Map.<Long, Status>of(
                1L, new Status.Pending(),
                2L, new Status.Decided(new Outcome.Applied(FakeWorkbook.id(2), new Version(9), "sales", "q", 1)),
                3L,
                        new Status.Decided(new Outcome.Refused(
                                FakeWorkbook.id(3), Refusal.of(Refusal.Reason.STALE, "/expected", "it holds 44"))));
        workbook.onStatus = id -> outcomes.getOrDefault(id.value().getLeastSignificantBits(), new Status.Unknown());

        assertThat(client.get("/updates/" + FakeWorkbook.id(1)).body()).isEqualTo(PENDING);
        assertThat(client.get("/updates/" + FakeWorkbook.id(2)).body()).contains("\"applied\"", "\"version\":9");
        assertThat(client.get("/updates/" + FakeWorkbook.id(3)).body())
                .contains("\"status\":\"refused\"", "\"problem\":{\"type\":\"/problems/stale\"", "\"status\":409");
        assertThat(client.get("/updates/" + FakeWorkbook.id(4)).statusCode()).isEqualTo(404);
        assertThat(client.get("/updates/nonsense").body()).contains("/problems/unknown-update", "nonsense");
    }
}
