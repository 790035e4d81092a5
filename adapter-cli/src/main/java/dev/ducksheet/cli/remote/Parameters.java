package dev.ducksheet.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The parameters of a URL. */
final class Parameters {
    private Parameters() {}

    /** Adds a parameter, unless it says nothing. */
    static void add(List<String> parameters, String name, String value) {
        if (!value.isBlank()) {
            parameters.add(name + "=" + encoded(value));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
