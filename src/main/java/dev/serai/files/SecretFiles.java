package dev.serai.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Properties that are files, one each, as they are now: Spring reads them once. */
final class SecretFiles {

    private static final int LONGEST = 1 << 16;

    private SecretFiles() {}

    /** What the file of that name has, if the property comes from one. */
    static Optional<String> read(Environment environment, String name) {
        if (environment instanceof ConfigurableEnvironment sources) {
            for (PropertySource<?> source : sources.getPropertySources()) {
                if (source instanceof ConfigTreePropertySource files && files.containsProperty(name)) {
                    return read(files.getOrigin(name));
                }
                boolean combined = ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
                if (!combined && source.containsProperty(name)) {
                    return Optional.empty(); // goes before files
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Origin origin) {
        if (!(origin instanceof TextResourceOrigin text) || text.getResource() == null) {
            return Optional.empty();
        }
        try {
            Path file = text.getResource().getFile().toPath();
            return Files.size(file) > LONGEST
                    ? Optional.empty()
                    : Optional.of(Files.readString(file).stripTrailing());
        } catch (IOException e) { // it is being replaced: what was read before counts
            return Optional.empty();
        }
    }
}
