package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class HoldsCommandTest {
    private static final String ID = "[-0-9a-f]{36}";

    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    @Test
    void a_hold_is_placed_listed_and_lifted() {
        var placed = shell.run("holds", "place", "sales", "quantity", "--where", "product_id=2", "--editor", "ana");
        assertThat(placed.out()).matches("Held sales.quantity where product_id = 2, as " + ID + "\n");
        var id = placed.out().replaceFirst("(?s).* as (\\S+)\\s*", "$1");
        assertThat(shell.run("holds", "list", "--format", "csv").out())
                .isEqualTo("id,table,column,condition,editor\n" + id + ",sales,quantity,product_id = 2,ana\n");
        assertThat(shell.run("holds", "lift", id)).isEqualTo(new Shell.Result(0, "Lifted " + id + "\n", ""));
        assertThat(shell.run("holds", "list").out()).isEqualTo("There are none.\n");
    }

    @Test
    void outcomes_come_as_json_too() {
        var placed = shell.run("holds", "place", "sales", "quantity", "--where", "product_id = 2", "--json")
                .out();
        assertThat(placed)
                .matches("\\{\"status\":\"placed\",\"update_id\":\"" + ID + "\",\"hold\":\\{\"id\":\"" + ID
                        + "\",\"table\":\"sales\",\"column\":\"quantity\",\"condition\":\"product_id = 2\","
                        + "\"editor\":\".+\"}}\n");
        var id = placed.replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(shell.run("holds", "lift", id, "--json").out())
                .matches("\\{\"status\":\"lifted\",\"update_id\":\"" + ID + "\",\"hold\":\"" + id + "\"}\n");
    }

    @Test
    void an_empty_list_is_valid_json() {
        assertThat(shell.run("holds", "list", "--json").out()).contains("\"rows\": []}");
    }

    @Test
    void a_hold_that_is_not_there_cannot_be_lifted() {
        var result = shell.run("holds", "lift", "01989d7c-1111-7abc-8def-0123456789ab");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).endsWith("(unknown-hold)\n");
        assertThat(shell.run("holds", "lift", "7").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void what_cannot_be_held_is_refused() {
        var result = shell.run("holds", "place", "sales", "quality", "--where", "product_id = 2");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).endsWith("(unknown-column)\n");
    }

    @Test
    void without_a_command_it_asks_which() {
        var result = shell.run("holds");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("list, place or lift");
    }
}
