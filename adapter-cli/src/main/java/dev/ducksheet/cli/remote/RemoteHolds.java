package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.ManageHolds;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.util.ArrayList;
import java.util.List;

/** Holds behind a URL. */
record RemoteHolds(Server server, Submissions submissions) implements ManageHolds {

    @Override
    public List<Hold> holds() {
        List<Hold> holds = new ArrayList<>();
        server.get("/holds").path("holds").forEach(hold -> holds.add(OutcomeJson.hold(hold)));
        return holds;
    }

    @Override
    public Submission place(String sheet, String column, Condition condition, String editor) {
        ObjectNode body = Server.json().createObjectNode();
        body.put("table", sheet);
        body.put("column", column);
        body.put("condition", condition.text());
        return submissions.send(
                server.request("/holds")
                        .header("Content-Type", "application/json")
                        .POST(Server.body(body)),
                editor);
    }

    @Override
    public Submission lift(UpdateId hold, String editor) {
        return submissions.send(server.request("/holds/" + hold).DELETE(), editor, new Outcome.HoldLifted(hold, hold));
    }
}
