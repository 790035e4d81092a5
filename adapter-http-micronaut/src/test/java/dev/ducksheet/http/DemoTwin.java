package dev.ducksheet.http;

import static dev.ducksheet.testkit.Workbooks.CUSTOMER;
import static dev.ducksheet.testkit.Workbooks.PRODUCT;
import static dev.ducksheet.testkit.Workbooks.SALES;
import static dev.ducksheet.testkit.Workbooks.SALES_SUMMARY;

import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.Outbound;
import dev.ducksheet.core.application.Places;
import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookSecret;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.imports.AllowedSources;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ManageQueries;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.FileSender;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.TwinPlace;
import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The core over a twin of the demo workbook, in which nothing is left to chance: the n-th request has the id that ends in
 * n. Four have been made: an edit, a hold, a saved query, and a key, whose secret takes the numbers 4 to 23. Then come
 * three files, 25, 27 and 28: one that is merged, by 26, one that failed, and one that has not come yet.
 */
final class DemoTwin {
    private DemoTwin() {}

    static Workbook open() {
        var store = new InMemoryWorkbookStore();
        store.create(
                PRODUCT,
                rows(
                        "1,Apple Cake Pop,Kunde Group,Leannon,Cake Pop",
                        "2,Chocolate Chip Cookie Dough Belgian Strong Ale,Collins and Sons,Lindgren,Belgian Strong Ale",
                        "3,Butterscotch Cupcake,Collins and Sons,Nader,Cupcake",
                        "4,Chocolate English Pale Ale,Collins and Sons,Lindgren,English Pale Ale",
                        "5,Oatmeal Cake Pop,Kunde Group,Leannon,Cake Pop"));
        store.create(
                CUSTOMER,
                rows("1,Restaurant,137,Schultz,East Casey,NL,H4D 6U5", "2,Bar,57,,East Nikitafurt,BC,I2U 2M8"));
        store.create(
                SALES,
                rows(
                        "1,5,2024-03-31,97,2778.09",
                        "2,4,2024-03-15,60,749.07",
                        "3,1,2024-03-28,60,2215.47",
                        "4,4,2024-03-13,5,116.96",
                        "5,1,2024-03-14,78,672.39",
                        "3,1,2024-01-14,22,931.22",
                        "3,3,2024-01-04,85,3521.34",
                        "2,5,2024-02-13,88,1073.38",
                        "4,5,2024-03-08,43,1029.24",
                        "1,3,2024-01-03,19,538.04"));
        store.define(SALES_SUMMARY);
        keepWebhook(store);
        var calls = new AtomicLong();
        var core = Ducksheet.open(
                store,
                Clock.fixed(CoreDriver.NOW, ZoneOffset.UTC),
                () -> {
                    long call = calls.getAndIncrement(); // two make an id
                    return call % 2 == 0 ? 0 : (call / 2 + 1) << 2;
                },
                Telemetry.NONE,
                Outbound.none(),
                Places.of(AllowedSources.of(List.of("https://files.example.com/plan/")), List.of(new TwinPlace())));
        var held = CoreDriver.where("product_id = 3");
        decided(core.submitUpdate()
                .submit(CoreDriver.set("sales", "quantity", 60, "product_id = 2 AND customer_id = 4")));
        decided(core.manageHolds().place("sales", "quantity", held, "ana"));
        decided(core.manageQueries().save(SOLD, false, Signature.of("ana")));
        decided(core.manageKeys()
                .issue(KeyDraft.of("admin", Role.ADMIN), "ducksheet")
                .submission());
        bringFiles(core.importFiles());
        return speakingSql(core);
    }

    /** A webhook with a message that it was sent. */
    private static void keepWebhook(InMemoryWorkbookStore store) {
        var id = UpdateId.parse("019b76da-a800-7000-8000-000000000024").orElseThrow();
        var subject = new Delivery.Subject.OfVersion(new Cursor("e7", new Version(41)));
        var message = Delivery.of(id, EventType.CELL_UPDATED, subject, CoreDriver.NOW);
        var request = new Request.CreateWebhook(
                id,
                WebhookSettings.of("https://example.com/hook", EventTypes.of("*")),
                new Webhook.Standing.Enabled(),
                new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "ann");
        try (var transaction = store.begin()) {
            transaction.webhooks().put(Webhook.of(request, CoreDriver.NOW));
            transaction.webhooks().put(WebhookProgress.from(id, Version.ZERO, 0));
            transaction
                    .webhooks()
                    .put(message.after(
                            new Attempt(CoreDriver.NOW, Duration.ofMillis(12), new Reply.Answered(204, "")),
                            new Delivery.State.Delivered(CoreDriver.NOW)));
            transaction.commit(new QueuePosition("0"));
        }
    }

    private static void bringFiles(ImportFiles imports) {
        FileSender.send(
                imports,
                spec("done.csv"),
                Content.of(bytes("product_id,name\n1,Apple Cake Pop\n1,Apple Cake\n,Cake\n")));
        FileSender.send(imports, spec("failed.csv"), Content.of(bytes("product_id,colour\n1,red\n")));
        if (imports.open(spec("receiving.csv"), true, Signature.of("ana")) instanceof ImportFiles.Opening.Refused it) {
            throw new AssertionError(it);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ImportSpec spec(String file) {
        return new ImportSpec(
                "product",
                new Merging(Merging.Mode.UPSERT, List.of("product_id"), false, Merging.Misfits.LEFT_OUT),
                file,
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.of(55));
    }

    private static Iterator<List<CellValue>> rows(String... rows) {
        return Stream.of(rows)
                .map(row -> Stream.of(row.split(",", -1)).map(DemoTwin::cell).toList())
                .iterator();
    }

    private static CellValue cell(String text) {
        if (text.isEmpty()) {
            return CellValue.none();
        }
        if (text.matches("[0-9]+(\\.[0-9]+)?")) {
            return CellValue.of(new BigDecimal(text));
        }
        return text.matches("\\d{4}-\\d\\d-\\d\\d") ? CellValue.of(LocalDate.parse(text)) : CellValue.of(text);
    }

    private static void decided(Submission submission) {
        ((Submission.Queued) submission).outcome().toCompletableFuture().join();
    }

    private static final SavedQuery SOLD = new SavedQuery(
            "sold",
            "SELECT sum(quantity) AS sold FROM sales WHERE invoice_date >= $since",
            "Pieces sold since a day",
            List.of(new SavedQuery.Parameter(
                    "since",
                    ColumnType.Simple.DATE,
                    new SavedQuery.Default.Value(CellValue.of(LocalDate.parse("2024-01-01"))))));

    /** The twin speaks no SQL; here every query is answered with the same rows. */
    private static Workbook speakingSql(Workbook core) {
        RunQuery runQuery = (query, cancellation) -> new QueryResult.Rows(Rows.sales());
        return (Workbook) Proxy.newProxyInstance(
                Workbook.class.getClassLoader(),
                new Class<?>[] {Workbook.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "runQuery" -> runQuery;
                    case "manageQueries" -> new Saved(core.manageQueries());
                    default -> method.invoke(core, arguments);
                });
    }

    /** Saved queries that are all answered with the same rows. */
    private record Saved(ManageQueries core) implements ManageQueries {
        @Override
        public List<SavedQuery> queries() {
            return core.queries();
        }

        @Override
        public Submission save(SavedQuery query, boolean mayReplace, Signature signature) {
            return core.save(query, mayReplace, signature);
        }

        @Override
        public Submission drop(String name, Signature signature) {
            return core.drop(name, signature);
        }

        @Override
        public QueryResult run(
                String name,
                Map<String, CellValue> arguments,
                long limit,
                Duration timeout,
                Cancellation cancellation) {
            return new QueryResult.Rows(Rows.sales());
        }
    }
}
