package dev.ducksheet.core.validation;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.DerivedView;
import java.util.Optional;

/** What must be true of every webhook, as far as the catalogue tells. */
public final class WebhookRules {
    private static final int MOST_OF_URL = 2048;
    private static final int MOST_OF_DESCRIPTION = 1000;

    private WebhookRules() {}

    /** Returns why a webhook cannot have these settings, or nothing. */
    public static Optional<Refusal> check(Catalog catalog, WebhookSettings settings) {
        try {
            requireLength("/url", settings.url(), MOST_OF_URL);
            requireLength("/description", settings.description(), MOST_OF_DESCRIPTION);
            check(catalog, settings.filter());
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    private static void requireLength(String field, String text, int most) {
        if (text.length() > most) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    field,
                    "it has " + text.length() + " characters, and " + most + " are the most; shorten it");
        }
    }

    private static void check(Catalog catalog, WebhookFilter filter) {
        if (filter instanceof WebhookFilter.OfSheet of) {
            requireTold(catalog, of.sheet());
        } else if (filter instanceof WebhookFilter.OfRows of) {
            requireTold(catalog, of.sheet());
            var unused = bind(catalog, of);
        }
    }

    /**
     * Binds the condition of a filter to the columns of its sheet; hidden ones are none, for no change tells of them.
     *
     * @throws RefusedException if it does not fit them
     */
    public static Condition bind(Catalog catalog, WebhookFilter.OfRows filter) {
        var sheet = UpdateRules.sheet(catalog, filter.sheet());
        return ConditionBinder.bind(filter.condition(), sheet.name(), sheet.columns(), "/condition");
    }

    private static void requireTold(Catalog catalog, String name) {
        if (UpdateRules.sheet(catalog, name) instanceof DerivedView) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/table",
                    "changes are told of tables and rollups, and " + name + " is a view; name a table that it shows");
        }
    }
}
