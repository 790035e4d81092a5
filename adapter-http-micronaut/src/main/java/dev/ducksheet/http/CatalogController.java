package dev.ducksheet.http;

import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Tells which tables and rollups there are. */
@Controller
@Produces(MediaType.ALL)
final class CatalogController {
    private final Callers callers;
    private final Work work;

    CatalogController(Callers callers, Work work) {
        this.callers = callers;
        this.work = work;
    }

    /** Lists all that /view_table shows. */
    @Get("/tables")
    CompletionStage<MutableHttpResponse<Payload>> tables(HttpRequest<?> request) {
        return list(request, "tables", Catalog::sheets);
    }

    /** Describes a table, rollup or view. */
    @Get("/tables/{table}")
    CompletionStage<MutableHttpResponse<Payload>> table(HttpRequest<?> request, String table) {
        return one(request, table, catalog -> catalog.sheet(table));
    }

    /** Lists the rollups. */
    @Get("/rollups")
    CompletionStage<MutableHttpResponse<Payload>> rollups(HttpRequest<?> request) {
        return list(request, "rollups", Catalog::rollups);
    }

    /** Describes a rollup. */
    @Get("/rollups/{rollup}")
    CompletionStage<MutableHttpResponse<Payload>> rollup(HttpRequest<?> request, String rollup) {
        return one(request, rollup, catalog -> catalog.sheet(rollup).filter(Rollup.class::isInstance));
    }

    private CompletionStage<MutableHttpResponse<Payload>> list(
            HttpRequest<?> request, String name, Function<Catalog, List<? extends Sheet>> choice) {
        Parameters.refuseAll(request);
        var readCatalog = callers.workbook(request).readCatalog();
        return work.answer(() -> {
            var sheets = choice.apply(readCatalog.catalog());
            return Answers.ok(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart(name);
                for (var sheet : sheets) {
                    SheetDocuments.write(json, sheet);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    private CompletionStage<MutableHttpResponse<Payload>> one(
            HttpRequest<?> request, String name, Function<Catalog, Optional<Sheet>> choice) {
        Parameters.refuseAll(request);
        var readCatalog = callers.workbook(request).readCatalog();
        return work.answer(() -> {
            var catalog = readCatalog.catalog();
            var sheet = choice.apply(catalog).orElseThrow(() -> unknown(name, catalog));
            return Answers.ok(json -> SheetDocuments.write(json, sheet));
        });
    }

    private static RuntimeException unknown(String name, Catalog catalog) {
        var known = catalog.sheets().stream().map(Sheet::name).toList();
        return Problem.of(
                        ProblemType.UNKNOWN_TABLE,
                        "there is no \"" + name + "\" of this kind; there are " + String.join(", ", known))
                .exception();
    }
}
