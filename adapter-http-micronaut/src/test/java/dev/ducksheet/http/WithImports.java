package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.Outbound;
import dev.ducksheet.core.application.Places;
import dev.ducksheet.core.imports.AllowedSources;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import dev.ducksheet.http.json.Tree;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.TwinPlace;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server with a table of products, and short words for what is sent to it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class WithImports {
    static final String IMPORT = "/imports?table=products&key=sku";
    static final String PIECE = "application/offset+octet-stream";

    final TwinPlace place = new TwinPlace();
    Workbook workbook;
    HttpServer server;
    Client client;

    @BeforeEach
    void start() {
        var store = new InMemoryWorkbookStore();
        store.create(
                new Table(
                        "products", List.of(Column.of("sku", Simple.TEXT), Column.of("name", Simple.TEXT)), List.of()),
                List.<List<CellValue>>of().iterator());
        workbook = Ducksheet.open(
                store,
                Clock.systemUTC(),
                new Random(7),
                Telemetry.NONE,
                Outbound.none(),
                Places.of(AllowedSources.of(List.of("https://files.example.com/plan/")), List.of(place)));
        server = HttpServer.start(
                workbook,
                new HttpSettings(
                        "127.0.0.1", 0, 1 << 20, 2, Duration.ofSeconds(5), Duration.ofMillis(200), true, "1.2.3"));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        workbook.close();
    }

    /** A part of a document. */
    record Node(Json json) {
        Node path(String name) {
            return new Node(((Json.Obj) json).members().get(name));
        }

        Node path(int place) {
            return new Node(((Json.Arr) json).elements().get(place));
        }

        boolean has(String name) {
            return ((Json.Obj) json).members().containsKey(name);
        }

        String asText() {
            return json instanceof Json.Num number ? number.digits() : ((Json.Str) json).text();
        }

        long asLong() {
            return Long.parseLong(asText());
        }

        @Override
        public String toString() {
            return new String(Tree.document(json).bytes(), StandardCharsets.UTF_8);
        }
    }

    static Node json(String text) {
        return new Node(JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    final HttpResponse<String> upload(String path, String file) {
        return client.post(path, file, "Content-Type", "text/csv");
    }

    final HttpResponse<String> send(String method, String path, String body, String... headers) {
        return client.send(Client.headers(client.to(path).method(method, BodyPublishers.ofString(body)), headers));
    }

    /** Returns a job when it is over. */
    final Node ended(HttpResponse<String> answer) {
        return ended(json(answer.body()).path("id").asText());
    }

    final Node ended(String id) {
        WithServer.await(() -> List.of("done", "failed", "cancelled")
                .contains(json(client.get("/jobs/" + id).body()).path("state").asText()));
        return json(client.get("/jobs/" + id).body());
    }

    final String rows() {
        return client.get("/view_table/products?format=csv").body();
    }

    final String created(String file, String... metadata) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < metadata.length; i += 2) {
            pairs.add(metadata[i] + " "
                    + Base64.getEncoder().encodeToString(metadata[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        var answer = send(
                "POST",
                "/imports/uploads",
                "",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                Integer.toString(file.length()),
                "Upload-Metadata",
                String.join(",", pairs));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Tus-Resumable")).hasValue("1.0.0");
        return answer.headers().firstValue("Location").orElseThrow();
    }

    final String created(String file) {
        return created(file, "table", "products", "key", "sku", "filename", "products.csv");
    }

    final HttpResponse<String> piece(String path, long offset, String piece) {
        return send(
                "PATCH",
                path,
                piece,
                "Tus-Resumable",
                "1.0.0",
                "Upload-Offset",
                Long.toString(offset),
                "Content-Type",
                PIECE);
    }

    static String job(String path) {
        return path.replace("/imports/uploads/", "");
    }
}
