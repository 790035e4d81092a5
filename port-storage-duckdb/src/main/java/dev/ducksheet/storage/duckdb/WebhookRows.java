package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookProgress.Replay;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Version;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhooks in the file, and how far each has come. */
final class WebhookRows {
    private final Session session;

    WebhookRows(Session session) {
        this.session = session;
    }

    /** Returns all of them, the oldest first. */
    List<Webhook> all() throws SQLException {
        var webhooks = new ArrayList<Webhook>();
        try (var rows = session.query(Sql.of("""
                SELECT CAST(id AS VARCHAR), url, types, sheet, condition_text, description, disabled_why, secrets,
                       created_by, created_at
                FROM workbook.ducksheet.webhook ORDER BY created_at, CAST(id AS VARCHAR)"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    webhooks.add(webhook(rows, i));
                }
            }
        }
        return List.copyOf(webhooks);
    }

    private static Webhook webhook(Rows rows, int i) {
        return new Webhook(
                UpdateId.parse(Cells.text(rows.column(0), i)).orElseThrow(),
                new WebhookSettings(
                        Cells.text(rows.column(1), i),
                        EventTypes.of(Cells.text(rows.column(2), i).split(" ")),
                        filter(rows, i),
                        Cells.text(rows.column(5), i)),
                rows.column(6).isNull(i)
                        ? new Standing.Enabled()
                        : new Standing.Disabled(Cells.text(rows.column(6), i)),
                WebhookJson.secrets(Cells.text(rows.column(7), i)),
                Cells.text(rows.column(8), i),
                time(rows, 9, i));
    }

    private static WebhookFilter filter(Rows rows, int i) {
        if (rows.column(3).isNull(i)) {
            return new WebhookFilter.Everything();
        }
        var sheet = Cells.text(rows.column(3), i);
        if (rows.column(4).isNull(i)) {
            return new WebhookFilter.OfSheet(sheet);
        }
        var text = Cells.text(rows.column(4), i);
        if (ConditionParser.parse(text) instanceof ParseResult.Parsed parsed) {
            return new WebhookFilter.OfRows(sheet, parsed.condition());
        }
        throw new IllegalStateException("a webhook's rows of " + sheet + " cannot be read: " + text);
    }

    /** Adds a webhook, or puts it in the place of the one with its id. */
    void put(Webhook webhook) throws SQLException {
        var id = webhook.id().toString();
        var settings = webhook.settings();
        session.update(Sql.of("DELETE FROM workbook.ducksheet.webhook WHERE id = CAST(? AS UUID)", id));
        session.update(Sql.of(
                """
                INSERT INTO workbook.ducksheet.webhook
                VALUES (CAST(? AS UUID), ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TIMESTAMP))""",
                id,
                settings.url(),
                String.join(" ", settings.types().patterns()),
                sheet(settings.filter()),
                settings.filter() instanceof WebhookFilter.OfRows of
                        ? of.condition().text()
                        : null,
                settings.description(),
                webhook.standing() instanceof Standing.Disabled disabled ? disabled.why() : null,
                WebhookJson.write(webhook.secrets()),
                webhook.createdBy(),
                time(webhook.createdAt())));
    }

    private static @Nullable String sheet(WebhookFilter filter) {
        if (filter instanceof WebhookFilter.OfSheet of) {
            return of.sheet();
        }
        return filter instanceof WebhookFilter.OfRows of ? of.sheet() : null;
    }

    /** Removes a webhook with all that is kept of it; says whether it was there. */
    boolean remove(UpdateId webhook) throws SQLException {
        var id = webhook.toString();
        session.update(
                Sql.of("DELETE FROM workbook.ducksheet.webhook_progress WHERE webhook_id = CAST(? AS UUID)", id));
        session.update(
                Sql.of("DELETE FROM workbook.ducksheet.webhook_delivery WHERE webhook_id = CAST(? AS UUID)", id));
        return session.update(Sql.of("DELETE FROM workbook.ducksheet.webhook WHERE id = CAST(? AS UUID)", id)) > 0;
    }

    Optional<WebhookProgress> progress(UpdateId webhook) throws SQLException {
        try (var rows = session.query(Sql.of("""
                SELECT version, notice, failing_since, replay_next, replay_last
                FROM workbook.ducksheet.webhook_progress WHERE webhook_id = CAST(? AS UUID)""", webhook.toString()))) {
            return rows.next() && rows.size() > 0
                    ? Optional.of(new WebhookProgress(
                            webhook,
                            new Version(rows.column(0).getLong(0)),
                            rows.column(1).getLong(0),
                            time(rows, 2, 0),
                            new Replay(
                                    new Version(rows.column(3).getLong(0)),
                                    new Version(rows.column(4).getLong(0)))))
                    : Optional.empty();
        }
    }

    void put(WebhookProgress progress) throws SQLException {
        var id = progress.webhook().toString();
        session.update(
                Sql.of("DELETE FROM workbook.ducksheet.webhook_progress WHERE webhook_id = CAST(? AS UUID)", id));
        session.update(Sql.of(
                """
                INSERT INTO workbook.ducksheet.webhook_progress VALUES (CAST(? AS UUID), CAST(? AS BIGINT),
                  CAST(? AS BIGINT), CAST(? AS TIMESTAMP), CAST(? AS BIGINT), CAST(? AS BIGINT))""",
                id,
                progress.version().number(),
                progress.notice(),
                time(progress.failingSince()),
                progress.replay().next().number(),
                progress.replay().last().number()));
    }

    static Instant time(Rows rows, int column, int row) {
        return Cells.time(rows.column(column), row).toInstant(ZoneOffset.UTC);
    }

    static LocalDateTime time(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
