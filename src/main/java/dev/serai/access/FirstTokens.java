package dev.serai.access;

import dev.serai.access.TokenRegistry.First;
import dev.serai.log.Secrets;
import dev.serai.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where there is no token yet, makes one for the administrator and one for a first project. They are written to files
 * before they count, so that no failure loses them. Only the owner can read these; what is printed is kept by whoever
 * collects logs.
 */
final class FirstTokens {

    private static final String ADMIN = "admin-token";
    private static final String CALLER = "project-token";

    private static final Logger LOG = LoggerFactory.getLogger(FirstTokens.class);

    private final ProjectRegistry projects;
    private final TokenRegistry tokens;
    private final Path data;

    /**
     * Takes where tokens are made.
     *
     * @param data folder of {@code admin-token} and {@code project-token}
     */
    FirstTokens(ProjectRegistry projects, TokenRegistry tokens, Path data) {
        this.projects = projects;
        this.tokens = tokens;
        this.data = data;
    }

    void issue() {
        try {
            tokens.issueFirst(revision -> projects.named("default", revision), this::write)
                    .ifPresent(first -> LOG.info(
                            "This is the first start: {} has a token for /manage, {} one for callers",
                            file(ADMIN),
                            file(CALLER)));
        } catch (UncheckedIOException e) {
            LOG.error(
                    "No first tokens were made, since they could not be kept: {}",
                    e.getCause().toString());
        }
    }

    private void write(First first) {
        write(ADMIN, first.admin().secret());
        write(CALLER, first.caller().secret());
    }

    private Path file(String name) {
        return data.resolve(name);
    }

    private void write(String name, TokenSecret secret) {
        Secrets.known().add(secret.text());
        try {
            PrivateFiles.write(
                    file(name), out -> out.write((secret.text() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
