package dev.ducksheet.cli.config;

import dev.ducksheet.cli.config.Configured.Source;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration in force but for the flags, which each command adds. Immutable. */
public final class Configuration {
    /** The name of the file, in the folder in which the command is started. */
    public static final String FILE_NAME = "ducksheet.yml";

    private final Map<String, String> variables;
    private final Map<Setting, String> file;

    private Configuration(Map<String, String> variables, Map<Setting, String> file) {
        this.variables = Map.copyOf(variables);
        this.file = Map.copyOf(file);
    }

    /**
     * Reads the configuration of that environment and of the {@code ducksheet.yml} in that folder, if there is one.
     *
     * @throws InvalidSettingException if the file cannot be read or names what is no setting
     */
    public static Configuration of(Map<String, String> variables, Path folder) {
        return new Configuration(variables, ConfigurationFile.read(folder.resolve(FILE_NAME)));
    }

    /**
     * Returns the value in force.
     *
     * @param flag what the command line says; null if nothing
     * @throws InvalidSettingException if the value cannot be one of that setting
     */
    public Configured value(Setting setting, @Nullable String flag) {
        Configured found = find(setting, flag);
        if (found.source() != Source.DEFAULT) {
            setting.complaint(found.value()).ifPresent(remedy -> {
                throw new InvalidSettingException(found.origin() + " is '" + found.shown() + "'; " + remedy);
            });
        }
        return found;
    }

    private Configured find(Setting setting, @Nullable String flag) {
        if (flag != null) {
            return new Configured(setting, flag, Source.FLAG);
        }
        String variable = variables.get(setting.variable());
        if (variable != null && !variable.isEmpty()) {
            return new Configured(setting, variable, Source.ENVIRONMENT);
        }
        String written = file.get(setting);
        return written == null
                ? new Configured(setting, setting.preset(), Source.DEFAULT)
                : new Configured(setting, written, Source.FILE);
    }
}
