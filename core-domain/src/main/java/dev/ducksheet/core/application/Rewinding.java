package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.EarlierTable;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.validation.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds out what the tables behind a sheet were at an earlier version, from the images of those that came since. */
final class Rewinding {
    private static final int AT_ONCE = 1024;

    /** Names and cells of the rows are held until the answer is read. */
    private static final long MOST_ROWS = 1_000_000;

    private final WorkbookSnapshot snapshot;
    private final Catalog catalog;
    private final Sheet sheet;
    private final Version asOf;
    private final Map<String, RewoundTable> tables = new LinkedHashMap<>();
    private long rows;

    private Rewinding(WorkbookSnapshot snapshot, Sheet sheet, Version asOf) {
        this.snapshot = snapshot;
        this.catalog = snapshot.catalog();
        this.sheet = sheet;
        this.asOf = asOf;
        names(sheet).forEach(name -> tables.put(name, new RewoundTable(table(name))));
    }

    /**
     * Returns the tables that a sheet shows, as they were; none if all are still so.
     *
     * @throws RefusedException if that is not known
     */
    static List<EarlierTable> tables(WorkbookSnapshot snapshot, Sheet sheet, Version asOf) {
        var head = snapshot.head().version();
        if (asOf.isAfter(head)) {
            throw refused(Reason.UNKNOWN_VERSION, "there is no version " + asOf + "; the newest is " + head);
        }
        return asOf.equals(head) ? List.of() : new Rewinding(snapshot, sheet, asOf).tables();
    }

    private static Stream<String> names(Sheet sheet) {
        if (sheet instanceof Table) {
            return Stream.of(sheet.name());
        }
        if (sheet instanceof Rollup rollup) {
            return Stream.concat(
                    Stream.of(rollup.base().name()), rollup.joins().stream().map(Join::table));
        }
        throw refused(
                Reason.INVALID_REQUEST,
                sheet.name() + " is a view, and only tables and rollups are shown as they were; name what it reads");
    }

    private Table table(String name) {
        return (Table) catalog.sheet(name).orElseThrow();
    }

    private List<EarlierTable> tables() {
        takeOffAll();
        var earlier =
                tables.values().stream().map(table -> table.earlier(snapshot)).toList();
        return earlier.stream().allMatch(EarlierTable::isAsNow) ? List.of() : earlier;
    }

    private void takeOffAll() {
        var oldest = snapshot.oldestImages();
        if (oldest.isAfter(asOf.next())) {
            throw gone(oldest);
        }
        var newest = snapshot.head().version();
        while (newest.isAfter(asOf)) {
            var versions = snapshot.past(newest, (int) Math.min(AT_ONCE, newest.number() - asOf.number()));
            if (versions.isEmpty()) {
                throw gone(newest.next());
            }
            versions.forEach(this::takeOff);
            newest = new Version(
                    versions.get(versions.size() - 1).change().version().number() - 1);
        }
    }

    private void takeOff(Past past) {
        requireSameSheets(past);
        requireImages(past);
        var table = tables.get(past.images().table());
        if (table != null) {
            takeOff(past, table);
        }
    }

    private void takeOff(Past past, RewoundTable table) {
        var version = past.change().version();
        var images = past.images() instanceof Images.Omitted
                ? snapshot.past(version).orElse(past).images()
                : past.images();
        if (images instanceof Images.Omitted omitted) {
            throw unknown(version, "what version " + version + " changed is not kept: " + omitted.why());
        }
        if (images instanceof Images.OfRows changed) {
            requireRewindable(version, changed, table);
            table.takeOff(changed);
        }
    }

    private void requireSameSheets(Past past) {
        var change = past.change();
        var version = change.version();
        boolean isOfThese = change.sheet().equals(sheet.name()) || tables.containsKey(change.sheet());
        if (change.event().isOfSheets() && isOfThese) {
            throw unknown(version, "version " + version + " " + did(change.event()) + " " + change.sheet());
        }
    }

    private static String did(Event event) {
        return switch (event.wireName()) {
            case "table_created" -> "created table";
            case "table_dropped" -> "dropped table";
            case "table_aggregated" -> "made aggregate";
            case "rollup_defined" -> "defined rollup";
            case "rollup_dropped" -> "dropped rollup";
            default -> "changed the columns of table";
        };
    }

    /** A version that touched rows and has no images was applied when nobody kept them. */
    private void requireImages(Past past) {
        var change = past.change();
        if (past.images() instanceof Images.None && change.rowsChanged() > 0 && touches(change.sheet())) {
            throw unknown(change.version(), "no history was kept when version " + change.version() + " was applied");
        }
    }

    /** Says whether an edit of a sheet may have touched rows that are to be shown; of one that is gone nothing is known. */
    private boolean touches(String edited) {
        var present = catalog.sheet(edited).orElse(null);
        return present instanceof Rollup rollup
                ? tables.containsKey(rollup.base().name())
                : !(present instanceof Table) || tables.containsKey(edited);
    }

    private void requireRewindable(Version version, Images.OfRows images, RewoundTable table) {
        var name = images.table();
        var named = Stream.of(
                images.updated().rows(),
                images.inserted().rows(),
                images.deleted().rows());
        if (!named.allMatch(RowNames::last)) {
            throw unknown(
                    version,
                    "the rows of table " + name + ", which version " + version
                            + " changed, have neither a key nor numbers to be found by");
        }
        if (!table.fits(images)) {
            throw unknown(version, "table " + name + " has other columns than version " + version + " changed");
        }
        if (images.updated().rows().size() > 0) {
            requireNothingComputed(version, name);
        }
        rows += images.rows();
        if (rows > MOST_ROWS) {
            throw unknown(version, "more than " + MOST_ROWS + " rows were touched since");
        }
    }

    /** Of what the engine computes there are no images. */
    private void requireNothingComputed(Version version, String name) {
        for (var column : table(name).columns()) {
            if (column.type() instanceof ColumnType.Opaque opaque && opaque.isComputed()) {
                throw unknown(
                        version,
                        "version " + version + " changed rows of table " + name + ", whose column " + column.name()
                                + " is computed");
            }
        }
    }

    private RefusedException gone(Version oldest) {
        return refused(
                Reason.VERSION_GONE,
                sheet.name() + " as of version " + asOf + " is no longer known: the history that is kept begins with"
                        + " version " + oldest + "; ask for version " + (oldest.number() - 1)
                        + " or later, or keep more history from now on");
    }

    private RefusedException unknown(Version version, String why) {
        return refused(
                Reason.PAST_UNKNOWN,
                sheet.name() + " as of version " + asOf + " is not known, because " + why + "; ask for version "
                        + version + " or later");
    }

    private static RefusedException refused(Reason reason, String detail) {
        return new RefusedException(reason, "/as_of", detail);
    }
}
