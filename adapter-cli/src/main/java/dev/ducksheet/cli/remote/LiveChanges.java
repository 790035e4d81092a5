package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.port.PortUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The changes of a server as they happen, over server-sent events. */
public final class LiveChanges {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Server server;
    private final ChangeJson changes;
    private final Duration pause;
    private String last = "";

    private LiveChanges(Server server, Duration pause) {
        this.server = server;
        this.pause = pause;
        changes = new ChangeJson(new RemoteCatalog(server));
    }

    /**
     * Tells of every change after {@code since}, each once and in order, for ever. A connection that breaks is taken up
     * again with {@code Last-Event-ID}, so that nothing is missed or told twice.
     *
     * @param since a version or cursor; empty for whatever comes from now on
     * @param pause before the first attempt to connect again; it doubles with each
     */
    public static void follow(URI url, String key, String since, Duration pause, Consumer<Change> each)
            throws InterruptedException {
        LiveChanges live = new LiveChanges(new Server(url, key), pause);
        String parameters = since.isEmpty() ? "" : "?since=" + URLEncoder.encode(since, StandardCharsets.UTF_8);
        live.read(live.connect(parameters), each);
        live.goOn(parameters, each);
    }

    private void goOn(String parameters, Consumer<Change> each) throws InterruptedException {
        Duration wait = pause;
        while (true) {
            Thread.sleep(wait.toMillis());
            try {
                read(connect(last.isEmpty() ? parameters : ""), each);
                wait = pause;
            } catch (PortUnavailableException e) {
                wait = wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
            }
        }
    }

    private InputStream connect(String parameters) {
        HttpRequest.Builder request =
                server.request("/get_updates" + parameters).setHeader("Accept", "text/event-stream");
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> response = server.stream(request);
        if (response.statusCode() >= 300) {
            throw server.problem(response).failure();
        }
        return response.body();
    }

    /** Reads until the connection ends or breaks. */
    private void read(InputStream in, Consumer<Change> each) {
        try (EventStream events = new EventStream(in)) {
            for (Optional<EventStream.Event> event = events.next(); event.isPresent(); event = events.next()) {
                tell(event.get(), each);
            }
        } catch (JsonProcessingException e) {
            throw new ServerRefusedException("the server told of a change that this version cannot read");
        } catch (IOException e) {
            return; // The connection broke, and is taken up again.
        }
    }

    private void tell(EventStream.Event event, Consumer<Change> each) throws JsonProcessingException {
        if (event.type().equals("update") && !event.data().isEmpty()) {
            JsonNode elements = Server.json().readTree(event.data());
            changes.read(elements).forEach(each);
        }
        if (!event.id().isEmpty()) {
            last = event.id();
        }
    }
}
