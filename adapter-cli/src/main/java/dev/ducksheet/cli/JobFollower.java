package dev.ducksheet.cli;

import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.port.in.ImportFiles;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntConsumer;

/** Follows a job to its end. */
final class JobFollower {
    private JobFollower() {}

    /**
     * Waits until a job is over and returns it as it is then.
     *
     * @param percent is told how far it is
     */
    static Job follow(ImportFiles imports, Job job, IntConsumer percent) throws InterruptedException {
        BlockingQueue<Job> told = new ArrayBlockingQueue<>(1);
        Runnable end = imports.watch(job.id(), now -> {
                    told.poll();
                    told.offer(now);
                })
                .orElseThrow(() -> JobCommand.unknown(job.id()));
        try {
            Job now = told.take();
            while (!now.state().isOver()) {
                percent.accept(now.percent());
                now = told.take();
            }
            return now;
        } finally {
            end.run();
        }
    }
}
