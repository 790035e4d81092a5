package dev.ducksheet.cli.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.model.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container image and the compose file hold to the rules that can be checked without an engine for containers, and
 * the two scripts of the image work.
 */
final class DeployTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 1, 1, 1, 2);
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:\\?[^}]+)?}");
    private static final Pattern TAGGED = Pattern.compile("[\\w./-]+:[\\w.-]*[0-9][\\w.-]*");

    @TempDir
    private Path folder;

    /** Returns the instructions of the Dockerfile, each on one line. */
    private static List<String> instructions() {
        return Deploy.text(Deploy.FOLDER.resolve("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Returns what stands behind an instruction in the stage that is shipped. */
    private static List<String> shipped(String instruction) {
        var all = instructions();
        int last = 0;
        for (int i = 0; i < all.size(); i++) {
            last = all.get(i).startsWith("FROM ") ? i : last;
        }
        return all.subList(last, all.size()).stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }

    private static JsonNode services() {
        return Deploy.yaml("compose.yaml").path("services");
    }

    @Test
    void images_are_named_with_their_versions() {
        var from =
                instructions().stream().filter(line -> line.startsWith("FROM ")).map(line -> line.split(" ", -1)[1]);
        var used = Deploy.list(services()).stream()
                .filter(service -> !service.has("build"))
                .map(service -> service.path("image").asText());
        assertThat(Stream.concat(from, used)).hasSize(5).allMatch(TAGGED.asMatchPredicate());
    }

    @Test
    void the_image_runs_as_nobody_in_particular_and_is_watched() {
        assertThat(shipped("USER")).hasSize(1).allMatch(user -> user.matches("[1-9][0-9]*:[1-9][0-9]*"));
        assertThat(shipped("ENTRYPOINT")).containsExactly("[\"ducksheet\"]");
        assertThat(shipped("CMD")).containsExactly("[\"serve\"]");
        assertThat(shipped("HEALTHCHECK")).singleElement().asString().endsWith("CMD [\"healthy\"]");
        assertThat(shipped("VOLUME")).containsExactly("/data");
        assertThat(shipped("ENV")).singleElement().asString().contains("DUCKSHEET_WORKBOOK=/data/");
    }

    @Test
    void the_image_has_no_secret_and_fetches_nothing_by_address() {
        assertThat(instructions())
                .noneMatch(line -> line.startsWith("ADD "))
                .noneMatch(line -> line.matches("(?i)(ENV|ARG) .*(password|secret|token|_key).*"));
    }

    @Test
    void what_the_image_copies_is_there_and_what_the_build_needs_is_let_through() {
        var letThrough = Deploy.text(Deploy.ROOT.resolve(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        var needed = MODULE.matcher(Deploy.text(Deploy.ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(needed).contains("core-domain", "adapter-cli");
        needed.addAll(List.of("pom.xml", ".mvn"));
        instructions().stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .flatMap(line -> Arrays.stream(line.split(" ", -1)).skip(1))
                .filter(word -> !word.startsWith("--") && !word.startsWith("/") && !word.equals("."))
                .forEach(needed::add);
        assertThat(needed).allSatisfy(path -> {
            assertThat(Deploy.ROOT.resolve(path)).exists();
            assertThat(letThrough).anyMatch(pattern -> isLetThrough(path, pattern));
        });
    }

    private static boolean isLetThrough(String path, String pattern) {
        return path.replaceAll("/$", "").matches(pattern.replace(".", "\\.").replace("*", "[^/]*"));
    }

    @Test
    void ports_are_those_of_this_machine_alone() {
        var ports = Deploy.list(services()).stream()
                .flatMap(service -> Deploy.texts(service.path("ports")).stream())
                .toList();
        assertThat(ports).hasSize(3).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(services().path("redis").has("ports")).isFalse();
    }

    @Test
    void passwords_come_from_outside_and_starting_without_them_says_so() {
        var compose = Deploy.text(Deploy.FOLDER.resolve("compose.yaml"));
        var variables = VARIABLE.matcher(compose).results().toList();
        var names = variables.stream().map(match -> match.group(1)).collect(Collectors.toSet());
        var required = variables.stream()
                .filter(match -> match.group(2) != null)
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(required).isEqualTo(names);
        var example = Deploy.text(Deploy.FOLDER.resolve(".env.example"));
        assertThat(names)
                .containsExactlyInAnyOrder("REDIS_PASSWORD", "GRAFANA_PASSWORD")
                .allSatisfy(name -> assertThat(example).containsPattern("(?m)^" + name + "=$"));
        assertThat(compose.lines().filter(line -> line.matches("(?i).*(password|requirepass|auth).*")))
                .allMatch(line -> line.contains("${"));
        assertThat(Deploy.text(Deploy.FOLDER.resolve(".gitignore")).lines()).contains(".env", "secrets/");
    }

    @Test
    void redis_loses_nothing_and_is_waited_for() {
        var redis = Deploy.yaml("compose.yaml").path("configs").path("redis").path("content");
        assertThat(redis.asText().lines())
                .contains("appendonly yes", "appendfsync always", "maxmemory-policy noeviction");
        assertThat(services()
                        .path("redis")
                        .path("healthcheck")
                        .path("test")
                        .path(1)
                        .asText())
                .contains("redis-cli ping");
        assertThat(services()
                        .path("server")
                        .path("depends_on")
                        .path("redis")
                        .path("condition")
                        .asText())
                .isEqualTo("service_healthy");
        assertThat(services()
                        .path("server")
                        .path("environment")
                        .path("DUCKSHEET_QUEUE")
                        .asText())
                .startsWith("redis://")
                .endsWith("@redis:6379");
    }

    @Test
    void what_is_mounted_is_there_or_declared_and_what_is_declared_is_used() {
        var compose = Deploy.yaml("compose.yaml");
        var used = new TreeSet<String>();
        for (var service : Deploy.list(services())) {
            for (var mount : Deploy.texts(service.path("volumes"))) {
                var source = mount.split(":", -1)[0];
                if (source.startsWith(".")) {
                    assertThat(Deploy.FOLDER.resolve(source)).exists();
                    assertThat(mount).as("may not be written").endsWith(":ro");
                } else {
                    used.add(source);
                }
            }
            used.addAll(Deploy.texts(service.path("secrets")));
            Deploy.list(service.path("configs"))
                    .forEach(config -> used.add(config.path("source").asText()));
        }
        var declared = new TreeSet<String>();
        Stream.of("volumes", "secrets", "configs")
                .forEach(kind -> compose.path(kind).fieldNames().forEachRemaining(declared::add));
        assertThat(used).isEqualTo(declared);
    }

    @Test
    void every_service_starts_again_and_gains_no_rights() {
        assertThat(Deploy.list(services())).hasSize(4).allSatisfy(service -> {
            assertThat(service.path("restart").asText()).isEqualTo("unless-stopped");
            assertThat(Deploy.texts(service.path("security_opt"))).containsExactly("no-new-privileges:true");
        });
    }

    @Test
    void prometheus_asks_the_server_with_the_key_that_it_is_given() {
        var scrape = Deploy.yaml("prometheus.yml").path("scrape_configs").path(0);
        assertThat(scrape.path("job_name").asText()).isEqualTo("ducksheet");
        assertThat(Deploy.texts(scrape.path("static_configs").path(0).path("targets")))
                .containsExactly("server:8080");
        var secret = Deploy.texts(services().path("prometheus").path("secrets")).get(0);
        assertThat(scrape.path("authorization").path("credentials_file").asText())
                .isEqualTo("/run/secrets/" + secret);
        assertThat(Deploy.texts(Deploy.yaml("prometheus.yml").path("rule_files")))
                .containsExactly("alerts.yml");
    }

    @Test
    void grafana_finds_its_source_and_its_dashboard() {
        var url = Deploy.yaml("grafana/provisioning/datasources/prometheus.yml")
                .path("datasources")
                .path(0)
                .path("url")
                .asText();
        assertThat(url).isEqualTo("http://prometheus:9090");
        var path = Deploy.yaml("grafana/provisioning/dashboards/ducksheet.yml")
                .path("providers")
                .path(0)
                .path("options")
                .path("path")
                .asText();
        assertThat(Deploy.texts(services().path("grafana").path("volumes")))
                .contains("./grafana/dashboards:" + path + ":ro");
    }

    @Test
    void healthy_is_who_says_200() throws Exception {
        var file = folder.resolve("w.duckdb");
        Server.make(file, TREE::load);
        String port;
        try (var server = Cli.serve(file)) {
            port = Integer.toString(server.uri().getPort());
            assertThat(exitCode("bash", "deploy/bin/healthy", port)).isZero();
            assertThat(exitCode("bash", "deploy/bin/healthy", port, "/health/readiness"))
                    .isZero();
            assertThat(exitCode("bash", "deploy/bin/healthy", port, "/health/nothing"))
                    .isNotZero();
        }
        assertThat(exitCode("bash", "deploy/bin/healthy", port)).isNotZero();
    }

    @Test
    void the_launcher_hands_on_what_it_is_given() throws Exception {
        var java = Files.writeString(folder.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        var builder = command("sh", "deploy/bin/ducksheet", "set", "a b", "*");
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        builder.environment().put("DUCKSHEET_JAVA_OPTS", "-Da=b -Dc=d");
        var process = builder.start();
        var arguments = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(arguments).contains("-Da=b", "-Dc=d");
        assertThat(arguments).endsWith("-jar", "/opt/ducksheet/ducksheet.jar", "set", "a b", "*");
    }

    @Test
    void scripts_may_be_run() throws IOException {
        try (var scripts = Files.list(Deploy.FOLDER.resolve("bin"))) {
            assertThat(scripts.map(script -> script.getFileName().toString()).collect(Collectors.toSet()))
                    .isEqualTo(Set.of("ducksheet", "healthy"));
        }
        assertThat(Deploy.FOLDER.resolve("bin/ducksheet")).isExecutable();
        assertThat(Deploy.FOLDER.resolve("bin/healthy")).isExecutable();
    }

    private static ProcessBuilder command(String... command) {
        return new ProcessBuilder(command).directory(Deploy.ROOT.toFile()).redirectErrorStream(true);
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        var process = command(command).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
