package dev.ducksheet.testkit;

import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a port and its user and lets somebody act around each call. What a store hands out, snapshots and
 * transactions, is stood before as well.
 */
final class Interception {
    /**
     * A call on its way.
     *
     * @param effect the role and the method: {@code store.begin}, {@code transaction.write}, {@code snapshot.match}
     */
    @SuppressWarnings("ArrayRecordComponent") // as reflection gives it; compared by nobody
    record Call(
            String effect,
            Method method,
            Object target,
            @Nullable Object[] arguments) {
        /** Makes the call with these arguments and returns what comes of it. */
        @Nullable
        Object with(@Nullable Object... others) throws Throwable {
            try {
                return method.invoke(target, others);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }

        /** Makes the call as it was meant. */
        @Nullable
        Object proceed() throws Throwable {
            return with(arguments);
        }
    }

    /** Acts around a call. */
    @FunctionalInterface
    interface Around {
        /** Returns what the caller gets. */
        @Nullable
        Object call(Call call) throws Throwable;
    }

    private Interception() {}

    /** Returns {@code target} with somebody around each call but those of {@link Object}. */
    static <T> T of(Class<T> port, String role, T target, Around around) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    var call = new Call(
                            role + "." + method.getName(), method, target, given == null ? new Object[0] : given);
                    return method.getDeclaringClass() == Object.class
                            ? call.proceed()
                            : wrap(around.call(call), around);
                }));
    }

    private static @Nullable Object wrap(@Nullable Object result, Around around) {
        if (result instanceof WorkbookTransaction transaction && !Proxy.isProxyClass(result.getClass())) {
            return of(WorkbookTransaction.class, "transaction", transaction, around);
        }
        if (result instanceof WorkbookSnapshot snapshot && !Proxy.isProxyClass(result.getClass())) {
            return of(WorkbookSnapshot.class, "snapshot", snapshot, around);
        }
        return result;
    }
}
