package dev.ducksheet.bench;

import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.queue.redis.AofWait;
import dev.ducksheet.queue.redis.RedisAddress;
import dev.ducksheet.queue.redis.RedisFront;
import dev.ducksheet.queue.redis.RedisSettings;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kills a Redis with {@code kill -9} under a load of appends, starts it again, and counts what it had acknowledged and no
 * longer has, for each way of keeping its append-only file. What the operating system has taken survives a kill; what a
 * loss of power would take besides is not measured.
 */
final class KilledRedis implements Scenario {
    private static final long LOAD = TimeUnit.SECONDS.toNanos(3);
    private static final int RATE = 5_000;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private static int rounds() {
        return Integer.parseInt(System.getenv().getOrDefault("DUCKSHEET_BENCH_ROUNDS", "7"));
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Acknowledged requests that a killed Redis lost, " + RATE + " appended a second");
        report.head("Redis keeps", "accepted when", "kills", "with a loss", "acknowledged", "lost", "most in one kill");
        measure(report, Persistence.NONE, AofWait.OFF);
        measure(report, Persistence.EVERY_SECOND, AofWait.OFF);
        measure(report, Persistence.EVERY_SECOND, AofWait.local(0));
        measure(report, Persistence.ALWAYS, AofWait.OFF);
        measure(report, Persistence.ALWAYS, AofWait.local(0));
    }

    private void measure(Report report, Persistence persistence, AofWait wait) throws Exception {
        var losses = Stream.<int[]>builder();
        for (int round = 0; round < rounds(); round++) {
            try {
                losses.add(killOnce(persistence, wait));
            } catch (PortUnavailableException e) {
                report.note(persistence + ", WAITAOF: " + e.getMessage());
                return;
            }
        }
        var all = losses.build().toList();
        report.row(
                persistence == Persistence.NONE ? "nothing" : persistence == Persistence.ALWAYS ? "always" : "everysec",
                wait.equals(AofWait.OFF) ? "Redis says so" : "it is on disk",
                all.size(),
                all.stream().filter(loss -> loss[1] > 0).count(),
                Report.format("%,d", all.stream().mapToInt(loss -> loss[0]).sum()),
                Report.format("%,d", all.stream().mapToInt(loss -> loss[1]).sum()),
                Report.format(
                        "%,d", all.stream().mapToInt(loss -> loss[1]).max().orElse(0)));
    }

    /** Returns how many were acknowledged, and how many of them are gone. */
    private int[] killOnce(Persistence persistence, AofWait wait) {
        acknowledged.clear();
        try (var redis = RealRedis.start(RedisOptions.durable().persisting(persistence))) {
            var settings = RedisSettings.of(RedisAddress.parse(redis.uri().toString()))
                    .backlog(Integer.MAX_VALUE)
                    .aof(wait);
            try (var front = RedisFront.connect(settings, Telemetry.NONE)) {
                var load = new Thread(() -> append(front.queue()), "load");
                load.start();
                LockSupport.parkNanos(LOAD);
                redis.kill();
                load.interrupt();
                load.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            var lost = new HashSet<>(acknowledged);
            redis.restart();
            lost.removeAll(ids(redis));
            return new int[] {acknowledged.size(), lost.size()};
        }
    }

    private void append(RequestQueue queue) {
        var update = CellUpdate.of(
                "item",
                "q",
                new Operation.Set(CellValue.of(1)),
                ((ParseResult.Parsed) ConditionParser.parse("id = 1")).condition());
        long begin = System.nanoTime();
        for (long number = 1; !Thread.currentThread().isInterrupted(); number++) {
            var id = new UpdateId(new UUID(0x018d_f000_0000_7000L + (number << 16), Long.MIN_VALUE + number));
            try {
                if (queue.append(new Request.UpdateCell(id, update)) instanceof Admission.Accepted accepted) {
                    var unused = accepted.durable().thenAccept(done -> acknowledged.add(id.toString()));
                }
            } catch (PortUnavailableException e) {
                return;
            }
            LockSupport.parkNanos(begin + number * TimeUnit.SECONDS.toNanos(1) / RATE - System.nanoTime());
        }
    }

    private static Set<String> ids(RealRedis redis) {
        var entries = (List<?>) Objects.requireNonNull(redis.command("XRANGE", "request_duck", "-", "+"));
        return entries.stream()
                .map(entry -> (List<?>) ((List<?>) entry).get(1))
                .map(fields -> fields.get(fields.indexOf("id") + 1).toString())
                .collect(Collectors.toSet());
    }
}
