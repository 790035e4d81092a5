package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import java.util.concurrent.CompletableFuture;

/** The changes behind a URL. */
record RemoteFeed(Server server, ChangeJson changes) implements ReadUpdates {
    private static final int WAIT_SECONDS = 30;

    @Override
    public Cursor head() {
        return OutcomeJson.cursor(
                server.get("/get_updates?limit=1").path("next").asText());
    }

    @Override
    public Page after(Cursor since, int limit) {
        return page("/get_updates?since=" + since + "&limit=" + limit);
    }

    @Override
    public Page newest(int count) {
        return page("/get_updates?limit=" + count);
    }

    private Page page(String path) {
        Answer answer = server.send(server.request(path));
        if (answer.status() == 410) {
            return new Page.Gone(
                    OutcomeJson.cursor(answer.body().path("restart").asText()));
        }
        JsonNode document = answer.document();
        return new Page.Changes(
                changes.read(document.path("data").path("updates")),
                OutcomeJson.cursor(document.path("next").asText()));
    }

    @Override
    public CompletableFuture<Void> changedAfter(Version version) {
        return CompletableFuture.runAsync(() -> {
            while (!head().version().isAfter(version)) {
                server.get("/get_updates?since=" + version + "&limit=1&wait=" + WAIT_SECONDS);
            }
        });
    }
}
