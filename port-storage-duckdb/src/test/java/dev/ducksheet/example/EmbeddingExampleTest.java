package dev.ducksheet.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import dev.ducksheet.testkit.CoreDriver;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows to embedders is what runs, and it needs no more than the guide says. */
final class EmbeddingExampleTest {
    private static final Path SOURCE = Path.of("src/test/java/dev/ducksheet/example/EmbeddingExample.java");
    private static final Path GUIDE = Path.of("../docs/embedding.md");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void the_guide_shows_the_example_as_it_is() throws Exception {
        var code = CODE.matcher(Files.readString(GUIDE));

        assertThat(code.find()).isTrue();
        assertThat(code.group(1)).isEqualTo(Files.readString(SOURCE));
    }

    @Test
    void the_example_runs_with_the_core_the_store_and_their_libraries_alone() throws Exception {
        var file = folder.resolve("plan.duckdb");
        var printed = folder.resolve("printed.txt").toFile();
        var warned = folder.resolve("warned.txt").toFile(); // newer JDKs warn of the driver's native code
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        EmbeddingExample.class.getName(),
                        file.toString())
                .redirectOutput(printed)
                .redirectError(warned)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(warned.toPath()))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(printed.toPath()))
                .startsWith("Applied[")
                .contains("version=1,", "rows=2", "Changes[changes=[Change[version=1,");
        try (var core = CoreDriver.over(DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(new Random(1))))) {
            assertThat(core.column("plan", "budget")).containsExactly(CellValue.of(25), CellValue.of(75));
        }
    }

    private String classPath() throws Exception {
        return Stream.concat(
                        Stream.of(exampleAlone()),
                        Stream.of(
                                placeOf(Ducksheet.class),
                                placeOf(DuckDbWorkbookStore.class),
                                placeOf(DuckDBDriver.class),
                                placeOf(NullMarked.class),
                                placeOf(JsonFactory.class)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path exampleAlone() throws Exception {
        var name = EmbeddingExample.class.getName().replace('.', '/') + ".class";
        var copy = folder.resolve("classes").resolve(name);
        Files.createDirectories(copy.getParent());
        return Files.copy(placeOf(EmbeddingExample.class).resolve(name), copy)
                .resolve("../../../..")
                .normalize();
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
