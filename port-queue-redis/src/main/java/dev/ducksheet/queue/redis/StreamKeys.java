package dev.ducksheet.queue.redis;

/**
 * The names of the keys in Redis.
 *
 * @param workbook empty for a Redis of one workbook; else it stands in front, as a hash tag, so that all keys of a
 *     workbook share a slot of a cluster
 */
record StreamKeys(String workbook) {

    /** Refuses names that would end the hash tag. */
    StreamKeys {
        if (!workbook.matches("[A-Za-z0-9_.-]{0,64}")) {
            throw new IllegalArgumentException(
                    "a workbook's name in Redis is up to 64 letters, digits, '_', '.' and '-', not '" + workbook + "'");
        }
    }

    /** The stream of requests. */
    String requests() {
        return key("request_duck");
    }

    /** The stream of changes. */
    String responses() {
        return key("response_duck");
    }

    /** The stream of requests that cannot be decided. */
    String dead() {
        return key("request_duck:dead");
    }

    /** The stream of outcomes that are no changes. */
    String outcomes() {
        return key("outcome_duck");
    }

    /** The stream of files that are to be read. */
    String orders() {
        return key("import_duck");
    }

    /** The hash that says how far each of them is. */
    String readings() {
        return key("ducksheet:readings");
    }

    /** The hash that says where the streams stand. */
    String state() {
        return key("ducksheet:state");
    }

    /** The hash that says who writes. */
    String lease() {
        return key("ducksheet:lease");
    }

    /** The sheets, in JSON. */
    String catalog() {
        return key("ducksheet:catalog");
    }

    /** The API keys with the hashes of their secrets, in JSON. */
    String apiKeys() {
        return key("ducksheet:keys");
    }

    private String key(String name) {
        return workbook.isEmpty() ? name : "{" + workbook + "}:" + name;
    }
}
