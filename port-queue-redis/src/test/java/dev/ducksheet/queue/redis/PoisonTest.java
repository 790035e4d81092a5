package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be decided is put aside with the reason, and the stream goes on. */
final class PoisonTest {
    private static final String POISON = "4711";
    private static final String WHERE = "\"condition\": \"product_id = 1 AND customer_id = 1\"";

    private final RedisRoom redis = RedisRoom.open();

    @AfterEach
    void end() {
        redis.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            data      | no JSON                                  | "data" is no JSON
            data      | []                                       | "data" is no JSON object
            data      | {}                                       | "value" is missing
            data      | {"table": 1, "value": 1}                 | "condition" is missing
            data      | {"table": 1, "column": "c", "value": 1, "condition": "a = 1"} | "table" must be a string
            data      | {"table": "t", "column": "c", "value": [], "condition": "a = 1"} | "value" is no cell
            data      | {"table": "t", "column": "c", "value": 1, "condition": "a ="} | "condition" does not parse
            data      | {"table": "t", "column": "c", "value": 1, "condition": "a = 1", "colour": 1} | no member "colour"
            data      | {"table": "t", "column": "c", "value": 1e999999999, "condition": "a = 1"} | too many digits
            payload   | {}                                       | the field "data" is missing
            """)
    void what_cannot_be_read_goes_to_the_dead_letters(String field, String text, String reason) {
        try (var site = Site.open(Site.demo(), redis);
                var letters = RedisDeadLetters.connect(Site.settings(redis))) {
            var id = redis.command("XADD", redis.key("request_duck"), "*", field, text);
            assertThat(site.add(1)).isEqualTo(1);
            assertThat(letters.list(10)).hasSize(1);
            var letter = letters.list(10).get(0);
            assertThat(letter.reason()).contains(reason);
            assertThat(letter.entry()).isEqualTo(id);
            assertThat(letter.fields()).containsEntry(field, text);
        }
    }

    @Test
    void a_letter_that_was_dropped_does_not_come_back_with_the_next_writer() {
        var store = Site.demo();
        try (var letters = RedisDeadLetters.connect(Site.settings(redis))) {
            try (var site = Site.open(store, redis)) {
                site.add(1);
                redis.command("XADD", redis.key("request_duck"), "*", "data", "no JSON");
                Await.inTime(() -> {
                    while (letters.list(1).isEmpty()) {
                        Thread.onSpinWait();
                    }
                    return true;
                });
                assertThat(letters.drop(letters.list(1).get(0).id())).isTrue();
            }
            try (var site = Site.open(store.reopen(), redis)) {
                assertThat(site.add(1)).isEqualTo(2);
                assertThat(letters.list(1)).isEmpty();
            }
        }
    }

    @Test
    void a_newer_format_is_not_read() {
        try (var site = Site.open(Site.demo(), redis);
                var letters = RedisDeadLetters.connect(Site.settings(redis))) {
            redis.command("XADD", redis.key("request_duck"), "*", "v", "2", "data", "{}");
            assertThat(site.add(1)).isEqualTo(1);
            assertThat(letters.list(1).get(0).reason()).isEqualTo("\"v\" is '2'; this version of Ducksheet reads 1");
        }
    }

    @Test
    void what_fails_alone_three_times_is_refused_and_put_aside_and_the_rest_is_applied() {
        try (var site = Site.open(failingOn(POISON, Site.demo()), redis);
                var letters = RedisDeadLetters.connect(Site.settings(redis))) {
            var outcome = site.driver().submit(CoreDriver.set("sales", "quantity", 4711, "product_id = 1"));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.FAILED));
            assertThat(site.add(1)).isEqualTo(1);
            assertThat(letters.list(10)).hasSize(1);
            assertThat(letters.list(10).get(0).reason()).contains("failed alone 3 times");
        }
    }

    /** A store that has a bug: it fails whenever a decision says this text. */
    private static WorkbookStore failingOn(String text, WorkbookStore store) {
        return face(
                WorkbookStore.class,
                store,
                (name, result, arguments) ->
                        name.equals("begin") ? failingOn(text, (WorkbookTransaction) result) : result);
    }

    private static WorkbookTransaction failingOn(String text, WorkbookTransaction transaction) {
        return face(WorkbookTransaction.class, transaction, (name, result, arguments) -> {
            if (name.equals("record") && arguments[0].toString().contains(text) && isNoRefusal(arguments[0])) {
                throw new IllegalStateException("a bug, as planned");
            }
            return result;
        });
    }

    @Test
    void nothing_is_overtaken_when_the_store_goes_away_while_a_batch_is_halved() {
        for (int value = 101; value <= 104; value++) {
            redis.command(
                    "XADD",
                    redis.key("request_duck"),
                    "*",
                    "data",
                    "{\"table\": \"sales\", \"column\": \"quantity\", \"value\": " + value + ", " + WHERE + "}");
        }
        try (var site = Site.open(awayWhileHalving(Site.demo()), redis)) {
            Await.value(site.driver()
                    .workbook()
                    .readUpdates()
                    .changedAfter(new Version(3))
                    .thenApply(it -> true));
            assertThat(site.versions()).isEqualTo(List.of(1L, 2L, 3L, 4L));
            assertThat(site.quantity()).isEqualTo(CellValue.of(104));
        }
    }

    /** A store that takes one decision at a time, and is away the first time that it is given one. */
    private static WorkbookStore awayWhileHalving(WorkbookStore store) {
        var away = new AtomicBoolean(true);
        return face(
                WorkbookStore.class,
                store,
                (name, result, arguments) -> name.equals("begin")
                        ? face(WorkbookTransaction.class, (WorkbookTransaction) result, (step, done, given) -> {
                            if (step.equals("record") && ((List<?>) given[0]).size() > 1) {
                                throw new IllegalStateException("a bug, as planned");
                            }
                            if (step.equals("record") && away.getAndSet(false)) {
                                throw new PortUnavailableException("away, as planned");
                            }
                            return done;
                        })
                        : result);
    }

    private static boolean isNoRefusal(Object decisions) {
        return !decisions.toString().contains("FAILED");
    }

    private interface After {
        Object result(String name, Object result, Object[] arguments);
    }

    private static <T> T face(Class<T> type, T behind, After after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return after.result(method.getName(), method.invoke(behind, arguments), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void a_letter_is_retried_once_however_often_it_is_asked_for() {
        try (var site = Site.open(Site.demo(), redis);
                var letters = RedisDeadLetters.connect(Site.settings(redis))) {
            redis.command(
                    "XADD",
                    redis.key("request_duck:dead"),
                    "*",
                    "entry",
                    "1-1",
                    "reason",
                    "test",
                    "request.data",
                    "{\"table\": \"sales\", \"column\": \"quantity\", \"op\": \"add\", \"value\": 5, " + WHERE + "}");
            var letter = letters.list(10).get(0);
            assertThat(letters.find(letter.id())).contains(letter);
            assertThat(letters.retry(letter)).isTrue();
            assertThat(letters.retry(letter)).isFalse();
            assertThat(letters.list(10)).isEmpty();
            Await.value(site.driver()
                    .workbook()
                    .readUpdates()
                    .changedAfter(Version.ZERO)
                    .thenApply(it -> true));
            assertThat(site.versions()).isEqualTo(List.of(1L));
        }
    }

    @Test
    void a_letter_is_dropped() {
        try (var letters = RedisDeadLetters.connect(Site.settings(redis))) {
            var id = redis.command("XADD", redis.key("request_duck:dead"), "*", "entry", "1-1", "reason", "test")
                    .toString();
            assertThat(letters.drop(id)).isTrue();
            assertThat(letters.drop(id)).isFalse();
        }
    }
}
