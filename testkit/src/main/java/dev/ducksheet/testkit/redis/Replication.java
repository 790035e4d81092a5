package dev.ducksheet.testkit.redis;

import org.jspecify.annotations.Nullable;

/** What servers say of their replication. */
final class Replication {
    private Replication() {}

    /** Waits until a replica has all that its primary has at this moment. */
    static void await(RealRedis primary, RealRedis replica) {
        long place = offset(primary);
        Poll.until(
                () -> info(replica, "master_link_status").equals("up") && offset(replica) >= place,
                () -> "the replica does not follow: " + replica.command("INFO", "replication"));
    }

    /** Waits until a server is a primary. */
    static void awaitPrimary(RealRedis server) {
        Poll.until(
                () -> info(server, "role").equals("master"),
                () -> "no primary: " + server.command("INFO", "replication"));
    }

    private static long offset(RealRedis server) {
        String field = info(server, "role").equals("master") ? "master_repl_offset" : "slave_repl_offset";
        String offset = info(server, field);
        return offset.isEmpty() ? -1 : Long.parseLong(offset);
    }

    private static String info(RealRedis server, String field) {
        return String.valueOf(replication(server))
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Sentinels cut off every client of a server whose role they change. */
    private static @Nullable Object replication(RealRedis server) {
        try {
            return server.command("INFO", "replication");
        } catch (AssertionError e) {
            return null;
        }
    }
}
