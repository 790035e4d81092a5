package dev.ducksheet.http;

import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.RowFile;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one workbook over HTTP, from {@link #start} to {@link #close}. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_ADDRESS = 64 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final List<String> EXPOSED = List.of(
            "Content-Disposition",
            "ETag",
            "Location",
            "Preference-Applied",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "Tus-Extension",
            "Tus-Resumable",
            "Tus-Version",
            "Upload-Length",
            "Upload-Offset",
            "WWW-Authenticate");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Makes no files: formats that need one are not given. */
    public static final RowFiles NO_FILES = HttpServer::noFile;

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private HttpServer(ApplicationContext context) {
        this.context = context;
        server = context.getBean(EmbeddedServer.class).start();
    }

    /** Starts to serve; the workbook stays the caller's to close, after this server. */
    public static HttpServer start(Workbook workbook, HttpSettings settings) {
        return start(workbook, settings, Metrics.NONE, NO_FILES);
    }

    private static RowFile noFile(RowStream rows, Cancellation cancellation) {
        rows.close();
        throw Problem.of(ProblemType.NOT_ACCEPTABLE, "this server makes no files of rows; take another format")
                .exception();
    }

    /**
     * Starts to serve and to measure; the workbook stays the caller's to close, after this server.
     *
     * @param files makes what can only be told as a whole; it stays the caller's too
     */
    public static HttpServer start(Workbook workbook, HttpSettings settings, Metrics metrics, RowFiles files) {
        return start(workbook, settings, metrics, Traces.NONE, files);
    }

    /**
     * Starts to serve, to measure and to follow requests; the rest as above.
     *
     * @param traces follows requests
     */
    public static HttpServer start(
            Workbook workbook, HttpSettings settings, Metrics metrics, Traces traces, RowFiles files) {
        var context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .bootstrapEnvironment(false)
                .properties(properties(settings))
                .singletons(new Served(workbook, settings, metrics, traces, files))
                .build();
        try {
            return new HttpServer(context.start());
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static Map<String, Object> properties(HttpSettings settings) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("micronaut.application.name", "ducksheet");
        properties.put("micronaut.server.host", settings.host());
        properties.put("micronaut.server.port", settings.port() == 0 ? -1 : settings.port());
        properties.put("micronaut.server.max-request-size", Long.MAX_VALUE); // of a file, which is never held
        properties.put("micronaut.server.max-request-buffer-size", settings.maxBody());
        properties.put("micronaut.server.netty.max-initial-line-length", MAX_ADDRESS);
        properties.put("micronaut.server.netty.keep-alive-on-server-error", true);
        properties.put("micronaut.server.netty.max-header-size", MAX_HEADERS);
        if (settings.security().tls().isOn()) {
            properties.put("micronaut.server.ssl.enabled", true);
            properties.put("micronaut.server.ssl.port", settings.port() == 0 ? -1 : settings.port());
        }
        if (!settings.security().origins().isEmpty()) {
            allow(settings.security().origins(), properties);
        }
        return properties;
    }

    /** A page of an origin may send a key, which it has to be given; cookies there are none. */
    private static void allow(List<String> origins, Map<String, Object> properties) {
        var web = "micronaut.server.cors.configurations.web.";
        properties.put("micronaut.server.cors.enabled", true);
        properties.put(web + "allowed-origins", origins);
        properties.put(web + "allow-credentials", false);
        properties.put(web + "exposed-headers", EXPOSED);
        properties.put(web + "max-age", 600);
    }

    /** Returns the port that is listened on. */
    public int port() {
        return server.getPort();
    }

    /** Returns where clients find the server. */
    public URI uri() {
        return server.getURI();
    }

    /** Takes no more requests, ends live feeds, lets the others finish within a bound. Repeatable. */
    @Override
    public void close() {
        if (!context.isRunning()) {
            return;
        }
        context.getBean(LiveFeeds.class).close();
        context.getBean(JobStreams.class).close();
        if (server instanceof GracefulShutdownCapable graceful) {
            letFinish(graceful);
        }
        context.close();
    }

    private static void letFinish(GracefulShutdownCapable server) {
        try {
            var unused =
                    server.shutdownGracefully().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("some requests were still under way after {} s", PATIENCE.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
