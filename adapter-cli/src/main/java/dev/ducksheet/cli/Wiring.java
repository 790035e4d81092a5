package dev.ducksheet.cli;

import dev.ducksheet.cli.remote.LiveChanges;
import dev.ducksheet.cli.remote.RemoteWorkbook;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.Outbound;
import dev.ducksheet.core.application.Places;
import dev.ducksheet.core.imports.AllowedSources;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.webhook.RetrySchedule;
import dev.ducksheet.guard.AddressPolicy;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.HttpSettings;
import dev.ducksheet.http.access.Certificates;
import dev.ducksheet.http.access.Tokens;
import dev.ducksheet.http.feed.MessageBody;
import dev.ducksheet.place.http.HttpPlace;
import dev.ducksheet.place.http.PlaceSettings;
import dev.ducksheet.place.http.S3Place;
import dev.ducksheet.place.http.S3Settings;
import dev.ducksheet.queue.redis.AofWait;
import dev.ducksheet.queue.redis.RedisAddress;
import dev.ducksheet.queue.redis.RedisDeadLetters;
import dev.ducksheet.queue.redis.RedisFront;
import dev.ducksheet.queue.redis.RedisSettings;
import dev.ducksheet.queue.redis.RedisStreams;
import dev.ducksheet.queue.redis.RedisWorker;
import dev.ducksheet.seed.DemoWorkbook;
import dev.ducksheet.storage.duckdb.DuckDbImports;
import dev.ducksheet.storage.duckdb.DuckDbRowFiles;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbSettings.History;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import dev.ducksheet.webhook.http.HttpWebhookSender;
import dev.ducksheet.webhook.http.SenderSettings;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The composition root: the one place that sees every module and puts them together. */
final class Wiring implements Workbooks {
    private static final Duration RECONNECT = Duration.ofMillis(250);

    /**
     * Whoever has the workbook at hand may fetch from any address; as for webhooks, the server looks at theirs when it
     * sends.
     */
    private static final List<String> ANYWHERE = List.of("0.0.0.0/0", "::/0");

    private final Clock clock;
    private final RandomGenerator random;
    private final Between between;

    Wiring(Clock clock, RandomGenerator random) {
        this(clock, random, new Between() {});
    }

    /** @param between stands between the core and a queue that outlives this process */
    Wiring(Clock clock, RandomGenerator random, Between between) {
        this.clock = clock;
        this.random = random;
        this.between = between;
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
        return Ducksheet.open(
                store(file, History.ALL),
                clock,
                random,
                Telemetry.NONE,
                outbound(ANYWHERE, false),
                places(AllowedSources.all(), ANYWHERE));
    }

    @Override
    public Workbook host(Path file, ServeSettings settings) {
        var store = store(file, history(settings));
        var follower = Follower.of(settings);
        try {
            var files = DuckDbRowFiles.in(Path.of(file + ".spool"));
            return settings.isEmbedded()
                    ? ServedWorkbook.embedded(
                            store,
                            files,
                            outbound(settings.webhookAllow(), true),
                            places(settings.fetch()),
                            follower,
                            clock,
                            random)
                    : ServedWorkbook.queued(
                            store,
                            files,
                            outbound(settings.webhookAllow(), true),
                            places(settings.fetch()),
                            streams(file, store, settings),
                            between,
                            follower,
                            clock,
                            random);
        } catch (RuntimeException e) {
            follower.close();
            store.close();
            throw e;
        }
    }

    private static String agent() {
        return "Ducksheet/" + Version.ofThisJar();
    }

    private Places places(ServeSettings.Fetch fetch) {
        return places(AllowedSources.of(fetch.from()), fetch.allow());
    }

    private Places places(AllowedSources sources, List<String> allowed) {
        var settings = PlaceSettings.of(AddressPolicy.allowing(allowed), agent());
        var s3 = S3Settings.of(System.getenv());
        return Places.of(sources, List.of(HttpPlace.open(settings), S3Place.open(settings, s3, clock)));
    }

    private Outbound outbound(List<String> allowed, boolean delivers) {
        var settings = SenderSettings.of(AddressPolicy.allowing(allowed), agent());
        return new Outbound(
                HttpWebhookSender.open(settings, clock), MessageBody::of, RetrySchedule.standard(), delivers);
    }

    private Function<Telemetry, RedisStreams> streams(Path file, WorkbookStore store, ServeSettings settings) {
        return telemetry -> RedisStreams.connect(
                redis(settings), file.toAbsolutePath().toString(), store.head().epoch(), random, telemetry);
    }

    @Override
    public Workbook front(ServeSettings settings) {
        var follower = Follower.of(settings);
        try {
            return ServedWorkbook.front(
                    telemetry -> RedisFront.connect(redis(settings), telemetry), between, follower, clock, random);
        } catch (RuntimeException e) {
            follower.close();
            throw e;
        }
    }

    @Override
    public DeadLetters deadLetters(String queue) {
        return new RedisLetters(RedisDeadLetters.connect(redis(queue)));
    }

    @Override
    public Worker worker(Path file, String queue) {
        var imports = DuckDbImports.of(file, Runtime.getRuntime().availableProcessors());
        return new RedisImportWorker(file, imports, RedisWorker.connect(redis(queue), imports));
    }

    private static RedisSettings redis(ServeSettings settings) {
        var redis = redis(settings.queue());
        try {
            return redis.aof(aof(settings.waitAof()));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }

    private static AofWait aof(String wait) {
        return switch (wait) {
            case "off" -> AofWait.OFF;
            case "local" -> AofWait.local(0);
            default -> AofWait.local(Integer.parseInt(wait));
        };
    }

    private static RedisSettings redis(String queue) {
        try {
            return RedisSettings.of(RedisAddress.parse(queue));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }

    private static History history(ServeSettings settings) {
        return new History(
                Duration.ofDays(settings.history().days()), settings.history().versions());
    }

    /** A command that opens the workbook for a moment forgets nothing: how much is kept is the server's to say. */
    private DuckDbWorkbookStore store(Path file, History history) {
        return DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(random).keeping(history));
    }

    @Override
    public LiveFeed feed(WorkbookSource.Remote server) {
        return (since, each) -> LiveChanges.follow(server.url(), server.key(), since, RECONNECT, each);
    }

    @Override
    public void fill(Path file, DemoWorkbook demo, Reading reading) {
        try (DuckDbWorkbookStore store = store(file, History.ALL)) {
            Seeding.fill(store, demo, reading);
        }
    }

    @Override
    public Service serve(Workbook workbook, ServeSettings settings) {
        var server = start(workbook, settings);
        if (workbook instanceof ServedWorkbook served) {
            served.advertise(settings.advertised(server.port()));
        }
        return new Served(server);
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
                defaults.version(),
                settings.security());
        requireReadable(settings);
        try {
            return workbook instanceof ServedWorkbook served
                    ? HttpServer.start(workbook, http, served.metrics(), served.traces(), served.files())
                    : HttpServer.start(workbook, http);
        } catch (RuntimeException e) {
            throw isTaken(e) ? FreePort.taken(settings) : e;
        }
    }

    /** What is wrong with a certificate or with the keys of tokens is told before anything listens. */
    private static void requireReadable(ServeSettings settings) {
        try {
            if (settings.security().tls().isOn()) {
                var unused = Certificates.context(settings.security().tls());
            }
            settings.security().tokens().forEach(tokens -> new Tokens(tokens, Clock.systemUTC()));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
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
