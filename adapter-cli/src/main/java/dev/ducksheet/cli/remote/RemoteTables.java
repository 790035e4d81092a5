package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.EditRows;
import dev.ducksheet.core.port.in.ManageTables;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** Tables and their rows behind a URL. */
record RemoteTables(Server server, Submissions submissions, RemoteQueries queries) implements EditRows, ManageTables {

    @Override
    public Submission submit(TableEdit edit, Signature signature) {
        if (edit instanceof TableEdit.Create create) {
            return send(json("/tables", "POST", TableJson.write(create)), signature);
        }
        if (edit instanceof TableEdit.Alter alter) {
            return send(json(address(edit.table()), "PATCH", TableJson.write(alter)), signature);
        }
        if (edit instanceof TableEdit.Aggregate aggregate) {
            var aggregation = aggregate.aggregation();
            String path = address(aggregation.rows().source()) + "/aggregate";
            return send(json(path, "POST", TableJson.write(aggregation)), signature);
        }
        if (edit instanceof TableEdit.SaveQuery save) {
            return queries.save(save.query(), save.mayReplace(), signature);
        }
        if (edit instanceof TableEdit.DropQuery drop) {
            return queries.drop(drop.table(), signature);
        }
        if (edit instanceof TableEdit.DefineRollup define) {
            return send(json("/rollups", "POST", TableJson.write(define.rollup())), signature);
        }
        String address =
                edit instanceof TableEdit.DropRollup ? "/rollups/" + encoded(edit.table()) : address(edit.table());
        return send(server.request(address).DELETE(), signature);
    }

    @Override
    public Submission submit(RowEdit edit, Signature signature) {
        String rows = address(edit.table()) + "/rows";
        if (edit instanceof RowEdit.Insert insert) {
            return send(json(rows, "POST", TableJson.rows(insert.rows())), signature);
        }
        if (edit instanceof RowEdit.Upsert upsert) {
            return send(json(rows + "?mode=upsert", "POST", TableJson.rows(upsert.rows())), signature);
        }
        if (edit instanceof RowEdit.Update update) {
            var body = Server.json()
                    .createObjectNode()
                    .put("condition", update.condition().text());
            body.set("set", TableJson.cells(update.cells()));
            return send(json(rows, "PATCH", body), signature);
        }
        String which = edit instanceof RowEdit.Delete delete
                ? "?condition=" + encoded(delete.condition().text())
                : "?confirm=" + encoded(((RowEdit.DeleteAll) edit).confirmation());
        return send(server.request(rows + which).DELETE(), signature);
    }

    private static String address(String table) {
        return "/tables/" + encoded(table);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder json(String path, String method, JsonNode body) {
        return server.request(path).header("Content-Type", "application/json").method(method, Server.body(body));
    }

    private Submission send(HttpRequest.Builder request, Signature signature) {
        if (signature.idempotency() instanceof Idempotency.Keyed keyed) {
            request.header("Idempotency-Key", keyed.key());
        }
        return submissions.send(request, signature.editor());
    }
}
