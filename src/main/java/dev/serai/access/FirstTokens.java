package dev.serai.access;

import dev.serai.access.TokenRegistry.First;
import dev.serai.store.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where there is no token yet, makes one for the administrator and one for a first project. They are written to files
 * before they count, so that no failure loses them, and then printed once; the log does not have them.
 */
final class FirstTokens {

    private static final Logger LOG = LoggerFactory.getLogger(FirstTokens.class);

    private final ProjectRegistry projects;
    private final TokenRegistry tokens;
    private final Path data;
    private final PrintStream console;

    /**
     * Takes where tokens are made.
     *
     * @param data folder of {@code admin-token} and {@code project-token}
     */
    FirstTokens(ProjectRegistry projects, TokenRegistry tokens, Path data, PrintStream console) {
        this.projects = projects;
        this.tokens = tokens;
        this.data = data;
        this.console = console;
    }

    void issue() {
        tokens.issueFirst(revision -> projects.named("default", revision), this::write)
                .ifPresent(this::print);
    }

    private void write(First first) {
        write("admin-token", first.admin().secret());
        write("project-token", first.caller().secret());
    }

    private void write(String name, TokenSecret secret) {
        Path file = data.resolve(name);
        try {
            PrivateFiles.write(file, out -> out.write((secret.text() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            LOG.warn("The token could not be written to {}: {}", file, e.toString());
        }
    }

    private void print(First first) {
        console.println("This is the first start. Two tokens were made, which are shown only now:");
        print("admin-token", "for /manage", first.admin().secret());
        print("project-token", "for callers", first.caller().secret());
    }

    private void print(String name, String purpose, TokenSecret secret) {
        console.printf("  %s  %s, also in %s%n", secret.text(), purpose, data.resolve(name));
    }
}
