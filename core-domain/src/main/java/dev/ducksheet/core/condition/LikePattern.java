package dev.ducksheet.core.condition;

import java.util.function.IntUnaryOperator;

/** A pattern of LIKE: {@code %} is any text, {@code _} one code point, everything else itself. */
final class LikePattern {
    private final IntUnaryOperator fold;
    private final int[] pattern;

    private LikePattern(String pattern, IntUnaryOperator fold) {
        this.fold = fold;
        this.pattern = folded(pattern);
    }

    static LikePattern of(String pattern) {
        return new LikePattern(pattern, IntUnaryOperator.identity());
    }

    static LikePattern ignoringCase(String pattern) {
        return new LikePattern(pattern, Character::toLowerCase);
    }

    /** Matches greedily and goes back to the last {@code %} alone: at most the product of both lengths in steps. */
    boolean matches(String string) {
        var text = folded(string);
        var at = 0;
        var inPattern = 0;
        var lastPercent = -1;
        var resume = 0;
        while (at < text.length) {
            if (isAt(inPattern, '%')) {
                lastPercent = inPattern++;
                resume = at;
            } else if (isAt(inPattern, '_') || isAt(inPattern, text[at])) {
                inPattern++;
                at++;
            } else if (lastPercent >= 0) {
                inPattern = lastPercent + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (isAt(inPattern, '%')) {
            inPattern++;
        }
        return inPattern == pattern.length;
    }

    private boolean isAt(int index, int codePoint) {
        return index < pattern.length && pattern[index] == codePoint;
    }

    private int[] folded(String text) {
        return text.codePoints().map(fold).toArray();
    }
}
