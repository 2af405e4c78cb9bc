package dev.serai.access;

import dev.serai.access.TokenRegistry.Draft;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.store.Actor;
import dev.serai.store.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where there is no token yet, makes one for the administrator and one for a first project. They are printed once and
 * written to files; the log does not have them.
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
        tokens.issueFirst(Draft.named("first administrator")).ifPresent(admin -> {
            Project project = projects.create(
                    new ProjectRegistry.Draft("default", true, Rules.NONE, Map.of(), Map.of()), Actor.SERAI);
            Issued caller = tokens.issue(project.id(), Draft.named("first token"), Actor.SERAI);
            console.println("This is the first start. Two tokens were made, which are shown only now:");
            show("admin-token", "for /manage", admin.secret());
            show("project-token", "for callers", caller.secret());
        });
    }

    private void show(String name, String purpose, TokenSecret secret) {
        Path file = data.resolve(name);
        console.printf("  %s  %s, also in %s%n", secret.text(), purpose, file);
        try {
            PrivateFiles.write(file, out -> out.write((secret.text() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            LOG.warn("The token could not be written to {}: {}", file, e.toString());
        }
    }
}
