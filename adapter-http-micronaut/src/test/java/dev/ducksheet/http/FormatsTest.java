package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowFile;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.http.rows.ContentCoding;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows in formats of bytes, and on their way. */
@Timeout(60)
class FormatsTest extends WithServer {
    private HttpResponse<byte[]> bytes(HttpServer from, String path, String... headers) throws Exception {
        var request = Client.headers(new Client(from).to(path), headers).build();
        return client.http().send(request, BodyHandlers.ofByteArray());
    }

    private static Rows many(int rows) {
        var columns = List.of(Column.of("id", ColumnType.integer()), Column.of("text", ColumnType.Simple.TEXT));
        return new Rows(
                columns,
                IntStream.range(0, rows)
                        .mapToObj(i -> List.of(CellValue.of(i), i % 3 == 0 ? CellValue.none() : CellValue.of("é" + i)))
                        .toList());
    }

    @Test
    void arrows_own_reader_reads_every_type() throws Exception {
        workbook.onView = view -> new Opening.Opened(new Rows(Rows.ofEveryType().columns(), List.of()));
        var answer = bytes(server, "/view_table/sales?format=arrow");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/vnd.apache.arrow.stream");
        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(new ByteArrayInputStream(answer.body()), allocator)) {
            var root = reader.getVectorSchemaRoot();
            assertThat(root.getSchema().getCustomMetadata()).containsEntry("cursor", "e7-41");
            assertThat(root.getSchema().getFields().stream().map(field -> field.getName() + " " + field.getType()))
                    .containsExactly(
                            "tiny Int(8, true)",
                            "huge Decimal(38, 0, 128)",
                            "money Decimal(18, 4, 128)",
                            "wide Decimal(38, 10, 128)",
                            "ratio FloatingPoint(DOUBLE)",
                            "nan FloatingPoint(DOUBLE)",
                            "flag Bool",
                            "day Date(DAY)",
                            "time Timestamp(MICROSECOND, null)",
                            "list Utf8",
                            "text Utf8");
        }
    }

    @Test
    void arrows_own_reader_reads_the_cells() throws Exception {
        workbook.onView = view -> new Opening.Opened(new Rows(
                List.of(
                        Column.of("tiny", new ColumnType.Whole(8)),
                        Column.of("huge", new ColumnType.Whole(128)),
                        Column.of("money", ColumnType.decimal(18, 4)),
                        Column.of("flag", ColumnType.Simple.BOOLEAN),
                        Column.of("day", ColumnType.Simple.DATE),
                        Column.of("text", ColumnType.Simple.TEXT)),
                List.of(
                        List.of(
                                CellValue.of(-128),
                                CellValue.of(new BigDecimal("-99999999999999999999999999999999999999")),
                                CellValue.of(new BigDecimal("-99999999999999.0010")),
                                CellValue.of(true),
                                CellValue.of(java.time.LocalDate.parse("1969-12-31")),
                                CellValue.of("tab\t😀")),
                        List.of(
                                CellValue.none(),
                                CellValue.none(),
                                CellValue.none(),
                                CellValue.none(),
                                CellValue.none(),
                                CellValue.none()))));
        var answer = bytes(server, "/view_table/sales?format=arrow");

        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(new ByteArrayInputStream(answer.body()), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            var vectors = reader.getVectorSchemaRoot().getFieldVectors();
            assertThat(vectors.stream().map(vector -> String.valueOf(vector.getObject(0))))
                    .containsExactly(
                            "-128",
                            "-99999999999999999999999999999999999999",
                            "-99999999999999.0010",
                            "true",
                            "-1",
                            "tab\t😀");
            assertThat(vectors)
                    .allSatisfy(vector -> assertThat(vector.isNull(1)).isTrue());
            assertThat(reader.loadNextBatch()).isFalse();
        }
    }

    @Test
    void many_rows_are_many_batches() throws Exception {
        workbook.onView = view -> new Opening.Opened(many(20_001));
        var answer = bytes(server, "/view_table/sales?format=arrow", "Accept-Encoding", "zstd");
        var ids = new ArrayList<Object>();
        var texts = new ArrayList<Object>();
        try (var allocator = new RootAllocator();
                var in = new ZstdInputStream(new ByteArrayInputStream(answer.body()));
                var reader = new ArrowStreamReader(in, allocator)) {
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                for (int i = 0; i < root.getRowCount(); i++) {
                    ids.add(root.getVector(0).getObject(i));
                    texts.add(String.valueOf(root.getVector(1).getObject(i)));
                }
            }
        }
        assertThat(ids).isEqualTo(IntStream.range(0, 20_001).boxed().toList());
        assertThat(texts)
                .isEqualTo(IntStream.range(0, 20_001)
                        .mapToObj(i -> i % 3 == 0 ? "null" : "é" + i)
                        .toList());
    }

    @Test
    void rows_are_coded_as_the_client_wants() throws Exception {
        workbook.onView = view -> new Opening.Opened(many(50_000));
        var plain = bytes(server, "/view_table/sales?format=csv");
        var gzip = bytes(server, "/view_table/sales?format=csv", "Accept-Encoding", "gzip, deflate");
        workbook.onView = view -> new Opening.Opened(many(50_000));
        var brotli = bytes(server, "/view_table/sales?format=csv", "Accept-Encoding", "gzip, deflate, br");
        workbook.onView = view -> new Opening.Opened(many(50_000));
        var zstd = bytes(server, "/view_table/sales?format=csv", "Accept-Encoding", "gzip, br, zstd");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.headers().firstValue("Vary")).hasValue("Authorization, Accept, Accept-Encoding");
        assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(brotli.headers().firstValue("Content-Encoding")).hasValue("br");
        assertThat(zstd.headers().firstValue("Content-Encoding")).hasValue("zstd");
        assertThat(gzip.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(new BrotliInputStream(new ByteArrayInputStream(brotli.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(new ZstdInputStream(new ByteArrayInputStream(zstd.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void a_coding_is_chosen_by_its_weight() {
        assertThat(ContentCoding.choose(List.of())).isEqualTo(ContentCoding.IDENTITY);
        assertThat(ContentCoding.choose(List.of("br"))).isEqualTo(ContentCoding.BR);
        assertThat(ContentCoding.choose(List.of("*"))).isEqualTo(ContentCoding.ZSTD);
        assertThat(ContentCoding.choose(List.of("*;q=0"))).isEqualTo(ContentCoding.IDENTITY);
        assertThat(ContentCoding.choose(List.of("zstd;q=0.5, GZIP"))).isEqualTo(ContentCoding.GZIP);
        assertThat(ContentCoding.choose(List.of("zstd;q=0, gzip;q=0.001"))).isEqualTo(ContentCoding.GZIP);
        assertThat(ContentCoding.choose(List.of("gzip;q=0.5, identity"))).isEqualTo(ContentCoding.IDENTITY);
        assertThat(ContentCoding.choose(List.of("gzip;q=lots"))).isEqualTo(ContentCoding.IDENTITY);
        assertThat(ContentCoding.choose(List.of("gzip", "zstd"))).isEqualTo(ContentCoding.ZSTD);
    }

    @Test
    void who_has_the_rows_gets_none() throws Exception {
        var rows = Rows.sales();
        workbook.onView = view -> new Opening.Opened(rows);
        var same = client.get("/view_table/sales", "If-None-Match", "\"x\", W/\"e7-41-json\"");

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).hasValue("W/\"e7-41-json\"");
        assertThat(same.headers().firstValue("Vary")).hasValue("Authorization, Accept, Accept-Encoding");
        assertThat(rows.awaitClosed()).isTrue();
        workbook.onView = view -> new Opening.Opened(Rows.sales());
        for (var other : List.of("W/\"e7-40-json\"", "W/\"e7-41-csv\"", "\"e7-41\"")) {
            assertThat(client.get("/view_table/sales", "If-None-Match", other).statusCode())
                    .as(other)
                    .isEqualTo(200);
        }
        var csv = client.get("/view_table/sales?format=csv", "If-None-Match", "W/\"e7-41-json\"");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("ETag")).hasValue("W/\"e7-41-csv\"");
        assertThat(csv.headers().firstValue("Ducksheet-Cursor")).hasValue("e7-41");
        assertThat(client.get("/view_table/sales", "If-None-Match", "*").statusCode())
                .isEqualTo(304);
    }

    /** A file in memory. */
    private static final class Kept implements RowFile {
        private final byte[] content;
        private final InputStream bytes;
        private final CountDownLatch closed = new CountDownLatch(1);

        Kept(int size) {
            content = "0123456789".repeat(size / 10).getBytes(StandardCharsets.US_ASCII);
            bytes = new ByteArrayInputStream(content);
        }

        @Override
        public Cursor head() {
            return new Cursor(FakeFeed.EPOCH, new Version(41));
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream bytes() {
            return bytes;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        boolean awaitClosed() throws InterruptedException {
            return closed.await(20, TimeUnit.SECONDS);
        }
    }

    private HttpServer serving(RowFiles files) {
        return HttpServer.start(workbook, settings(), Metrics.NONE, files);
    }

    @Test
    void a_file_is_sent_whole_and_gone_after_it() throws Exception {
        var file = new Kept(1_000_000);
        try (var own = serving((rows, cancellation) -> {
            rows.close();
            return file;
        })) {
            var answer = bytes(own, "/view_table/sales?format=parquet", "Accept-Encoding", "gzip");

            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/vnd.apache.parquet");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).hasValue("W/\"e7-41-parquet\"");
            assertThat(answer.body()).isEqualTo(file.content);
            assertThat(file.awaitClosed()).isTrue();
        }
    }

    @Test
    void a_file_is_gone_when_its_reader_goes_away() throws Exception {
        var file = new Kept(50_000_000);
        try (var own = serving((rows, cancellation) -> file)) {
            var request = new Client(own).to("/view_table/sales?format=parquet").build();
            var answer = client.http().send(request, BodyHandlers.ofInputStream());
            assertThat(answer.body().read()).isEqualTo('0');
            answer.body().close();
            assertThat(file.awaitClosed()).isTrue();
        }
    }

    @Test
    void a_file_that_nobody_waits_for_is_not_made() throws Exception {
        var cancelled = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        try (var own = serving((rows, cancellation) -> {
            cancellation.onCancel(cancelled::countDown);
            asked.countDown();
            await(() -> cancelled.getCount() == 0);
            rows.close();
            throw new RowFiles.NoSpaceException("nobody reads it", new IllegalStateException());
        })) {
            var answer = client.http()
                    .sendAsync(
                            new Client(own)
                                    .to("/view_table/sales?format=parquet")
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            answer.cancel(true);
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void no_room_for_a_file_is_said_with_the_way_out() {
        try (var own = serving((rows, cancellation) -> {
            rows.close();
            throw new RowFiles.NoSpaceException("no space left in /secret/place", new IllegalStateException());
        })) {
            var answer = new Client(own).get("/view_table/sales?format=parquet");

            assertThat(answer.statusCode()).isEqualTo(507);
            assertThat(answer.body())
                    .contains("/problems/insufficient-storage", "csv, ndjson")
                    .doesNotContain("secret");
        }
    }
}
