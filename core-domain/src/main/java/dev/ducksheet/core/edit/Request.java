package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What goes through the queue to the writer, in one order for everyone. */
public sealed interface Request {

    /** Returns the identity under which the outcome is kept. */
    UpdateId id();

    /** Returns who asks. */
    String editor();

    /** Returns the sheet that it is about; empty if it is about none. */
    String sheet();

    /** Returns the column that it is about; empty if it is about none in particular. */
    default String column() {
        return "";
    }

    /** Returns whether the client may send it again. */
    default Idempotency idempotency() {
        return Idempotency.none();
    }

    /** An edit of a cell or a total. */
    record UpdateCell(UpdateId id, CellUpdate update) implements Request {
        @Override
        public String editor() {
            return update.editor();
        }

        @Override
        public String sheet() {
            return update.sheet();
        }

        @Override
        public String column() {
            return update.column();
        }

        @Override
        public Idempotency idempotency() {
            return update.idempotency();
        }
    }

    /** A change of a table's rows. */
    record EditRows(UpdateId id, RowEdit edit, Signature signature) implements Request {
        @Override
        public String editor() {
            return signature.editor();
        }

        @Override
        public String sheet() {
            return edit.table();
        }

        @Override
        public Idempotency idempotency() {
            return signature.idempotency();
        }
    }

    /** A change of the tables. */
    record EditTable(UpdateId id, TableEdit edit, Signature signature) implements Request {
        @Override
        public String editor() {
            return signature.editor();
        }

        @Override
        public String sheet() {
            return edit.table();
        }

        @Override
        public Idempotency idempotency() {
            return signature.idempotency();
        }
    }

    /** The wish to take a version back. */
    record Undo(UpdateId id, Version version, Signature signature) implements Request {
        @Override
        public String editor() {
            return signature.editor();
        }

        @Override
        public String sheet() {
            return "";
        }

        @Override
        public Idempotency idempotency() {
            return signature.idempotency();
        }
    }

    /** A new hold. */
    record PlaceHold(Hold hold) implements Request {
        @Override
        public UpdateId id() {
            return hold.id();
        }

        @Override
        public String editor() {
            return hold.editor();
        }

        @Override
        public String sheet() {
            return hold.sheet();
        }

        @Override
        public String column() {
            return hold.column();
        }
    }

    /** A new API key; what goes through the queue of its secret is its beginning and its hash. */
    record IssueKey(UpdateId id, KeyDraft draft, String prefix, String hash, String editor) implements OfKeys {}

    /** The end of an API key. */
    record RevokeKey(UpdateId id, UpdateId key, String editor) implements OfKeys {}

    /** When keys were used last, as a server noted it. */
    record NoteKeyUses(UpdateId id, Map<UpdateId, Instant> uses) implements OfKeys {
        /** Copies the uses. */
        public NoteKeyUses {
            uses = Map.copyOf(uses);
        }

        @Override
        public String editor() {
            return CellUpdate.ANONYMOUS;
        }
    }

    /** What is about keys and about no sheet. */
    sealed interface OfKeys extends Request {
        @Override
        default String sheet() {
            return "";
        }
    }

    /** A new webhook. Its secret goes through the queue as it is: the writer keeps it, to sign with. */
    record CreateWebhook(
            UpdateId id, WebhookSettings settings, Webhook.Standing standing, WebhookSecret secret, String editor)
            implements OfWebhooks {}

    /** Other settings for a webhook, or its being enabled or disabled; all of the changes or none. */
    record ChangeWebhook(UpdateId id, UpdateId webhook, List<WebhookChange> changes, String editor)
            implements OfWebhooks {
        /** Copies the changes. */
        public ChangeWebhook {
            changes = List.copyOf(changes);
        }
    }

    /** Another secret for a webhook. */
    record RotateWebhookSecret(UpdateId id, UpdateId webhook, WebhookSecret secret, String editor)
            implements OfWebhooks {}

    /** The end of a webhook. */
    record DeleteWebhook(UpdateId id, UpdateId webhook, String editor) implements OfWebhooks {}

    /** The wish to have a message sent once more. */
    record ReplayDelivery(UpdateId id, String delivery, String editor) implements OfWebhooks {}

    /** The wish to have the messages of some versions sent once more. */
    record ReplayVersions(UpdateId id, UpdateId webhook, Version from, Version to, String editor)
            implements OfWebhooks {}

    /** What became of messages. */
    record ReportDeliveries(UpdateId id, List<DeliveryReport> reports) implements OfWebhooks {
        /** Copies the reports. */
        public ReportDeliveries {
            reports = List.copyOf(reports);
        }

        @Override
        public String editor() {
            return CellUpdate.ANONYMOUS;
        }
    }

    /** The wish that something is kept for webhooks to tell which has no version. */
    record TellWebhooks(UpdateId id, Notice notice) implements OfWebhooks {
        @Override
        public String editor() {
            return CellUpdate.ANONYMOUS;
        }
    }

    /** What is about webhooks and changes no sheet. */
    sealed interface OfWebhooks extends Request {
        @Override
        default String sheet() {
            return "";
        }
    }

    /** The end of a hold. */
    record LiftHold(UpdateId id, UpdateId hold, String editor) implements Request {
        @Override
        public String sheet() {
            return "";
        }
    }
}
