package dev.serai.routing;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.serai.check.AllowedComponents;
import dev.serai.check.DraftPlaceholders;
import dev.serai.check.JavaBuilders;
import dev.serai.check.JavaFiles;
import dev.serai.check.KnownBeans;
import dev.serai.check.YamlNodes;
import dev.serai.files.GenerationFolders;
import dev.serai.files.YamlFile;
import dev.serai.vault.Vaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The settings that say what files may do and where they are, for commands: of the environment, of {@code application.yaml}
 * here or in {@code config/}, or that of the jar. An application would take seconds to tell.
 */
final class ShellSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)(?::([^}]*))?}");

    private final List<Node> files = new ArrayList<>();

    ShellSettings() throws IOException {
        for (String place : List.of("config/application.yaml", "config/application.yml", "application.yaml")) {
            if (Files.isRegularFile(Path.of(place))) {
                add(place, Files.readAllBytes(Path.of(place)));
            }
        }
        try (InputStream shipped = ShellSettings.class.getResourceAsStream("/application.yaml")) {
            if (shipped != null) {
                add("application.yaml", shipped.readAllBytes());
            }
        }
    }

    private void add(String name, byte[] content) {
        files.add(new YamlFile(name).root(new String(content, StandardCharsets.UTF_8), "the file is empty"));
    }

    /** The components that route files may use. */
    private Set<String> components() {
        return AllowedComponents.with(Arrays.asList(text("components").split(",", -1)));
    }

    /** The caches and databases that are configured. */
    private ShellResources resources() {
        return new ShellResources(names("caches"), names("datasources"));
    }

    private Set<String> names(String section) {
        Set<String> names = new TreeSet<>();
        for (Node file : files) {
            Node serai = YamlNodes.fields(file).get("serai");
            Node named = serai == null ? null : YamlNodes.fields(serai).get(section);
            if (named != null) {
                names.addAll(YamlNodes.fields(named).keySet());
            }
        }
        return names;
    }

    /** Looks at files that are to serve so; which beans Spring would have is not known. */
    FilesCheck check() {
        return new FilesCheck(
                List.of(new KnownBeans()),
                components(),
                new JavaBuilders(List::of, new JavaFiles(Boolean.parseBoolean(text("java-files")))),
                resources()::addTo,
                vaults());
    }

    /** The functions by which files ask vaults. */
    private Set<String> vaults() {
        return Vaults.functions(text("vault-functions"));
    }

    /** What files read of the environment, and of vaults, which nobody asks here. */
    DraftPlaceholders placeholders() {
        return new DraftPlaceholders(ShellSettings::environment, vaults());
    }

    GenerationFolders folders() {
        return new GenerationFolders(Path.of(text("routes")), Path.of(text("transforms")));
    }

    private String text(String name) {
        String given = environment("serai." + name);
        if (given != null) {
            return given;
        }
        for (Node file : files) {
            Node section = YamlNodes.fields(file).get("serai");
            Node value = section == null ? null : YamlNodes.fields(section).get(name);
            if (value instanceof SequenceNode list) {
                return String.join(
                        ",", list.getValue().stream().map(YamlFile::text).toList());
            } else if (value != null) {
                return resolved(YamlFile.text(value));
            }
        }
        return name;
    }

    private static String resolved(String text) {
        Matcher placeholders = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        int end = 0;
        while (placeholders.find()) {
            String value = environment(placeholders.group(1));
            String otherwise = placeholders.group(2) == null ? "" : placeholders.group(2);
            resolved.append(text.substring(end, placeholders.start())).append(value == null ? otherwise : value);
            end = placeholders.end();
        }
        return resolved.append(text.substring(end)).toString();
    }

    /** A system property or an environment variable, null if it is neither. */
    static String environment(String name) {
        String property = System.getProperty(name);
        if (property != null) {
            return property;
        }
        String variable = System.getenv(name);
        return variable == null
                ? System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""))
                : variable;
    }
}
