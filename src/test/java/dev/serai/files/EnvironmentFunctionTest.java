package dev.serai.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Keys that are files: when a changed one counts, and when it is only being written. */
class EnvironmentFunctionTest {

    @TempDir
    private Path folder;

    private EnvironmentFunction environment;

    @BeforeEach
    void read() throws IOException {
        key("the-first-key");
        StandardEnvironment sources = new StandardEnvironment();
        sources.getPropertySources().addFirst(new ConfigTreePropertySource("secrets", folder));
        environment = new EnvironmentFunction(sources);
        assertThat(environment.apply("A_KEY")).isEqualTo("the-first-key");
    }

    private void key(String key) throws IOException {
        Files.writeString(folder.resolve("A_KEY"), key + "\n");
    }

    @Test
    void replacedFile_isSeen_andGiven() throws Exception {
        assertThat(environment.isChanged()).isFalse();
        key("the-second-key");
        environment.isChanged();

        assertThat(environment.isChanged()).isTrue();
        assertThat(environment.apply("A_KEY")).isEqualTo("the-second-key");
        assertThat(environment.isChanged()).isFalse();
    }

    @Test
    void fileThatIsBeingWritten_isNoChange() throws Exception {
        Files.writeString(folder.resolve("A_KEY"), "");
        assertThat(environment.isChanged()).isFalse();
        key("the-sec");
        assertThat(environment.isChanged()).isFalse();
        key("the-second-key");
        assertThat(environment.isChanged()).isFalse();

        assertThat(environment.isChanged()).isTrue();
    }

    @Test
    void fileThatIsAway_hasWhatItHadLast() throws Exception {
        key("the-second-key");
        environment.apply("A_KEY");
        Files.delete(folder.resolve("A_KEY"));

        environment.isChanged();
        assertThat(environment.isChanged()).isFalse();
        assertThat(environment.apply("A_KEY")).isEqualTo("the-second-key");
    }

    @Test
    void fileThatIsNoKey_isNotRead() throws Exception {
        Files.writeString(folder.resolve("A_KEY"), "x".repeat(1 << 20));

        assertThat(environment.apply("A_KEY")).isEqualTo("the-first-key");
    }

    @Test
    void link_leadsToTheKey() throws Exception {
        Path other = Files.writeString(folder.resolve("..other"), "the-key-behind-a-link");
        Files.delete(folder.resolve("A_KEY"));
        Files.createSymbolicLink(folder.resolve("A_KEY"), other);

        assertThat(environment.apply("A_KEY")).isEqualTo("the-key-behind-a-link");
    }
}
