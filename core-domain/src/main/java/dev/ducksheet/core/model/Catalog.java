package dev.ducksheet.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All sheets of a workbook, by name, at one moment. Immutable, so any thread may read it. */
public final class Catalog {
    private final Map<String, Sheet> sheets;
    private final Map<String, List<Rollup>> rollupsByTable = new HashMap<>();

    private Catalog(Map<String, Sheet> sheets) {
        this.sheets = sheets;
        for (var rollup : rollups()) {
            var tables = new HashSet<String>();
            tables.add(rollup.base().name());
            rollup.joins().forEach(join -> tables.add(join.table()));
            tables.forEach(table -> rollupsByTable
                    .computeIfAbsent(table, name -> new ArrayList<>())
                    .add(rollup));
        }
    }

    /**
     * Returns the catalogue of these sheets, in this order.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static Catalog of(Collection<? extends Sheet> sheets) {
        var byName = new LinkedHashMap<String, Sheet>();
        for (var sheet : sheets) {
            if (byName.put(sheet.name(), sheet) != null) {
                throw new IllegalArgumentException("two sheets are named " + sheet.name());
            }
        }
        return new Catalog(byName);
    }

    /** Returns the sheet of that name. */
    public Optional<Sheet> sheet(String name) {
        return Optional.ofNullable(sheets.get(name));
    }

    /** Returns all sheets. */
    public List<Sheet> sheets() {
        return List.copyOf(sheets.values());
    }

    /** Returns the base tables. */
    public List<Table> tables() {
        return ofKind(Table.class);
    }

    /** Returns the rollups by name, so that a change tells of them in one order whatever order the store has them in. */
    public List<Rollup> rollups() {
        return ofKind(Rollup.class).stream()
                .sorted(Comparator.comparing(Rollup::name))
                .toList();
    }

    /** Returns the rollups that read {@code table}, as their base or joined to it, by name. */
    public List<Rollup> rollupsOver(String table) {
        return Collections.unmodifiableList(rollupsByTable.getOrDefault(table, List.of()));
    }

    private <T extends Sheet> List<T> ofKind(Class<T> kind) {
        var found = new ArrayList<T>();
        sheets.values().forEach(sheet -> {
            if (kind.isInstance(sheet)) {
                found.add(kind.cast(sheet));
            }
        });
        return List.copyOf(found);
    }
}
