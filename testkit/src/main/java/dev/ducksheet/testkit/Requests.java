package dev.ducksheet.testkit;

import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.spread.SpreadMethod;
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
                new Request.EditRows(id(1027), new RowEdit.Import("a \"t\"", id(1000), UPSERT), FULL),
                new Request.EditRows(id(1028), new RowEdit.Import("t", id(999), INSERT), Signature.anonymous()));
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
