package dev.ducksheet.cli.config;

import dev.ducksheet.core.imports.AllowedSources;
import dev.ducksheet.guard.AddressPolicy;
import dev.ducksheet.tracing.otel.OtlpSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the value of a setting must be. */
enum Check {
    ANYTHING("give it a value or leave it out") {
        @Override
        boolean accepts(String value) {
            return !value.isBlank();
        }
    },
    SWITCH("it is true or false") {
        @Override
        boolean accepts(String value) {
            return value.equals("true") || value.equals("false");
        }
    },
    LOG_LEVEL("it is one of error, warn, info, debug, trace") {
        @Override
        boolean accepts(String value) {
            return List.of("error", "warn", "info", "debug", "trace").contains(value);
        }
    },
    LOG_FORMAT("it is text or json") {
        @Override
        boolean accepts(String value) {
            return value.equals("text") || value.equals("json");
        }
    },
    WAIT_AOF("it is off, local, or the number of replicas, 1 to 99, whose disks count besides") {
        @Override
        boolean accepts(String value) {
            return value.equals("off") || value.equals("local") || value.matches("[1-9][0-9]?");
        }
    },
    DAYS("it is a number of days, 0 to 36500") {
        @Override
        boolean accepts(String value) {
            return value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 36500;
        }
    },
    VERSIONS("it is a number of versions, at least 1") {
        @Override
        boolean accepts(String value) {
            return value.matches("[1-9][0-9]{0,17}");
        }
    },
    RATE_LIMIT("it is off, or requests and seconds such as 600/60") {
        @Override
        boolean accepts(String value) {
            return value.equals("off") || value.matches("[1-9][0-9]{0,8}/[1-9][0-9]{0,4}");
        }
    },
    RANGES("it is ranges of addresses with commas between, such as 10.1.0.0/16,fd00::/8") {
        @Override
        boolean accepts(String value) {
            return Arrays.stream(value.split(",", -1)).allMatch(AddressPolicy::isRange);
        }
    },
    SOURCES(
            "it is URLs of http, https and s3 with commas between, such as https://files.example.com/plan/,s3://bucket") {
        @Override
        boolean accepts(String value) {
            try {
                var unused = AllowedSources.of(List.of(value.split(",", -1)));
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    },
    PORT("a port is a number from 0 to 65535, 0 for any that is free") {
        @Override
        boolean accepts(String value) {
            return value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535;
        }
    },
    URL("a server's address looks like http://127.0.0.1:8080") {
        @Override
        boolean accepts(String value) {
            return hasScheme(value, "http", "https");
        }
    },
    COLLECTOR("a collector's address looks like http://127.0.0.1:4318, where it takes OTLP over HTTP") {
        @Override
        boolean accepts(String value) {
            return OtlpSettings.isCollector(value);
        }
    },
    PART("it is a part from 0 to 1, such as 0.1 for every tenth") {
        @Override
        boolean accepts(String value) {
            return value.matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?");
        }
    },
    QUEUE("it is embedded, or a Redis URI such as redis://127.0.0.1:6379") {
        @Override
        boolean accepts(String value) {
            return value.equals("embedded")
                    || hasScheme(
                            value,
                            "redis",
                            "rediss",
                            "redis-sentinel",
                            "rediss-sentinel",
                            "redis-cluster",
                            "rediss-cluster");
        }
    };

    private final String remedy;

    Check(String remedy) {
        this.remedy = remedy;
    }

    abstract boolean accepts(String value);

    /** Returns what the value must be instead, if it cannot be one. */
    Optional<String> complaint(String value) {
        return accepts(value) ? Optional.empty() : Optional.of(remedy);
    }

    private static boolean hasScheme(String value, String... schemes) {
        try {
            URI uri = new URI(value);
            return List.of(schemes).contains(String.valueOf(uri.getScheme())) && uri.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
