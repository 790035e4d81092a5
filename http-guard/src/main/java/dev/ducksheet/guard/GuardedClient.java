package dev.ducksheet.guard;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A client of HTTP/1.1 for addresses that other people name. Every address that a name stands for is looked at, and none
 * but those is connected to: each exchange has a connection of its own. It follows no redirect, goes through no proxy,
 * keeps no cookies, unpacks nothing and tries nothing twice. Thread-safe.
 */
public final class GuardedClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GuardedClient.class.getName());
    private static final int MOST_AT_ONCE = 1000;

    private final GuardSettings settings;
    private final DnsResolver resolver;
    private final ScheduledExecutorService timer;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private Optional<CloseableHttpClient> client = Optional.empty();
    private volatile boolean closed;

    private GuardedClient(GuardSettings settings, DnsResolver resolver) {
        this.settings = settings;
        this.resolver = new CheckedAddresses(settings.policy(), resolver);
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "ducksheet-http-timer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Opens a client that asks the system for the addresses of names. */
    public static GuardedClient open(GuardSettings settings) {
        return open(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    /** Opens a client that asks {@code resolver} for the addresses of names. */
    public static GuardedClient open(GuardSettings settings, DnsResolver resolver) {
        return new GuardedClient(settings, resolver);
    }

    /** Returns what sends; it is made when it is needed first, for many a process never sends anything. */
    private synchronized CloseableHttpClient client() throws IOException {
        if (closed) {
            throw isClosed();
        }
        if (client.isEmpty()) {
            client = Optional.of(client(settings, resolver));
        }
        return client.get();
    }

    private static CloseableHttpClient client(GuardSettings settings, DnsResolver resolver) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnTotal(MOST_AT_ONCE)
                .setMaxConnPerRoute(MOST_AT_ONCE)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.connecting()))
                        .setSocketTimeout(timeout(settings.idle()))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setContentCompressionEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setResponseTimeout(timeout(settings.idle()))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent(settings.agent())
                .build();
    }

    private static Timeout timeout(Duration time) {
        return Timeout.of(time);
    }

    /** Returns why nothing connects to a target, as far as it tells without asking for a name; or nothing. */
    public Optional<String> objection(Target.Good target) {
        return target.known().flatMap(settings.policy()::objection);
    }

    /**
     * Sends a request, and returns when the head of the answer is there. Past its time, or when the client is closed, the
     * request is aborted, and reading the answer fails.
     *
     * @throws ForbiddenAddressException if the name leads to where nothing may connect
     */
    public Exchange send(HttpUriRequestBase request) throws IOException {
        var exchange = exchange(request);
        underWay.add(exchange);
        try {
            exchange.begin(client());
            return exchange;
        } catch (IOException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private Exchange exchange(HttpUriRequestBase request) throws IOException {
        try {
            return new Exchange(request);
        } catch (RejectedExecutionException e) {
            throw isClosed();
        }
    }

    private static IOException isClosed() {
        return new IOException("the client is closed");
    }

    /** Ends what is under way. Repeatable. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(Exchange::abort);
        timer.shutdownNow();
        release();
    }

    private synchronized void release() {
        client.ifPresent(it -> it.close(CloseMode.IMMEDIATE));
    }

    /** A request and its answer, on a connection that is closed with it. Used by one thread at a time, but for the abort. */
    public final class Exchange implements AutoCloseable {
        private final HttpUriRequestBase request;
        private final Future<?> deadline;
        private Optional<ClassicHttpResponse> response = Optional.empty();

        private Exchange(HttpUriRequestBase request) {
            this.request = request;
            this.deadline = timer.schedule(request::abort, settings.total().toMillis(), TimeUnit.MILLISECONDS);
        }

        private void begin(CloseableHttpClient client) throws IOException {
            response = Optional.of(client.executeOpen(null, request, null));
        }

        /** Returns the answer, whose body may be read until this is closed. */
        public ClassicHttpResponse response() {
            return response.orElseThrow();
        }

        private void abort() {
            request.abort();
        }

        /** Lets go of the connection, however much of the answer was read. Repeatable. */
        @Override
        public void close() {
            deadline.cancel(false);
            underWay.remove(this);
            request.abort();
            response.ifPresent(it -> {
                try {
                    it.close();
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "a connection did not close: {0}", e.getMessage());
                }
            });
        }
    }
}
