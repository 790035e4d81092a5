package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.validation.RefusedException;
import java.util.Map;

/** Whether a cell still holds what its editor saw. */
final class Expectations {
    private Expectations() {}

    /** Throws a {@link RefusedException} that tells the present value if the editor saw another. */
    static void check(Expectation expectation, CellValue present) {
        if (expectation instanceof Expectation.Holding holding
                && !holding.value().equals(present)) {
            throw new RefusedException(new Refusal(
                    Reason.STALE,
                    "/expected",
                    "the cell holds " + present.display() + ", not "
                            + holding.value().display() + "; read it again and repeat the edit if it is still meant",
                    Map.of("current", present)));
        }
    }
}
