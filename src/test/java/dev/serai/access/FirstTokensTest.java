package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.store.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokens of a first start are lost by no failure. */
class FirstTokensTest {

    @TempDir
    private Path data;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Replica replica;
    private FirstTokens firstTokens;

    @BeforeEach
    void open() {
        replica = new Replica("", data);
        replica.database.migrate();
        firstTokens = showing(data, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    private FirstTokens showing(Path folder, PrintStream console) {
        return new FirstTokens(replica.projects, replica.tokens, folder, console);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String file(String name) throws IOException {
        return Files.readString(data.resolve(name)).strip();
    }

    private Token known(String secret) {
        return replica.directory.token(secret).orElseThrow().token();
    }

    @Test
    void tokens_arePrintedWrittenAndGood() throws IOException {
        firstTokens.issue();

        assertThat(known(file("admin-token")).role()).isEqualTo(Role.ADMIN);
        Project project = replica.directory
                .project(known(file("project-token")).project())
                .orElseThrow()
                .project();
        assertThat(project.name()).isEqualTo("default");
        assertThat(printed()).containsOnlyOnce(file("admin-token")).containsOnlyOnce(file("project-token"));
        assertThat(replica.audit.page("", Long.MAX_VALUE, 10)).hasSize(3);
    }

    @Test
    void failureAmidst_isMadeGoodByTheNextStart() throws IOException {
        replica.database.sql().sql("alter table project rename to away").update();
        assertThatThrownBy(firstTokens::issue).isInstanceOf(RuntimeException.class);
        assertThat(new Tokens(replica.database).any()).isFalse();
        assertThat(printed()).isEmpty();

        replica.database.sql().sql("alter table away rename to project").update();
        firstTokens.issue();
        known(file("admin-token"));
        known(file("project-token"));
        assertThat(printed()).contains(file("admin-token"), file("project-token"));
    }

    @Test
    void consoleThatFails_losesNothing() throws IOException {
        FirstTokens failing = showing(data, new PrintStream(printed) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("no console");
            }
        });
        assertThatThrownBy(failing::issue).hasMessage("no console");
        known(file("admin-token"));
        known(file("project-token"));
    }

    @Test
    void filesThatCannotBeWritten_leaveWhatIsPrinted() throws IOException {
        Path file = data.resolve("a-file");
        PrivateFiles.write(file, out -> {});
        showing(file, new PrintStream(printed, true, StandardCharsets.UTF_8)).issue();

        List<String> secrets = printed()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(TokenSecret.PREFIX))
                .map(line -> line.split(" ", 2)[0])
                .toList();
        assertThat(secrets).hasSize(2);
        secrets.forEach(this::known);
    }

    @Test
    void projectThatIsThere_isTaken() throws IOException {
        Project before = replica.project("default");
        firstTokens.issue();
        assertThat(known(file("project-token")).project()).isEqualTo(before.id());
    }
}
