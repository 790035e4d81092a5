package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.util.List;

/**
 * Makes, lists and revokes API keys. Changes go through the queue, so that they are done once and kept with who asked;
 * they have no version and are not among the updates. Thread-safe, does not block.
 */
public interface ManageKeys {

    /** Returns all keys that were ever made, the oldest first. Cheap. */
    List<ApiKey> keys();

    /** Asks for a key; the outcome is a {@code KeysChanged} or a {@code Refused}. */
    Issue issue(KeyDraft draft, String editor);

    /** Asks for the end of a key; the outcome is a {@code KeysChanged} or a {@code Refused}. */
    Submission revoke(UpdateId key, String editor);

    /**
     * A key on its way.
     *
     * @param secret what its holder sends; nobody can tell it again, and it is good only if the key is made
     */
    record Issue(Submission submission, String secret) {
        /** Does not tell the secret. */
        @Override
        public String toString() {
            return "Issue[" + submission + "]";
        }
    }
}
