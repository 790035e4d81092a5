package dev.ducksheet.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The file {@code ducksheet.yml}: one line {@code key: value} for each setting. */
final class ConfigurationFile {
    private ConfigurationFile() {}

    static Map<Setting, String> read(Path file) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        if (Files.exists(file)) {
            parse(file).forEach((key, value) -> values.put(setting(key), scalar(key, value)));
        }
        return values;
    }

    private static Map<?, ?> parse(Path file) {
        try {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (content == null) {
                return Map.of();
            }
            if (content instanceof Map<?, ?> map) {
                return map;
            }
            throw new InvalidSettingException(file + " is no list of settings; write one 'key: value' on each line");
        } catch (IOException e) {
            throw new InvalidSettingException(file + " cannot be read: " + e.getMessage());
        } catch (YAMLException e) {
            throw new InvalidSettingException(file + " is no YAML: " + e.getMessage());
        }
    }

    private static Setting setting(Object key) {
        return Setting.named(String.valueOf(key))
                .orElseThrow(() -> new InvalidSettingException(Configuration.FILE_NAME + " sets '" + key
                        + "', which is no setting; the settings are " + known()));
    }

    private static String known() {
        return Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
    }

    private static String scalar(Object key, @Nullable Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new InvalidSettingException(
                key + " in " + Configuration.FILE_NAME + " is '" + value + "'; give it one plain value");
    }
}
