package dev.ducksheet.core.webhook;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionEvaluator;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.WebhookRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What somebody asked to be told: chooses among the events.
 *
 * <p>A condition is asked of the rows as they are told: as they are after the update, or as they were if they are gone.
 * A version that has no such rows to look at, for it is told by a count or is about the table itself, passes.
 */
public final class Subscription {
    private final WebhookSettings settings;

    /** Chooses what these settings ask for. */
    public Subscription(WebhookSettings settings) {
        this.settings = settings;
    }

    /**
     * Chooses a version.
     *
     * @param catalog the sheets as they are now, by which the condition is read
     */
    public Selection select(Catalog catalog, Cursor cursor, Change change) {
        var type = EventMapping.types(change).stream()
                .filter(settings.types()::includes)
                .findFirst();
        if (type.isEmpty() || !isAbout(catalog, change)) {
            return new Selection.Passed();
        }
        try {
            return told(catalog, type.get(), cursor, change);
        } catch (RefusedException e) {
            return new Selection.Unclear(e.refusal().detail());
        } catch (IllegalArgumentException e) {
            return new Selection.Unclear("its condition does not go with the rows: " + e.getMessage());
        }
    }

    /** Chooses a notice; a condition, which is about rows, has no say in it. */
    public Selection select(Notice.Kept kept) {
        var notice = kept.notice();
        return EventMapping.types(notice).stream()
                .filter(settings.types()::includes)
                .filter(type -> sheet().map(it -> it.equals(notice.sheet())).orElse(true))
                .findFirst()
                .<Selection>map(type -> new Selection.Told(
                        new WebhookMessage(type, notice.at(), new WebhookMessage.Content.OfNotice(kept))))
                .orElseGet(Selection.Passed::new);
    }

    private Optional<String> sheet() {
        if (settings.filter() instanceof WebhookFilter.OfSheet of) {
            return Optional.of(of.sheet());
        }
        return settings.filter() instanceof WebhookFilter.OfRows of ? Optional.of(of.sheet()) : Optional.empty();
    }

    private boolean isAbout(Catalog catalog, Change change) {
        return sheet().map(name -> change.sheet().equals(name)
                        || change.rows().stream().anyMatch(row -> row.sheet().equals(name))
                        || hidesRowsOf(catalog, change, name))
                .orElse(true);
    }

    /** An edit of a total that touched very many rows tells of its base rows by their count alone. */
    private static boolean hidesRowsOf(Catalog catalog, Change change, String table) {
        return change.rowsOmitted() > 0
                && catalog.sheet(change.sheet())
                        .filter(it -> it instanceof Rollup rollup
                                && rollup.base().name().equals(table))
                        .isPresent();
    }

    private Selection told(Catalog catalog, EventType type, Cursor cursor, Change change) {
        var sheet = sheet();
        if (sheet.isEmpty()) {
            return told(type, cursor, change);
        }
        var rows = change.rows().stream()
                .filter(row -> row.sheet().equals(sheet.get()))
                .toList();
        if (!(settings.filter() instanceof WebhookFilter.OfRows filter) || rows.isEmpty()) {
            return told(type, cursor, with(change, rows));
        }
        var bound = WebhookRules.bind(catalog, filter);
        var meant = rows.stream().filter(matching(bound)).toList();
        return meant.isEmpty() ? new Selection.Passed() : told(type, cursor, with(change, meant));
    }

    private static Selection told(EventType type, Cursor cursor, Change change) {
        return new Selection.Told(
                new WebhookMessage(type, change.at(), new WebhookMessage.Content.OfVersion(cursor, change)));
    }

    private static Change with(Change change, List<ChangedRow> rows) {
        return new Change(
                change.version(),
                change.updateId(),
                change.sheet(),
                change.column(),
                change.editor(),
                change.at(),
                change.rowsChanged(),
                rows,
                change.event());
    }

    private static Predicate<ChangedRow> matching(Condition condition) {
        return row ->
                ConditionEvaluator.evaluate(condition, name -> cell(row, name)).orElse(false);
    }

    private static CellValue cell(ChangedRow row, String column) {
        int place = row.columns().indexOf(column);
        return place < 0 ? CellValue.none() : row.cells().get(place);
    }
}
