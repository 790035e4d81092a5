package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which Redis is meant. */
final class QueueOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            description = "The URI of the Redis; better given as $DUCKSHEET_QUEUE if it has a password.")
    @Nullable
    private String queue;

    /**
     * Returns the URI of the Redis that is meant.
     *
     * @param nothing what the embedded queue does not have
     */
    String redis(Context context, String nothing) {
        String value = context.configuration().value(Setting.QUEUE, queue).value();
        if (value.equals("embedded")) {
            throw new ParameterException(
                    mixee.commandLine(),
                    "the embedded queue has no " + nothing + "; name a Redis with --queue or in $DUCKSHEET_QUEUE");
        }
        return value;
    }
}
