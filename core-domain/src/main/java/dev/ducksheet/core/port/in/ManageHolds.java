package dev.ducksheet.core.port.in;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.UpdateId;
import java.util.List;

/**
 * Places and lifts the shared locks on leaves. Both go through the queue, so they have their place in
 * the one order of updates. Thread-safe.
 */
public interface ManageHolds {

    /** Returns the holds, in the order in which they were placed. */
    List<Hold> holds();

    /** Asks for a hold; the outcome is a {@code HoldPlaced} or a {@code Refused}. */
    SubmitUpdate.Submission place(String sheet, String column, Condition condition, String editor);

    /** Asks for the end of a hold; the outcome is a {@code HoldLifted} or a {@code Refused}. */
    SubmitUpdate.Submission lift(UpdateId hold, String editor);
}
