package dev.ducksheet.bench;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Redis alone: requests appended by one connection, read in batches by a consumer group that does nothing with them, one
 * entry a batch published, which a third connection waits for.
 */
final class BareStreams implements Pipeline {
    private static final String REQUESTS = "bare_request";
    private static final String RESPONSES = "bare_response";
    private static final String GROUP = "bench";
    private static final int BATCH = 10_000;

    private final Offers offers;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> appending;
    private final List<Thread> threads;
    private volatile boolean closed;

    BareStreams(URI redis, Offers offers) {
        this.offers = offers;
        client = RedisClient.create(redis.toString());
        appending = client.connect();
        appending.sync().xgroupCreate(StreamOffset.from(REQUESTS, "0"), GROUP, XGroupCreateArgs.Builder.mkstream());
        threads = List.of(start("consume", this::consume), start("subscribe", this::subscribe));
    }

    private static Thread start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void offer(int number) {
        var data =
                "{\"table\":\"cell\",\"column\":\"q\",\"value\":" + number + ",\"condition\":\"id = " + number + "\"}";
        var unused = appending
                .async()
                .xadd(
                        REQUESTS,
                        "v",
                        "1",
                        "id",
                        "01a21815-e3eb-7bcc-aa41-6a037b4b52a8",
                        "data",
                        data,
                        "n",
                        Integer.toString(number));
    }

    @SuppressWarnings("unchecked") // Lettuce takes the streams as an array of a generic type
    private void consume() {
        try (var connection = client.connect()) {
            while (!closed) {
                var batch = connection
                        .sync()
                        .xreadgroup(
                                Consumer.from(GROUP, "one"),
                                XReadArgs.Builder.count(BATCH).block(Duration.ofMillis(100)),
                                StreamOffset.lastConsumed(REQUESTS));
                if (!batch.isEmpty()) {
                    publish(connection, batch);
                }
            }
        } catch (RedisException e) {
            System.err.println("the consumer ended: " + e.getMessage()); // as it does when the client is closed
        }
    }

    private void publish(
            StatefulRedisConnection<String, String> connection, List<StreamMessage<String, String>> batch) {
        int first = number(batch.get(0), "n");
        int last = number(batch.get(batch.size() - 1), "n");
        connection.sync().xadd(RESPONSES, "from", Integer.toString(first), "to", Integer.toString(last));
        for (int number = first; number <= last; number++) {
            offers.applied(number);
        }
        var ids = batch.stream().map(StreamMessage::getId).toArray(String[]::new);
        var unused = connection.async().xack(REQUESTS, GROUP, ids);
    }

    private static int number(StreamMessage<String, String> message, String field) {
        return Integer.parseInt(message.getBody().get(field));
    }

    @SuppressWarnings("unchecked") // Lettuce takes the streams as an array of a generic type
    private void subscribe() {
        var last = "0";
        try (var connection = client.connect()) {
            while (!closed) {
                var args = XReadArgs.Builder.count(BATCH).block(Duration.ofMillis(100));
                for (var message : connection.sync().xread(args, StreamOffset.from(RESPONSES, last))) {
                    last = message.getId();
                    for (int number = number(message, "from"); number <= number(message, "to"); number++) {
                        offers.shown(number);
                    }
                }
            }
        } catch (RedisException e) {
            System.err.println("the subscriber ended: " + e.getMessage()); // as it does when the client is closed
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(BareStreams::join);
        client.shutdown();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
