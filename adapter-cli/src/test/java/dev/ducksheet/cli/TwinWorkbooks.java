package dev.ducksheet.cli;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.seed.DemoWorkbook;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Workbooks that are files by name only: the real core on the twin of the store. */
final class TwinWorkbooks implements Workbooks {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** What happened, in order. */
    final List<String> log = new ArrayList<>();

    /** What the live feed of a server tells. */
    final List<Change> feed = new ArrayList<>();

    /** The dead letters of every queue. */
    final List<DeadLetters.Letter> letters = new ArrayList<>();

    private final Map<Path, InMemoryWorkbookStore> files = new HashMap<>();
    private final Random random = new Random(1);

    @Override
    public Workbook open(WorkbookSource source) {
        if (source instanceof WorkbookSource.Local local && files.containsKey(local.file())) {
            return start(local.file());
        }
        throw new PortUnavailableException("there is no workbook at " + source);
    }

    @Override
    public Workbook create(Path file) {
        log.add("open");
        files.computeIfAbsent(file, TwinWorkbooks::newFile);
        return start(file);
    }

    @Override
    public Workbook host(Path file, ServeSettings settings) {
        if (!settings.isEmbedded()) {
            log.add("queue " + settings.queue());
        }
        return create(file);
    }

    @Override
    public Workbook front(ServeSettings settings) {
        log.add("front of " + settings.queue());
        return Ducksheet.open(new InMemoryWorkbookStore(), Clock.fixed(NOW, ZoneOffset.UTC), random);
    }

    @Override
    public Worker worker(Path file, String queue) {
        log.add("worker at " + file + " of " + queue);
        var end = new CountDownLatch(1);
        return new Worker() {
            @Override
            public void run() {
                Await.opened(end);
            }

            @Override
            public void close() {
                if (end.getCount() > 0) {
                    log.add("worker ended");
                }
                end.countDown();
            }
        };
    }

    @Override
    public DeadLetters deadLetters(String queue) {
        log.add("dead letters of " + queue);
        return new DeadLetters() {
            @Override
            public List<Letter> list(int limit) {
                return letters.subList(0, Math.min(limit, letters.size()));
            }

            @Override
            public boolean retry(String id) {
                return letters.removeIf(letter -> letter.id().equals(id));
            }

            @Override
            public boolean drop(String id) {
                return letters.removeIf(letter -> letter.id().equals(id));
            }

            @Override
            public void close() {
                log.add("end of letters");
            }
        };
    }

    private Workbook start(Path file) {
        var store = files.get(file).reopen();
        files.put(file, store);
        return Ducksheet.open(store, Clock.fixed(NOW, ZoneOffset.UTC), random);
    }

    @Override
    public LiveFeed feed(WorkbookSource.Remote server) {
        return (since, each) -> {
            log.add("follow " + server + " since '" + since + "'");
            feed.forEach(each);
        };
    }

    @Override
    public void fill(Path file, DemoWorkbook demo, Reading reading) {
        Seeding.fill(files.computeIfAbsent(file, TwinWorkbooks::newFile), demo, reading);
    }

    private static InMemoryWorkbookStore newFile(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new InMemoryWorkbookStore();
    }

    @Override
    public Service serve(Workbook workbook, ServeSettings settings) {
        log.add("serve on " + settings.host());
        return new Service() {
            @Override
            public int port() {
                return settings.port() == 0 ? 4711 : settings.port();
            }

            @Override
            public void close() {
                log.add("end of service");
            }
        };
    }
}
