package dev.ducksheet.cli;

import dev.ducksheet.cli.remote.LiveChanges;
import dev.ducksheet.cli.remote.RemoteWorkbook;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.HttpSettings;
import dev.ducksheet.seed.DemoWorkbook;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The composition root: the one place that sees every module and puts them together. */
final class Wiring implements Workbooks {
    private static final Duration RECONNECT = Duration.ofMillis(250);

    private final Clock clock;
    private final RandomGenerator random;

    Wiring(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Workbook open(WorkbookSource source) {
        if (source instanceof WorkbookSource.Remote remote) {
            return new RemoteWorkbook(remote.url(), remote.key());
        }
        Path file = ((WorkbookSource.Local) source).file();
        if (Files.notExists(file)) {
            throw new PortUnavailableException(
                    "there is no workbook " + file + "; 'ducksheet seed --workbook " + file + "' makes one");
        }
        return create(file);
    }

    @Override
    public Workbook create(Path file) {
        return Ducksheet.open(store(file), clock, random);
    }

    private DuckDbWorkbookStore store(Path file) {
        return DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(random));
    }

    @Override
    public LiveFeed feed(WorkbookSource.Remote server) {
        return (since, each) -> LiveChanges.follow(server.url(), server.key(), since, RECONNECT, each);
    }

    @Override
    public void fill(Path file, DemoWorkbook demo, Reading reading) {
        try (DuckDbWorkbookStore store = store(file)) {
            Seeding.fill(store, demo, reading);
        }
    }

    @Override
    public Service serve(Workbook workbook, ServeSettings settings) {
        return new Served(start(workbook, settings));
    }

    private static HttpServer start(Workbook workbook, ServeSettings settings) {
        HttpSettings defaults = HttpSettings.defaults(Version.ofThisJar());
        HttpSettings http = new HttpSettings(
                settings.host(),
                settings.port(),
                defaults.maxBody(),
                defaults.maxStreams(),
                defaults.defaultWait(),
                defaults.heartbeat(),
                settings.open(),
                defaults.version());
        try {
            return HttpServer.start(workbook, http);
        } catch (RuntimeException e) {
            throw isTaken(e) ? FreePort.taken(settings) : e;
        }
    }

    private static boolean isTaken(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(BindException.class::isInstance);
    }

    private record Served(HttpServer server) implements Service {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
