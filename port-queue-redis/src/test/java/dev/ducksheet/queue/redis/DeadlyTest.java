package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.Requests;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that ends each process that decides it is known by it, and only that one. */
final class DeadlyTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RealRedis redis = RealRedis.start(RedisOptions.durable().persisting(Persistence.NONE));
    private final List<RedisStreams> ended = new ArrayList<>();
    private Optional<QueuePosition> position = Optional.empty();

    @AfterEach
    void end() {
        ended.forEach(RedisStreams::close);
        redis.close();
    }

    /** Starts the process after one that ended without a word. */
    private RequestQueue start() {
        var streams = RedisStreams.connect(
                Site.settings(redis), "/test/workbook", "e", new Random(ended.size()), Telemetry.NONE);
        ended.add(streams);
        streams.queue().open(position);
        return streams.queue();
    }

    private static List<Queued> take(RequestQueue queue) {
        return Await.inTime(() -> queue.take(100, LONG));
    }

    private static List<Long> numbers(List<Queued> taken) {
        return taken.stream()
                .map(queued -> IntStream.rangeClosed(1, 9)
                        .filter(number -> queued.request().equals(Requests.set(number)))
                        .asLongStream()
                        .sum())
                .toList();
    }

    private static void append(RequestQueue queue, int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(number -> Await.done(((Admission.Accepted) queue.append(Requests.set(number))).durable()));
    }

    private void decide(RequestQueue queue, List<Queued> taken) {
        position = Optional.of(taken.get(taken.size() - 1).position());
        queue.acknowledge(position.get());
    }

    /** Takes until the deadly one, 3, is in hand; returns what was taken with it and how many it had ended. */
    private List<Queued> untilDeadly(RequestQueue queue) {
        var taken = take(queue);
        while (!numbers(taken).contains(3L)) {
            decide(queue, taken);
            taken = take(queue);
        }
        return taken;
    }

    @Test
    void after_two_deaths_at_one_place_it_is_taken_alone_and_its_deaths_are_counted() {
        append(start(), 1, 5);
        assertThat(numbers(untilDeadly(start()))).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L));
        assertThat(numbers(untilDeadly(start()))).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L));
        for (int deaths = 0; deaths < 3; deaths++) {
            var alone = untilDeadly(start());
            assertThat(numbers(alone)).isEqualTo(List.of(3L));
            assertThat(alone.get(0).deaths()).isEqualTo(deaths);
        }
        var queue = start();
        var known = untilDeadly(queue);
        assertThat(known.get(0).deaths()).isEqualTo(3);
        decide(queue, known);
        var next = take(queue);
        assertThat(numbers(next)).isEqualTo(List.of(4L));
        assertThat(next.get(0).deaths()).isZero();
        decide(queue, next);
        decide(queue, take(queue));
        append(queue, 6, 8);
        assertThat(numbers(take(queue)).size()).isGreaterThan(0);
    }

    @Test
    void what_the_store_could_not_take_and_gave_back_is_not_counted() {
        append(start(), 3, 3);
        take(start());
        take(start());
        for (int times = 0; times < 5; times++) {
            var queue = start();
            var alone = take(queue);
            assertThat(alone.get(0).deaths()).isZero();
            queue.release(alone, new PortUnavailableException("the store is away"));
            Await.inTime(() -> {
                while (!redis.command("HEXISTS", "ducksheet:state", "suspect").equals(0L)) {
                    Thread.onSpinWait();
                }
                return true;
            });
        }
    }

    @Test
    void noted_again_by_the_same_writer_it_is_counted_once() throws InterruptedException {
        var settings = Site.settings(redis);
        var entry = new EntryId(4711, 1);
        for (int deaths = 0; deaths < 2; deaths++) {
            try (var connections = Connections.open(settings, Telemetry.NONE)) {
                var lease = new Lease(connections, settings, WriterIdentity.of("/test/workbook", new Random(deaths)));
                lease.acquire();
                var suspicion = new Suspicion(connections, settings, lease);
                assertThat(suspicion.take(entry)).isEqualTo(deaths);
                assertThat(suspicion.take(entry)).isEqualTo(deaths);
            }
        }
    }

    @Test
    void a_death_where_something_was_decided_since_begins_the_count_anew() {
        append(start(), 1, 4);
        take(start());
        var second = start();
        decide(second, take(second).subList(0, 2));
        assertThat(numbers(take(start()))).isEqualTo(List.of(3L, 4L));
    }

    @Test
    void the_writer_refuses_it_and_puts_it_aside_and_goes_on() {
        var data = "{\"table\": \"sales\", \"column\": \"quantity\", \"value\": 1, \"condition\": \"product_id = 1\"}";
        var entry = String.valueOf(redis.command("XADD", "request_duck", "*", "data", data));
        take(start());
        redis.command("HSET", "ducksheet:state", "suspect", entry, "alone", "3");
        try (var site = Site.open(Site.demo(), redis);
                var letters = RedisDeadLetters.connect(Site.settings(redis))) {
            assertThat(site.add(1)).isEqualTo(1);
            assertThat(letters.list(10)).singleElement().satisfies(letter -> {
                assertThat(letter.entry()).isEqualTo(entry);
                assertThat(letter.reason()).contains("ended the writer's process 3 times");
            });
            assertThat(redis.command("XRANGE", "outcome_duck", "-", "+").toString())
                    .contains("refused")
                    .contains("failed");
        }
    }
}
