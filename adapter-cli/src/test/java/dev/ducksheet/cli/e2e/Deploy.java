package dev.ducksheet.cli.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the folder deploy. */
final class Deploy {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("deploy");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Deploy() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what a YAML file has, as a tree. */
    static JsonNode yaml(String file) {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return JSON.valueToTree(yaml.load(text(FOLDER.resolve(file))));
    }

    static JsonNode dashboard() {
        try {
            return JSON.readTree(text(FOLDER.resolve("grafana/dashboards/ducksheet.json")));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the dashboard is no JSON", e);
        }
    }

    /** Returns the panels that show something, without the headings between them. */
    static List<JsonNode> panels() {
        return list(dashboard().path("panels")).stream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    static List<JsonNode> list(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false).toList();
    }

    static List<String> texts(JsonNode nodes) {
        return list(nodes).stream().map(JsonNode::asText).toList();
    }
}
