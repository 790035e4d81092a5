package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.cli.e2e.PromQl.Selector;
import dev.ducksheet.core.model.ColumnType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts in deploy ask for what a server shows, and for nothing else. */
final class MonitoringTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 1, 1, 1, 2);

    /** What Prometheus says itself of those that it scrapes, and the labels that it puts on all they say. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");
    private static final Pattern VALUES_OF = Pattern.compile("label_values\\((\\w+), \\w+\\)");

    @TempDir
    private Path folder;

    private static List<String> expressions() {
        return Stream.concat(Deploy.panels().stream().flatMap(MonitoringTest::expressions), alerts())
                .toList();
    }

    private static Stream<String> expressions(JsonNode panel) {
        return Deploy.list(panel.path("targets")).stream()
                .map(target -> target.path("expr").asText());
    }

    private static Stream<String> alerts() {
        return Deploy.list(Deploy.yaml("alerts.yml").path("groups")).stream()
                .flatMap(group -> Deploy.list(group.path("rules")).stream())
                .map(rule -> rule.path("expr").asText());
    }

    private static Set<String> asked() {
        var metrics = new TreeSet<String>();
        expressions().forEach(expression -> metrics.addAll(PromQl.metrics(expression)));
        for (var variable : Deploy.list(Deploy.dashboard().path("templating").path("list"))) {
            var query = VALUES_OF.matcher(variable.path("query").path("query").asText());
            assertThat(query.matches()).isTrue();
            metrics.add(query.group(1));
        }
        metrics.removeAll(OF_PROMETHEUS);
        return metrics;
    }

    /** Returns the metrics of a server that has done a little of everything, each with the names of its labels. */
    private Map<String, Set<String>> shown() throws IOException, InterruptedException {
        var file = folder.resolve("w.duckdb");
        Server.make(file, TREE::load);
        try (var server = Cli.serve(file)) {
            var api = new Api(server.uri());
            assertThat(api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45)).status()).isEqualTo(200);
            assertThat(api.update(Edit.OfLeaf.of(99, Edit.Op.SET, 45)).status()).isEqualTo(404);
            var request =
                    HttpRequest.newBuilder(server.uri().resolve("/metrics")).build();
            return metrics(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
        }
    }

    private static Map<String, Set<String>> metrics(String scrape) {
        return SAMPLE.matcher(scrape)
                .results()
                .collect(Collectors.toMap(
                        sample -> sample.group(1),
                        sample -> sample.group(2) == null ? Set.of() : labels(sample.group(2)),
                        MonitoringTest::union,
                        TreeMap::new));
    }

    private static Set<String> labels(String labels) {
        return LABEL.matcher(labels).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    @Test
    void what_is_asked_for_is_shown() throws Exception {
        var shown = shown();
        var asked = asked();
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(shown.keySet()).containsAll(asked);
        for (var selector : selectors()) {
            assertThat(shown.get(selector.metric()))
                    .as("labels of %s", selector.metric())
                    .containsAll(selector.labels());
        }
    }

    private static List<Selector> selectors() {
        return expressions().stream()
                .flatMap(expression -> PromQl.selectors(expression).stream())
                .filter(selector -> !OF_PROMETHEUS.contains(selector.metric()))
                .map(selector -> new Selector(selector.metric(), without(selector.labels(), LABELS_OF_PROMETHEUS)))
                .toList();
    }

    private static Set<String> without(Set<String> labels, Set<String> others) {
        var rest = new TreeSet<>(labels);
        rest.removeAll(others);
        return rest;
    }

    @Test
    void panels_have_names_and_places_of_their_own() {
        var panels = Deploy.list(Deploy.dashboard().path("panels"));
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).extracting(panel -> panel.path("title").asText()).doesNotHaveDuplicates();
        var taken = new HashSet<String>();
        for (var panel : panels) {
            var place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    var column = place.path("x").asInt() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(taken.add(column + "," + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void panels_ask_the_source_that_is_provisioned() {
        var source = Deploy.yaml("grafana/provisioning/datasources/prometheus.yml")
                .path("datasources")
                .path(0)
                .path("uid")
                .asText();
        assertThat(Deploy.list(Deploy.dashboard().path("templating").path("list")))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(
                                variable.path("datasource").path("uid").asText())
                        .isEqualTo(source));
        for (var panel : Deploy.panels()) {
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo(source);
            assertThat(panel.path("targets")).isNotEmpty().allSatisfy(target -> {
                assertThat(target.path("expr").asText()).isNotBlank();
                assertThat(target.path("datasource").path("uid").asText()).isEqualTo(source);
            });
        }
    }

    @Test
    void alerts_say_what_is_wrong_and_how_bad_it_is() {
        for (var group : Deploy.list(Deploy.yaml("alerts.yml").path("groups"))) {
            var rules = Deploy.list(group.path("rules"));
            assertThat(rules).extracting(rule -> rule.path("alert").asText()).doesNotHaveDuplicates();
            assertThat(rules).allSatisfy(rule -> {
                assertThat(rule.path("alert").asText()).startsWith("Ducksheet");
                assertThat(rule.path("labels").path("severity").asText()).isIn("warning", "critical");
                assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
                assertThat(rule.path("annotations").path("description").asText())
                        .isNotBlank();
            });
        }
    }
}
