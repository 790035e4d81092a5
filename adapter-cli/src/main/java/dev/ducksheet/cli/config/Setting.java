package dev.ducksheet.cli.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be configured: by a flag, by {@code DUCKSHEET_*}, by {@code ducksheet.yml}, or by default. */
public enum Setting {
    /** The file to work on. */
    WORKBOOK("", Check.ANYTHING),
    /** The server to work against. */
    URL("", Check.URL),
    /** The key for that server. */
    KEY("", Check.ANYTHING),
    /** Where a server listens. */
    HOST("127.0.0.1", Check.ANYTHING),
    /** On which port. */
    PORT("8080", Check.PORT),
    /** Through which queue. */
    QUEUE("embedded", Check.QUEUE),
    /** Whether it serves without the workbook, which another server writes. */
    API_ONLY("false", Check.SWITCH),
    /** Where other servers of the same queue send clients for what only the writer answers. */
    ADVERTISE("", Check.URL),
    /** On which disks of Redis a request is before it counts as accepted. */
    WAIT_AOF("off", Check.WAIT_AOF),
    /** For how many days it is kept what cells and rows were before. */
    HISTORY_DAYS("30", Check.DAYS),
    /** Of how many versions; empty for all. */
    HISTORY_VERSIONS("", Check.VERSIONS),
    /** Whether it serves without keys. */
    OPEN("false", Check.SWITCH),
    /** The certificate that it shows, with its chain, in PEM. */
    TLS_CERTIFICATE("", Check.ANYTHING),
    /** The key of that certificate, in PEM. */
    TLS_KEY("", Check.ANYTHING),
    /** Certificate and key in PKCS#12. */
    TLS_KEYSTORE("", Check.ANYTHING),
    /** The password of the one or the other. */
    TLS_PASSWORD("", Check.ANYTHING),
    /** How many requests each key may send. */
    RATE_LIMIT("60000/60", Check.RATE_LIMIT),
    /** The web sites whose pages may use it. */
    CORS_ORIGINS("", Check.ANYTHING),
    /** Where the public keys are that tokens are signed with. */
    JWKS("", Check.ANYTHING),
    /** Of whom tokens must be. */
    JWT_ISSUER("", Check.ANYTHING),
    /** For whom tokens must be. */
    JWT_AUDIENCE("", Check.ANYTHING),
    /** Which claim of a token tells the role. */
    JWT_ROLE_CLAIM("roles", Check.ANYTHING),
    /** What the words of that claim stand for. */
    JWT_ROLES("reader=reader,editor=editor,admin=admin", Check.ANYTHING),
    /** The ranges of addresses within the network that webhooks may be sent to. */
    WEBHOOK_ALLOW("", Check.RANGES),
    /** The files and folders that imports may be fetched from. */
    IMPORT_FROM("", Check.SOURCES),
    /** The ranges of addresses within the network that they may be fetched from. */
    IMPORT_ALLOW("", Check.RANGES),
    /** The collector that traces are sent to; empty for none. */
    OTLP("", Check.COLLECTOR),
    /** Which part of the traces that begin here is sent. */
    OTLP_SAMPLE("1", Check.PART),
    /** What is logged. */
    LOG("warn", Check.LOG_LEVEL),
    /** How it is logged: lines for people, or an object of JSON on each line. */
    LOG_FORMAT("text", Check.LOG_FORMAT);

    private final String preset;
    private final Check check;

    Setting(String preset, Check check) {
        this.preset = preset;
        this.check = check;
    }

    /** Returns the setting of that name in {@code ducksheet.yml}. */
    static Optional<Setting> named(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /** Returns the name in {@code ducksheet.yml}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name in the environment. */
    public String variable() {
        return "DUCKSHEET_" + name();
    }

    /** Returns the flag. */
    public String flag() {
        return "--" + key().replace('_', '-');
    }

    /** Returns the value of those who give none; empty if there is no such. */
    public String preset() {
        return preset;
    }

    /** Returns what a value must be instead, if {@code value} cannot be one. */
    Optional<String> complaint(String value) {
        return check.complaint(value);
    }
}
