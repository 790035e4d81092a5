package dev.ducksheet.testkit.redis;

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
        return Long.parseLong(info(server, field));
    }

    private static String info(RealRedis server, String field) {
        return String.valueOf(server.command("INFO", "replication"))
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
