package dev.ducksheet.testkit;

import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.DeliveryReport;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookSecret;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.spread.SpreadMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Requests and changes for tests, numbered. */
public final class Requests {
    /** When every change happened. */
    public static final Instant NOON = Instant.parse("2024-02-29T12:00:00.123Z");

    private static final WebhookSecret SECRET = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final Signature FULL = new Signature("ann 😀", new Idempotency.Keyed("key 'k'", "print"));

    private static final List<Map<String, CellValue>> ROWS = List.of(
            Map.of("c \"é\"", CellValue.of(Cells.dec("123456789012345678901234567890.12345"))),
            Map.of("day", CellValue.of(Cells.day("2024-02-29")), "note", CellValue.none(), "real", CellValue.of(0.1)));

    private static final Merging UPSERT =
            new Merging(Merging.Mode.UPSERT, List.of("c \"é\"", "day"), true, Merging.Misfits.LEFT_OUT);
    private static final Merging INSERT = new Merging(Merging.Mode.INSERT, List.of(), false, Merging.Misfits.REFUSED);

    private static final ColumnDefinition COLUMN =
            new ColumnDefinition("c \"é\"", ColumnType.decimal(38, 5), false, true, CellValue.of(Cells.dec("0.5")));

    private static final List<Alteration> STEPS = List.of(
            new Alteration.Add(COLUMN),
            new Alteration.Rename("a", "b"),
            new Alteration.Retype("b", ColumnType.Simple.TIMESTAMP),
            new Alteration.Drop("c"));

    private static final SavedQuery QUERY = new SavedQuery(
            "a \"query\" né",
            "SELECT 'it''s 😀' WHERE $day > $least",
            "two\nlines",
            List.of(
                    new SavedQuery.Parameter("day", ColumnType.Simple.DATE, new SavedQuery.Default.None()),
                    new SavedQuery.Parameter(
                            "least",
                            ColumnType.decimal(18, 2),
                            new SavedQuery.Default.Value(CellValue.of(Cells.dec("0.5")))),
                    new SavedQuery.Parameter(
                            "note", ColumnType.Simple.TEXT, new SavedQuery.Default.Value(CellValue.none()))));

    private static final Aggregation AGGREGATION = new Aggregation(
            "an \"aggregate\" né",
            new Grouped(
                    "it's 😀", List.of("a", "b \"c\""), "no", List.of(new Sum("total", "quantity"), new Sum("p", "p"))),
            Refresh.ON_CHANGE);

    private Requests() {}

    /** Returns the id of that number; ids of greater numbers are later. */
    public static UpdateId id(long number) {
        return new UpdateId(new UUID(0x018d_f000_0000_7000L + (number << 16), 0x8000_0000_0000_0000L + number));
    }

    /** Returns a request to set a quantity to that number. */
    public static Request set(long number) {
        return new Request.UpdateCell(
                id(number),
                CellUpdate.of(
                        "sales", "quantity", new Operation.Set(CellValue.of(number)), Conditions.eq("product_id", 1)));
    }

    /** Returns one request of every kind, with everything that can be said in one. */
    public static List<Request> ofEveryKind() {
        Condition hostile = Conditions.and(
                Conditions.eq("name", "O'Neil \"é😀\" \\ \n; DROP TABLE"),
                Conditions.or(Conditions.empty("two words"), Conditions.eq("net_price", Cells.dec("-0.05"))));
        var spread = new Spreading.By(
                SpreadMethod.WEIGHTED_INCREMENT,
                Spreading.Over.LEAVES,
                new Spreading.Weights.FromColumn("capacity \"x\""),
                List.of(hostile, Conditions.eq("brand", "Crest")));
        var full = new CellUpdate(
                "a \"sheet\"",
                "é",
                new Operation.Multiply(CellValue.of(Cells.dec("123456789012345678901234567890.12345"))),
                hostile,
                spread,
                new Expectation.Holding(CellValue.of(Cells.day("2024-02-29"))),
                "ann 😀",
                new Idempotency.Keyed("key 'k'", "print"));
        var hold = new Hold(id(1004), "sales", "quantity", hostile, "bob");
        return List.of(
                new Request.UpdateCell(id(1001), full),
                new Request.UpdateCell(
                        id(1002),
                        full.spread(Spreading.byDefault()).expecting(new Expectation.Holding(CellValue.none()))),
                new Request.UpdateCell(
                        id(1003),
                        CellUpdate.of("s", "c", new Operation.Add(CellValue.of(0.1)), Conditions.eq("yes", true))),
                new Request.PlaceHold(hold),
                new Request.LiftHold(id(1005), hold.id(), "bob"),
                new Request.EditRows(id(1006), new RowEdit.Insert("t", ROWS), FULL),
                new Request.EditRows(id(1007), new RowEdit.Upsert("t", ROWS), FULL),
                new Request.EditRows(id(1008), new RowEdit.Update("t", ROWS.get(0), hostile), FULL),
                new Request.EditRows(id(1009), new RowEdit.Delete("t", hostile), Signature.anonymous()),
                new Request.EditRows(id(1010), new RowEdit.DeleteAll("t", "t"), FULL),
                new Request.EditTable(
                        id(1011), new TableEdit.Create("a \"t\"", List.of(COLUMN), List.of("c \"é\"")), FULL),
                new Request.EditTable(id(1012), new TableEdit.Alter("t", STEPS), Signature.anonymous()),
                new Request.EditTable(id(1013), new TableEdit.Drop("t"), FULL),
                new Request.EditTable(id(1014), new TableEdit.DefineRollup(Workbooks.SALES_SUMMARY), FULL),
                new Request.EditTable(id(1015), new TableEdit.DropRollup("a \"rollup\""), Signature.anonymous()),
                new Request.EditTable(id(1016), new TableEdit.SaveQuery(QUERY, true), FULL),
                new Request.EditTable(id(1017), new TableEdit.DropQuery("a \"query\""), Signature.anonymous()),
                new Request.EditTable(id(1018), new TableEdit.DefineRollup(measured()), Signature.anonymous()),
                new Request.Undo(id(1019), new Version(41), FULL),
                new Request.Undo(id(1020), new Version(Long.MAX_VALUE), Signature.anonymous()),
                new Request.UpdateCell(id(1021), full.within(new Reach.Only(hostile))),
                new Request.EditRows(
                        id(1022),
                        new RowEdit.Upsert("t", ROWS),
                        new Signature("ann", FULL.idempotency(), new Reach.Only(hostile))),
                new Request.IssueKey(id(1023), draft("é 'k'", hostile), "dk_abcdefgh", "0123", "ann"),
                new Request.IssueKey(id(1024), KeyDraft.of("all", Role.ADMIN), "dk_hgfedcba", "4567", "ann"),
                new Request.RevokeKey(id(1025), id(1023), "bob"),
                new Request.NoteKeyUses(id(1026), Map.of(id(1023), NOON, id(1024), NOON.plusSeconds(1))),
                created(),
                new Request.CreateWebhook(
                        id(1028),
                        WebhookSettings.of("http://[2001:db8::1]/", EventTypes.of("*")),
                        new Webhook.Standing.Disabled("not yet"),
                        SECRET,
                        "ann"),
                new Request.ChangeWebhook(
                        id(1029),
                        id(1027),
                        List.of(
                                new WebhookChange.Url("https://b.example/é"),
                                new WebhookChange.Types(EventTypes.of("cell.updated")),
                                new WebhookChange.Filter(new WebhookFilter.Everything()),
                                new WebhookChange.Filter(new WebhookFilter.OfSheet("a \"t\"")),
                                new WebhookChange.Filter(new WebhookFilter.OfRows("t", hostile)),
                                new WebhookChange.Description(""),
                                new WebhookChange.ToStanding(new Webhook.Standing.Enabled()),
                                new WebhookChange.ToStanding(new Webhook.Standing.Disabled("é"))),
                        "ann"),
                new Request.RotateWebhookSecret(id(1030), id(1027), SECRET, "bob"),
                new Request.DeleteWebhook(id(1031), id(1027), "bob"),
                new Request.ReplayDelivery(id(1032), "wh_x_e7-41", "bob"),
                new Request.ReplayVersions(id(1033), id(1027), new Version(3), new Version(41), "bob"),
                new Request.ReportDeliveries(id(1034), List.of(report(), report())),
                new Request.TellWebhooks(
                        id(1035),
                        new Notice(NOON, EventType.IMPORT_FAILED, "t", Map.of("reason", CellValue.of("é \"x\"")))),
                new Request.EditTable(id(1036), new TableEdit.Aggregate(AGGREGATION), FULL),
                new Request.EditRows(id(1037), new RowEdit.Import("a \"t\"", id(1000), UPSERT), FULL),
                new Request.EditRows(id(1038), new RowEdit.Import("t", id(999), INSERT), Signature.anonymous()));
    }

    private static Request.CreateWebhook created() {
        var hostile = Conditions.eq("name", "O'Neil \"é😀\"");
        var settings = new WebhookSettings(
                "https://a.example/hook?x=1",
                EventTypes.of("rows.*", "cell.updated"),
                new WebhookFilter.OfRows("a \"t\"", hostile),
                "é 'x'");
        return new Request.CreateWebhook(id(1027), settings, new Webhook.Standing.Enabled(), SECRET, "ann");
    }

    private static DeliveryReport report() {
        var version = new Delivery.Subject.OfVersion(new Cursor("e7", new Version(41)));
        var notice = new Delivery.Subject.OfNotice("e7", 3);
        var tried = List.of(
                new Attempt(NOON, Duration.ofMillis(300), new Reply.Answered(503, "{\"é\": 1}\n")),
                new Attempt(NOON, Duration.ofSeconds(15), new Reply.Unanswered("nothing came")),
                new Attempt(NOON, Duration.ZERO, new Reply.Forbidden("10.0.0.1 is private")));
        var waiting = Delivery.of(id(1027), EventType.CELL_UPDATED, version, NOON);
        var done = Delivery.of(id(1027), EventType.JOB_FAILED, notice, NOON);
        return new DeliveryReport(
                id(1027),
                new Version(41),
                3,
                new Version(2),
                List.of(
                        waiting,
                        waiting.after(tried.get(0), new Delivery.State.Pending(7, NOON.plusSeconds(5))),
                        done.after(tried.get(1), new Delivery.State.Failed(NOON))
                                .after(tried.get(2), new Delivery.State.Delivered(NOON))));
    }

    /** Returns webhooks that have everything that can be said of one. */
    public static List<Webhook> webhooks() {
        var other = new WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        var first = Webhook.of(created(), NOON);
        var second = Webhook.of(
                new Request.CreateWebhook(
                        id(1028),
                        new WebhookSettings(
                                "http://b.example", EventTypes.of("*"), new WebhookFilter.OfSheet("sales"), ""),
                        new Webhook.Standing.Disabled("not \"yet\""),
                        SECRET,
                        "bob"),
                NOON.plusSeconds(1));
        var third = Webhook.of(
                new Request.CreateWebhook(
                        id(1029),
                        WebhookSettings.of("http://c.example", EventTypes.of("table.*")),
                        new Webhook.Standing.Enabled(),
                        SECRET,
                        "bob"),
                NOON.plusSeconds(2));
        return List.of(first.with(first.secrets().rotated(other, NOON)), second, third);
    }

    /** Returns a rollup of measures of every kind, with grouping sets of its own. */
    private static RollupDefinition measured() {
        var it = Workbooks.SALES_SUMMARY;
        var measures = Stream.of(Aggregate.values())
                .map(aggregate -> new Measure("the \"" + aggregate.wireName() + "\"", aggregate, "quantity"))
                .toList();
        var finest = List.of("supplier", "brand", "family", "invoice_date_month");
        return new RollupDefinition("r, \"é\"", it.base(), it.joins(), it.levels(), it.axes(), measures)
                .showing(List.of(finest, List.of("invoice_date_month"), List.of()));
    }

    private static KeyDraft draft(String name, Condition rows) {
        var scope = new Scope.Listed(List.of(Grant.of("a \"sheet\"", rows), Grant.of("b")));
        return new KeyDraft(name, Role.EDITOR, scope, NOON);
    }

    /** Returns API keys that have everything that can be said of one. */
    public static List<ApiKey> keys() {
        var hostile = Conditions.eq("name", "O'Neil \"é😀\"");
        var key = ApiKey.of(new Request.IssueKey(id(1023), draft("some", hostile), "dk_abcdefgh", "0123", "ann"), NOON);
        var all = new Request.IssueKey(id(1024), KeyDraft.of("all", Role.ADMIN), "dk_hgfedcba", "4567", "ann");
        return List.of(key.used(NOON.plusSeconds(5)).revoked("bob", NOON.plusSeconds(9)), ApiKey.of(all, NOON));
    }

    /** Returns the change of that version. */
    public static Change change(long version) {
        var row = new ChangedRow(
                "sales", "quantity", List.of("product_id", "quantity", "note"), Cells.row(1, version, null), false);
        return new Change(new Version(version), id(version), "sales", "quantity", "ann", NOON, 1, List.of(row));
    }

    /** Returns the changes from one version to another, both included. */
    public static List<Change> changes(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Requests::change).toList();
    }
}
