package dev.serai.access;

import dev.serai.store.PrivateFiles;
import dev.serai.wire.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in a file, for a start while the database is away. It holds what the database holds: hashes, and keys
 * that are encrypted.
 *
 * @param file where; replaced as a whole
 */
record Snapshot(Path file) {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    /**
     * What is in it.
     *
     * @param at when it was written
     */
    record Contents(Instant at, List<Project> projects, List<Token> tokens) {

        /** Refuses what is no snapshot. */
        Contents {
            Objects.requireNonNull(projects, "projects");
            Objects.requireNonNull(tokens, "tokens");
        }
    }

    void write(List<Project> projects, List<Token> tokens) throws IOException {
        PrivateFiles.write(file, out -> {
            try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
                Json.MAPPER.writeValue(zipped, new Contents(Instant.now(), projects, tokens));
            }
        });
    }

    /** What it holds, if there is one that can be read. */
    Optional<Contents> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return Optional.ofNullable(Json.MAPPER.readValue(in, Contents.class));
        } catch (IOException e) {
            LOG.error("The snapshot {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
