package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Waits for answers of Redis, and says in one sentence what it means if there is none. */
final class Failures {
    private Failures() {}

    /** Returns the answer, or ends with what keeps Redis from giving one. */
    static <T> T await(Future<T> answer, long millis) throws InterruptedException {
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translated(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new PortUnavailableException("Redis does not answer; see that it runs and can be reached", e);
        } catch (RedisException e) {
            throw translated(e);
        }
    }

    static PortUnavailableException translated(Throwable failure) {
        if (failure instanceof PortUnavailableException away) {
            return away;
        }
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return translated(failure.getCause());
        }
        if (failure instanceof RedisCommandExecutionException) {
            return new PortUnavailableException("Redis " + refusal(String.valueOf(failure.getMessage())), failure);
        }
        if (failure instanceof RedisCommandTimeoutException) {
            return new PortUnavailableException(
                    "Redis does not answer in time; see that it runs, can be reached and keeps up with what it is asked",
                    failure);
        }
        return new PortUnavailableException("Redis is away; see that it runs and can be reached", failure);
    }

    /** Says why there is no connection: what Redis refuses if it was heard, else where it was looked for. */
    static PortUnavailableException unreachable(RedisAddress address, RedisException failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(RedisCommandExecutionException.class::isInstance)
                .findFirst()
                .map(Failures::translated)
                .orElseGet(() -> new PortUnavailableException(
                        "Redis cannot be reached at " + address
                                + "; see that it runs and that address, credentials and certificates are right",
                        failure));
    }

    private static String refusal(String message) {
        String code = message.split(" ", 2)[0];
        return switch (code) {
            case "OOM" -> "is out of memory and takes no request; give it more, or let the writer catch up";
            case "READONLY" -> "is a read-only replica; give the address of the primary";
            case "MISCONF" -> "cannot write its disk and takes no request; see its log";
            case "LOADING" -> "is loading its data; it answers when that is done";
            case "NOAUTH", "WRONGPASS" -> "does not take these credentials; give user and password in the address";
            case "NOPERM" -> "does not let this user do what the queue needs; docs/streams.md lists the commands";
            case "NOREPLICAS" -> "has too few replicas at hand to take a request, as min-replicas-to-write asks";
            case "CLUSTERDOWN" -> "is a cluster of which a part is gone; it goes on when a replica has taken its place";
            case "FENCED" -> "has given the workbook to another writer; this one stops";
            case "UNBEGUN" -> "was emptied; the feed is filled again";
            case "UNLEASED" -> "was away for longer than the lease of the workbook lasts; it is taken again";
            default -> "refuses: " + message;
        };
    }

    /** Says whether another writer has taken over. */
    static boolean isFenced(Throwable failure) {
        var cause = failure instanceof PortUnavailableException ? failure.getCause() : failure;
        return cause instanceof RedisCommandExecutionException
                && String.valueOf(cause.getMessage()).contains("FENCED");
    }
}
