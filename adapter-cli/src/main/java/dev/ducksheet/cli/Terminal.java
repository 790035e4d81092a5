package dev.ducksheet.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What stands behind the standard streams. Java cannot tell, so the launcher does.
 *
 * @param err whether a person sees standard error
 * @param out whether standard output is a terminal
 * @param colours whether it is one that takes colours
 */
record Terminal(boolean err, boolean out, boolean colours) {
    /** Nobody: a file or another program. */
    static final Terminal NONE = new Terminal(false, false, false);

    /** @param streams those that are terminals, as in {@code out,err} */
    static Terminal of(Map<String, String> variables, String streams) {
        List<String> terminals = Arrays.asList(streams.split(",", -1));
        boolean wanted = variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "").equals("dumb");
        boolean out = terminals.contains("out");
        return new Terminal(terminals.contains("err"), out, out && wanted);
    }
}
