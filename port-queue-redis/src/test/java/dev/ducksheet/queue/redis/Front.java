package dev.ducksheet.queue.redis;

import dev.ducksheet.core.application.FrontDesk;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A workbook's front desk, as a process has it that does not write. */
final class Front implements AutoCloseable {
    private final RedisFront front;
    private final Workbook desk;

    private Front(RedisSettings settings) {
        front = RedisFront.connect(settings, Telemetry.NONE);
        desk = FrontDesk.open(
                front.mirror(), front.queue(), front.feed(), Clock.systemUTC(), new Random(3), Telemetry.NONE);
    }

    /** Connects, and waits until it takes edits. */
    static Front open(RedisSettings settings) {
        var opened = new Front(settings);
        Await.inTime(() -> {
            while (!opened.desk.readHealth().health().isWell()) {
                Thread.onSpinWait();
            }
            return true;
        });
        return opened;
    }

    RedisFront streams() {
        return front;
    }

    Workbook desk() {
        return desk;
    }

    /** Has a thread add 1 to the quantity that {@link Site#quantity} shows, again and again. */
    Adding adding(Await.Threads threads) {
        return new Adding(desk, threads);
    }

    @Override
    public void close() {
        desk.close();
        front.close();
    }

    /** A client that adds 1 again and again, each time under a key of its own until it is told the outcome. */
    static final class Adding {
        private final Workbook desk;
        private final Future<Integer> work;
        private final AtomicInteger applied = new AtomicInteger();
        private volatile boolean ended;

        private Adding(Workbook desk, Await.Threads threads) {
            this.desk = desk;
            this.work = threads.start(this::run);
        }

        private int run() throws InterruptedException {
            while (!ended) {
                var update = CellUpdate.of(
                                "sales",
                                "quantity",
                                new Operation.Add(CellValue.of(1)),
                                CoreDriver.where("product_id = 1 AND customer_id = 1"))
                        .idempotent(new Idempotency.Keyed("add-" + applied.get(), "add"));
                while (!isApplied(update)) {
                    TimeUnit.MILLISECONDS.sleep(20); // as a client does that is told to come back
                }
                applied.incrementAndGet();
            }
            return applied.get();
        }

        private boolean isApplied(CellUpdate update) throws InterruptedException {
            try {
                var queued = (Submission.Queued) desk.submitUpdate().submit(update);
                return queued.outcome().toCompletableFuture().get(2, TimeUnit.SECONDS) instanceof Outcome.Applied;
            } catch (PortUnavailableException | ExecutionException | TimeoutException e) {
                return false;
            }
        }

        /** Waits until so many more have been applied. */
        void awaitMore(int count) {
            int goal = applied.get() + count;
            Await.inTime(() -> {
                while (applied.get() < goal) {
                    Thread.onSpinWait();
                }
                return true;
            });
        }

        /** Lets the one that is under way be the last, and returns how many were applied. */
        int end() {
            ended = true;
            return Await.value(work);
        }
    }
}
