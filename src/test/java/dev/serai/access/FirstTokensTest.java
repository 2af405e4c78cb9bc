package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The tokens of a first start are lost by no failure. */
@ExtendWith(OutputCaptureExtension.class)
class FirstTokensTest {

    @TempDir
    private Path data;

    private Replica replica;
    private FirstTokens firstTokens;

    @BeforeEach
    void open() {
        replica = new Replica("", data);
        replica.database.migrate();
        firstTokens = in(data);
    }

    @AfterEach
    void close() {
        replica.close();
    }

    private FirstTokens in(Path folder) {
        return new FirstTokens(replica.projects, replica.tokens, folder);
    }

    private String file(String name) throws IOException {
        return Files.readString(data.resolve(name)).strip();
    }

    private Token known(String secret) {
        return replica.directory.token(secret).orElseThrow().token();
    }

    @Test
    void tokens_areWrittenAndGoodAndNotShown(CapturedOutput output) throws IOException {
        firstTokens.issue();

        assertThat(known(file("admin-token")).role()).isEqualTo(Role.ADMIN);
        Project project = replica.directory
                .project(known(file("project-token")).project())
                .orElseThrow()
                .project();
        assertThat(project.name()).isEqualTo("default");
        assertThat(output)
                .contains(
                        data.resolve("admin-token").toString(),
                        data.resolve("project-token").toString())
                .doesNotContain(TokenSecret.PREFIX);
        assertThat(Files.getPosixFilePermissions(data.resolve("admin-token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(replica.audit.page("", Long.MAX_VALUE, 10)).hasSize(3);
    }

    @Test
    void failureAmidst_isMadeGoodByTheNextStart() throws IOException {
        replica.database.sql().sql("alter table project rename to away").update();
        assertThatThrownBy(firstTokens::issue).isInstanceOf(RuntimeException.class);
        assertThat(new Tokens(replica.database).any()).isFalse();

        replica.database.sql().sql("alter table away rename to project").update();
        firstTokens.issue();
        known(file("admin-token"));
        known(file("project-token"));
    }

    @Test
    void tokensThatCannotBeKept_areNotMade(CapturedOutput output) throws IOException {
        Path file = data.resolve("a-file");
        PrivateFiles.write(file, out -> {});
        in(file).issue();

        assertThat(new Tokens(replica.database).any()).isFalse();
        assertThat(output).contains("No first tokens were made").doesNotContain(TokenSecret.PREFIX);
        firstTokens.issue();
        known(file("admin-token"));
    }

    @Test
    void projectThatIsThere_isTaken() throws IOException {
        Project before = replica.project("default");
        firstTokens.issue();
        assertThat(known(file("project-token")).project()).isEqualTo(before.id());
    }
}
