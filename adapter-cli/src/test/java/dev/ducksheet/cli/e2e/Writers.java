package dev.ducksheet.cli.e2e;

import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches who writes to a store, and how many at once. */
final class Writers {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicInteger transactions = new AtomicInteger();

    /** Returns the store, watched. */
    WorkbookStore around(WorkbookStore store) {
        return proxy(WorkbookStore.class, store);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (target instanceof WorkbookTransaction) {
                        threads.add(Thread.currentThread());
                    }
                    if (method.getName().equals("begin")) {
                        mostAtOnce.accumulateAndGet(open.incrementAndGet(), Math::max);
                        transactions.incrementAndGet();
                        return proxy(WorkbookTransaction.class, (WorkbookTransaction) call(method, target, arguments));
                    }
                    if (target instanceof WorkbookTransaction
                            && method.getName().equals("close")) {
                        open.decrementAndGet();
                    }
                    return call(method, target, arguments);
                }));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    int transactions() {
        return transactions.get();
    }

    Set<Thread> threads() {
        return Set.copyOf(threads);
    }
}
