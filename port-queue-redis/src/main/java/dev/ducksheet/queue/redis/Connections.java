package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.Telemetry;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connections to one Redis: a shared one for everything that is answered at once, which connects again by itself,
 * and one for each who blocks, which does not, so that nothing that was delivered into a broken connection is overlooked.
 * Thread-safe.
 */
final class Connections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration MOST_BETWEEN_RECONNECTS = Duration.ofSeconds(1);
    private static final int COMMANDS_UNDER_WAY = 100_000;

    private final RedisSettings settings;
    private final Telemetry telemetry;
    private final ClientResources resources;
    private final AbstractRedisClient sharing;
    private final AbstractRedisClient blocking;
    private volatile Link shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Connections(RedisSettings settings, Telemetry telemetry) {
        this.settings = settings;
        this.telemetry = telemetry;
        this.resources = DefaultClientResources.builder()
                .reconnectDelay(() ->
                        Delay.fullJitter(Duration.ofMillis(20), MOST_BETWEEN_RECONNECTS, 2, TimeUnit.MILLISECONDS))
                .build();
        this.sharing = client(true);
        sharing.addListener(new Reconnects(telemetry));
        this.blocking = client(false);
        try {
            this.shared = link(sharing);
        } catch (RuntimeException e) {
            shutDown();
            throw e;
        }
    }

    /**
     * Connects.
     *
     * @param telemetry is told when the shared connection was lost and is there again
     * @throws PortUnavailableException if Redis is away
     */
    static Connections open(RedisSettings settings, Telemetry telemetry) {
        return new Connections(settings, telemetry);
    }

    private AbstractRedisClient client(boolean reconnecting) {
        var address = settings.address();
        address.nodes().forEach(node -> node.setTimeout(CONNECT)); // of the handshake
        if (address.isCluster()) {
            var client = RedisClusterClient.create(resources, address.nodes());
            client.setOptions(ClusterClientOptions.builder(options(reconnecting))
                    .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                            .adaptiveRefreshTriggersTimeout(MOST_BETWEEN_RECONNECTS)
                            .build())
                    .build());
            return client;
        }
        var client = RedisClient.create(resources, address.nodes().get(0));
        client.setOptions(options(reconnecting));
        return client;
    }

    private ClientOptions options(boolean reconnecting) {
        return ClientOptions.builder()
                .autoReconnect(reconnecting)
                .disconnectedBehavior(whileDisconnected())
                .requestQueueSize(COMMANDS_UNDER_WAY)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT)
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable(true)
                                .idle(Duration.ofSeconds(5))
                                .interval(Duration.ofSeconds(1))
                                .count(3)
                                .build())
                        .build())
                .timeoutOptions(
                        reconnecting
                                ? TimeoutOptions.builder()
                                        .fixedTimeout(settings.timeout())
                                        .build()
                                : TimeoutOptions.builder()
                                        .timeoutCommands(false)
                                        .build())
                .sslOptions(ssl())
                .build();
    }

    /** A cluster's client connects to a node with the first command for it, which must not be rejected for that. */
    private DisconnectedBehavior whileDisconnected() {
        return settings.address().isCluster()
                ? DisconnectedBehavior.ACCEPT_COMMANDS
                : DisconnectedBehavior.REJECT_COMMANDS;
    }

    private SslOptions ssl() {
        var ssl = SslOptions.builder().jdkSslProvider();
        var address = settings.address();
        address.file("ca").ifPresent(ssl::trustManager);
        address.file("cert")
                .ifPresent(certificate ->
                        ssl.keyManager(certificate, address.file("key").orElseThrow(), new char[0]));
        return ssl.build();
    }

    /**
     * Replaces the shared connection, which looks open while nothing answers on it, as when the other machine lost its
     * power or a router forgot the connection. What is under way on it fails. May block as long as a connection takes.
     *
     * @throws PortUnavailableException if Redis cannot be reached; the shared connection is then the old one
     */
    synchronized void replaceShared() {
        if (closed.get()) {
            return;
        }
        var silent = shared;
        shared = link(sharing);
        silent.close();
        telemetry.reconnected();
    }

    /** Returns the commands of the shared connection: no blocking command, no transaction. */
    RedisClusterAsyncCommands<String, String> shared() {
        return shared.commands();
    }

    /** Says whether the shared connection is there. */
    boolean isOpen() {
        return shared.connection().isOpen();
    }

    /** Opens a connection for one who blocks. */
    Link connect() {
        return link(blocking);
    }

    private Link link(AbstractRedisClient client) {
        try {
            if (client instanceof RedisClusterClient cluster) {
                cluster.refreshPartitions(); // a node may be gone since the last connection
                StatefulRedisClusterConnection<String, String> connection = cluster.connect(StringCodec.UTF8);
                return new Link(connection, connection.async());
            }
            StatefulRedisConnection<String, String> connection = ((RedisClient) client).connect(StringCodec.UTF8);
            return new Link(connection, connection.async());
        } catch (RedisException e) {
            throw Failures.unreachable(settings.address(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            shared.close(); // left to the shutdown, a cluster's are closed twice, with a warning
            shutDown();
        }
    }

    private void shutDown() {
        sharing.shutdown(0, 2, TimeUnit.SECONDS);
        blocking.shutdown(0, 2, TimeUnit.SECONDS);
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }

    /** Tells of each connection that was there before. */
    private record Reconnects(Telemetry telemetry, Set<RedisChannelHandler<?, ?>> known)
            implements RedisConnectionStateListener {

        Reconnects(Telemetry telemetry) {
            this(telemetry, Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>())));
        }

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            if (!known.add(connection)) {
                telemetry.reconnected();
            }
        }
    }

    /** One connection. */
    record Link(StatefulConnection<String, String> connection, RedisClusterAsyncCommands<String, String> commands)
            implements AutoCloseable {

        boolean isOpen() {
            return connection.isOpen();
        }

        /** Closes it, and waits for that, but not for long. */
        @Override
        public void close() {
            if (connection.isOpen()) {
                var unused = connection
                        .closeAsync()
                        .completeOnTimeout(null, CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> null)
                        .join();
            }
        }
    }
}
