package dev.ducksheet.http;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Inserts, changes and deletes rows. */
@Controller("/tables/{table}/rows")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class RowController {
    private static final String CONDITION = "condition";
    private static final String CONFIRM = "confirm";
    private static final String MODE = "mode";
    private static final String UPSERT = "upsert";

    private final Callers callers;
    private final Submissions submissions;
    private final Work work;

    RowController(Callers callers, Submissions submissions, Work work) {
        this.callers = callers;
        this.submissions = submissions;
        this.work = work;
    }

    /** Inserts rows, or changes those whose key is there. */
    @Post
    CompletionStage<MutableHttpResponse<Payload>> insert(HttpRequest<?> request, String table) {
        var mode = Parameters.of(request, MODE).text(MODE).orElse("insert");
        if (!mode.equals("insert") && !mode.equals(UPSERT)) {
            throw Parameters.wrong(MODE + " takes insert or upsert, not \"" + mode + "\"");
        }
        return Bodies.bytes(request, RowsBody.TYPES, RowsBody::rows)
                .thenApplyAsync(rows -> edit(mode, table, rows), work.blocking())
                .thenCompose(edit -> answer(request, edit));
    }

    private static RowEdit edit(String mode, String table, List<Map<String, CellValue>> rows) {
        return mode.equals(UPSERT) ? new RowEdit.Upsert(table, rows) : new RowEdit.Insert(table, rows);
    }

    /** Changes the rows that match. */
    @Patch
    CompletionStage<MutableHttpResponse<Payload>> update(HttpRequest<?> request, String table) {
        Parameters.refuseAll(request);
        return Bodies.json(request).thenCompose(json -> {
            var fields = Fields.of(json);
            if (!fields.has("set")) {
                fields.wrong("set", "\"set\" is missing; it has the cells by column");
            }
            var cells = fields.has("set") ? RowsBody.cells(fields.inside("set")) : Map.<String, CellValue>of();
            var condition = fields.any(CONDITION).orElse(Json.Word.NULL);
            fields.refuseOthers();
            Bodies.requireNoErrors(fields);
            var edit = new RowEdit.Update(table, cells, Conditions.read(condition, "/" + CONDITION));
            return answer(request, edit);
        });
    }

    /** Deletes the rows that match, or all of them if that is confirmed. */
    @Delete
    CompletionStage<MutableHttpResponse<Payload>> delete(HttpRequest<?> request, String table) {
        var parameters = Parameters.of(request, CONDITION, CONFIRM);
        var condition = parameters.text(CONDITION);
        var confirmation = parameters.text(CONFIRM);
        if (condition.isPresent() && confirmation.isPresent()) {
            throw Parameters.wrong("send " + CONDITION + " or " + CONFIRM + ", not both");
        }
        return answer(
                request,
                condition.isPresent()
                        ? new RowEdit.Delete(table, Conditions.read(new Json.Str(condition.get()), "/" + CONDITION))
                        : new RowEdit.DeleteAll(table, confirmation.orElse("")));
    }

    private CompletionStage<MutableHttpResponse<Payload>> answer(HttpRequest<?> request, RowEdit edit) {
        var signature = Sender.signature(request, () -> Tree.object("edit", edit.toString()));
        return submissions.answer(
                request,
                Followed.within(
                        request, () -> callers.workbook(request).editRows().submit(edit, signature)),
                "",
                outcome -> Answers.ok(Outcomes.document(outcome)));
    }
}
