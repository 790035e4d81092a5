package dev.ducksheet.http;

import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is asked of webhooks, or ends the request. */
final class WebhookBody {
    private static final String URL = "url";
    private static final String TYPES = "types";
    private static final String TABLE = "table";
    private static final String CONDITION = "condition";
    private static final String DESCRIPTION = "description";
    private static final String ENABLED = "enabled";
    private static final Standing BY_HAND = new Standing.Disabled("disabled by hand");
    private static final long MOST_VERSION = 999_999_999_999_999_999L;

    private WebhookBody() {}

    /** A webhook that is wanted. */
    record Wanted(WebhookSettings settings, Standing standing) {}

    static Wanted wanted(Json json) {
        var fields = fields(json);
        var url = fields.requiredText(URL);
        var types = fields.has(TYPES) ? types(fields) : Optional.of(EventTypes.of("*"));
        var filter = filter(fields);
        var description = fields.text(DESCRIPTION).orElse("");
        var standing = standing(fields);
        finish(fields);
        return new Wanted(new WebhookSettings(url, types.orElseThrow(), filter, description), standing);
    }

    /** Knows all members, also those that are not there. */
    private static Fields fields(Json json) {
        var fields = Fields.of(json);
        for (var member : List.of(URL, TYPES, TABLE, CONDITION, DESCRIPTION, ENABLED)) {
            var unused = fields.any(member);
        }
        return fields;
    }

    private static void finish(Fields fields) {
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
    }

    private static Optional<EventTypes> types(Fields fields) {
        var texts = fields.texts(TYPES);
        try {
            return Optional.of(new EventTypes(texts));
        } catch (IllegalArgumentException e) {
            fields.wrong(TYPES, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static WebhookFilter filter(Fields fields) {
        boolean isCleared = fields.any(TABLE).filter(Json.Word.NULL::equals).isPresent();
        var table = isCleared ? Optional.<String>empty() : fields.text(TABLE);
        var condition = fields.any(CONDITION).filter(it -> it != Json.Word.NULL);
        if (condition.isEmpty()) {
            return table.<WebhookFilter>map(WebhookFilter.OfSheet::new).orElseGet(WebhookFilter.Everything::new);
        }
        if (table.isEmpty()) {
            fields.wrong(CONDITION, "a condition is about the rows of one table; name it as \"table\"");
            return new WebhookFilter.Everything();
        }
        return new WebhookFilter.OfRows(table.get(), Conditions.read(condition.get(), "/" + CONDITION));
    }

    private static Standing standing(Fields fields) {
        return fields.flag(ENABLED) || !fields.has(ENABLED) ? new Standing.Enabled() : BY_HAND;
    }

    static List<WebhookChange> changes(Json json) {
        var fields = fields(json);
        var changes = new ArrayList<WebhookChange>();
        fields.text(URL).ifPresent(it -> changes.add(new WebhookChange.Url(it)));
        if (fields.has(TYPES)) {
            types(fields).ifPresent(it -> changes.add(new WebhookChange.Types(it)));
        }
        if (fields.has(TABLE) || fields.has(CONDITION)) {
            changes.add(new WebhookChange.Filter(filter(fields)));
        }
        fields.text(DESCRIPTION).ifPresent(it -> changes.add(new WebhookChange.Description(it)));
        if (fields.has(ENABLED)) {
            changes.add(new WebhookChange.ToStanding(standing(fields)));
        }
        finish(fields);
        if (changes.isEmpty()) {
            fields.wrong("", "nothing is to be changed; send url, types, table, condition, description or enabled");
            Bodies.requireNoErrors(fields);
        }
        return changes;
    }

    /** Versions to be sent once more. */
    record Versions(Version from, Version to) {}

    static Versions versions(Json json) {
        var fields = Fields.of(json);
        long from = version(fields, "from");
        long to = version(fields, "to");
        finish(fields);
        return new Versions(new Version(from), new Version(to));
    }

    private static long version(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.wrong(name, "\"" + name + "\" is missing; it is a version");
        }
        return fields.number(name, 1, MOST_VERSION, 1);
    }
}
