package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Delivery.State;
import dev.ducksheet.core.edit.Delivery.Subject;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The messages to webhooks in the file. */
final class DeliveryRows {
    private static final String COLUMNS = """
            SELECT id, CAST(webhook_id AS VARCHAR), type, epoch, is_notice, number, state, tries, state_at, created_at,
                   attempts
            FROM workbook.ducksheet.webhook_delivery\s""";

    private final Session session;

    DeliveryRows(Session session) {
        this.session = session;
    }

    /** Returns the message with that id, if there is one. */
    List<Delivery> find(String id) throws SQLException {
        return read(Sql.of(COLUMNS + "WHERE id = CAST(? AS VARCHAR)", id));
    }

    /** Returns those that are to be sent, the one that is due first at the beginning. */
    List<Delivery> pending(UpdateId webhook, int limit) throws SQLException {
        return read(Sql.of(
                COLUMNS
                        + "WHERE webhook_id = CAST(? AS UUID) AND state = 'pending' ORDER BY state_at, number, id"
                        + " LIMIT CAST(? AS BIGINT)",
                webhook.toString(),
                (long) limit));
    }

    /** Returns the newest first. */
    List<Delivery> newest(UpdateId webhook, int limit) throws SQLException {
        return read(Sql.of(
                COLUMNS
                        + "WHERE webhook_id = CAST(? AS UUID) ORDER BY created_at DESC, number DESC, id"
                        + " LIMIT CAST(? AS BIGINT)",
                webhook.toString(),
                (long) limit));
    }

    private List<Delivery> read(Sql sql) throws SQLException {
        var deliveries = new ArrayList<Delivery>();
        try (var rows = session.query(sql)) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    deliveries.add(delivery(rows, i));
                }
            }
        }
        return deliveries;
    }

    private static Delivery delivery(Rows rows, int i) {
        return new Delivery(
                Cells.text(rows.column(0), i),
                UpdateId.parse(Cells.text(rows.column(1), i)).orElseThrow(),
                EventType.named(Cells.text(rows.column(2), i)).orElseThrow(),
                subject(rows, i),
                state(rows, i),
                WebhookRows.time(rows, 9, i),
                WebhookJson.attempts(Cells.text(rows.column(10), i)));
    }

    private static Subject subject(Rows rows, int i) {
        var epoch = Cells.text(rows.column(3), i);
        long number = rows.column(5).getLong(i);
        return rows.column(4).getBoolean(i)
                ? new Subject.OfNotice(epoch, number)
                : new Subject.OfVersion(new Cursor(epoch, new Version(number)));
    }

    private static State state(Rows rows, int i) {
        var at = WebhookRows.time(rows, 8, i);
        return switch (Cells.text(rows.column(6), i)) {
            case "pending" -> new State.Pending(rows.column(7).getInt(i), at);
            case "delivered" -> new State.Delivered(at);
            default -> new State.Failed(at);
        };
    }

    /** Adds a message, or puts it in the place of the one with its id. */
    void put(Delivery delivery) throws SQLException {
        session.update(
                Sql.of("DELETE FROM workbook.ducksheet.webhook_delivery WHERE id = CAST(? AS VARCHAR)", delivery.id()));
        var subject = delivery.subject();
        session.update(Sql.of(
                """
                INSERT INTO workbook.ducksheet.webhook_delivery VALUES (?, CAST(? AS UUID), ?, ?, CAST(? AS BOOLEAN),
                  CAST(? AS BIGINT), ?, CAST(? AS INTEGER), CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP), ?)""",
                delivery.id(),
                delivery.webhook().toString(),
                delivery.type().wireName(),
                epoch(subject),
                subject instanceof Subject.OfNotice,
                number(subject),
                delivery.state().wireName(),
                delivery.tries(),
                WebhookRows.time(delivery.when()),
                WebhookRows.time(delivery.createdAt()),
                WebhookJson.write(delivery.attempts())));
    }

    private static String epoch(Subject subject) {
        return subject instanceof Subject.OfNotice of
                ? of.epoch()
                : ((Subject.OfVersion) subject).cursor().epoch();
    }

    private static long number(Subject subject) {
        return subject instanceof Subject.OfNotice of
                ? of.number()
                : ((Subject.OfVersion) subject).cursor().version().number();
    }

    /** Forgets messages that are done with: old ones, and of each webhook all but the newest so many. */
    void forget(Instant before, int most) throws SQLException {
        session.update(Sql.of("""
                DELETE FROM workbook.ducksheet.webhook_delivery
                WHERE state <> 'pending' AND state_at < CAST(? AS TIMESTAMP)""", WebhookRows.time(before)));
        session.update(Sql.of("""
                DELETE FROM workbook.ducksheet.webhook_delivery WHERE id IN (
                  SELECT id FROM (
                    SELECT id, row_number() OVER (PARTITION BY webhook_id ORDER BY created_at DESC, number DESC, id) AS place
                    FROM workbook.ducksheet.webhook_delivery WHERE state <> 'pending')
                  WHERE place > CAST(? AS BIGINT))""", (long) most));
    }
}
