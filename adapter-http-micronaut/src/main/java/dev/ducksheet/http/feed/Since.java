package dev.ducksheet.http.feed;

import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.util.regex.Pattern;

/** Where a client wants to go on: a cursor, or a bare version of the present history. */
public final class Since {
    private static final Pattern BARE = Pattern.compile("0|[1-9][0-9]{0,17}");

    private Since() {}

    /** Reads {@code text}, or ends the request with a problem. */
    public static Cursor read(String name, String text, Cursor head) {
        if (BARE.matcher(text).matches()) {
            return new Cursor(head.epoch(), new Version(Long.parseLong(text)));
        }
        return Cursor.parse(text)
                .orElseThrow(() -> Problem.of(
                                ProblemType.INVALID_PARAMETER,
                                name + " takes a version such as 41 or a cursor such as " + head + ", not \"" + text
                                        + "\"")
                        .exception());
    }
}
