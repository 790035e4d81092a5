package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a total is spread over its leaves. */
final class SpreadOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "proportional (default), equal, equal_increment or weighted_increment.")
    @Nullable
    private String method;

    @Option(
            names = "--over",
            paramLabel = "OVER",
            description = "children (default on a rollup) or leaves (default on a table).")
    @Nullable
    private String over;

    @Option(
            names = "--weights",
            paramLabel = "COLUMN",
            description = "Weigh by this numeric column of the same leaves, not by their own values.")
    @Nullable
    private String weights;

    @Option(
            names = "--hold",
            paramLabel = "CONDITION",
            description = "Leaves for which this is true keep their value in this edit; may be repeated.")
    private List<String> holds = List.of();

    Spreading spreading() {
        if (method == null && over == null && weights == null && holds.isEmpty()) {
            return Spreading.byDefault();
        }
        return new Spreading.By(
                method(),
                over(),
                weights == null ? new Spreading.Weights.Own() : new Spreading.Weights.FromColumn(weights),
                holds.stream().map(hold -> Conditions.parse("--hold", hold)).toList());
    }

    private SpreadMethod method() {
        String name = method == null ? SpreadMethod.PROPORTIONAL.wireName() : method;
        return SpreadMethod.named(name).orElseThrow(() -> wrong("--method", name, methods()));
    }

    private static String methods() {
        return Arrays.stream(SpreadMethod.values()).map(SpreadMethod::wireName).collect(Collectors.joining(", "));
    }

    private Spreading.Over over() {
        if (over == null) {
            return Spreading.Over.BY_TARGET;
        }
        return switch (over) {
            case "children" -> Spreading.Over.CHILDREN;
            case "leaves" -> Spreading.Over.LEAVES;
            default -> throw wrong("--over", over, "children, leaves");
        };
    }

    private ParameterException wrong(String flag, String value, String remedy) {
        return new ParameterException(mixee.commandLine(), flag + " is '" + value + "'; it is one of " + remedy);
    }
}
