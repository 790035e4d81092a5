package dev.ducksheet.cli.e2e;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what an expression of PromQL asks for: enough of the language for our dashboard and alerts. */
final class PromQl {
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][\\w:]*(?![\\w:]*\\s*\\()");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    private PromQl() {}

    /** A metric, and the labels by which some of its series are chosen. */
    record Selector(String metric, Set<String> labels) {}

    /** Returns the names of the metrics. */
    static Set<String> metrics(String expression) {
        var bare = expression;
        for (var pattern : new Pattern[] {TEXT, LABELS, RANGE, GROUPING}) {
            bare = pattern.matcher(bare).replaceAll(" ");
        }
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns where series are chosen by labels. */
    static Set<Selector> selectors(String expression) {
        return SELECTOR.matcher(expression)
                .results()
                .map(match -> new Selector(match.group(1), labels(match.group(2))))
                .collect(Collectors.toSet());
    }

    private static Set<String> labels(String matchers) {
        return LABEL.matcher(TEXT.matcher(matchers).replaceAll("\"\""))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
