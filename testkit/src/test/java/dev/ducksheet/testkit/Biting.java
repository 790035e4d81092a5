package dev.ducksheet.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract, or one test of it, inside a test, and tells how it went. */
final class Biting {
    private Biting() {}

    /** What came of a run: the names of the tests that passed and failed. */
    record Result(List<String> passed, List<String> failed) {}

    static Result run(Class<?> contract) {
        return run(selectClass(contract));
    }

    static Result run(Class<?> contract, String test) {
        return run(selectMethod(contract, test));
    }

    private static Result run(DiscoverySelector selector) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
        var result = new Result(new ArrayList<>(), new ArrayList<>());
        var limit = Await.limit();
        Await.limit(Duration.ofMillis(700));
        try {
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult execution) {
                    if (test.isTest()) {
                        boolean passed = execution.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                        (passed ? result.passed() : result.failed())
                                .add(test.getDisplayName().replace("()", ""));
                    }
                }
            });
        } finally {
            Await.limit(limit);
        }
        return result;
    }
}
