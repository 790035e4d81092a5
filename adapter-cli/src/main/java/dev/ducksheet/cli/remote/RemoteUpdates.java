package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.SubmitUpdate;
import java.net.http.HttpRequest;

/** Edits behind a URL. Unlike a workbook in this process, it waits for the server's answer. */
record RemoteUpdates(Server server, Submissions submissions) implements SubmitUpdate, PlanUpdate, ReadOutcome {

    @Override
    public Submission submit(CellUpdate update) {
        HttpRequest.Builder request = request(UpdateJson.write(update));
        if (update.idempotency() instanceof Idempotency.Keyed keyed) {
            request.header("Idempotency-Key", keyed.key());
        }
        return submissions.send(request, update.editor());
    }

    @Override
    public Planning plan(CellUpdate update) {
        Answer answer = server.send(request(UpdateJson.write(update).put("dry_run", true)));
        return answer.refusal()
                .<Planning>map(Planning.Refused::new)
                .orElseGet(() -> new Planning.Planned(OutcomeJson.plan(answer.document())));
    }

    private HttpRequest.Builder request(ObjectNode body) {
        return server.request("/update_cell")
                .header("Content-Type", "application/json")
                .POST(Server.body(body));
    }

    @Override
    public Status status(UpdateId id) {
        Answer answer = server.send(server.request("/updates/" + id));
        if (answer.status() == 404) {
            return new Status.Unknown();
        }
        return OutcomeJson.read(answer.document())
                .<Status>map(Status.Decided::new)
                .orElseGet(Status.Pending::new);
    }
}
