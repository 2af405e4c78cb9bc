package dev.serai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.wire.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where files of routes are written, and where not. */
class EditedFolderTest {

    private static final byte[] TEXT = "- route: {}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path home;

    private Path routes;
    private EditedFolder folder;

    @BeforeEach
    void make() throws IOException {
        routes = Files.createDirectories(home.resolve("routes"));
        Files.createDirectories(routes.resolve("models"));
        Files.writeString(home.resolve("secret.yaml"), "outside");
        folder = new EditedFolder(routes);
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void assertRefused(String file, int status) throws IOException {
        List<String> before = everything();
        assertThatThrownBy(() -> folder.write(file, TEXT))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.status()).as(e.getMessage()).isEqualTo(status));
        assertThatThrownBy(() -> folder.read(file)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> folder.remove(file)).isInstanceOf(ApiException.class);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void file_isWrittenWhole_andNothingIsLeftBeside() throws IOException {
        folder.write("models/mine.camel.yaml", TEXT);
        folder.write("models/mine.camel.yaml", "two".getBytes(StandardCharsets.UTF_8));

        assertThat(folder.read("models/mine.camel.yaml")).asString().isEqualTo("two");
        assertThat(everything()).containsExactly("routes/models/mine.camel.yaml", "secret.yaml");
        folder.remove("models/mine.camel.yaml");
        assertThat(folder.read("models/mine.camel.yaml")).isNull();
    }

    @Test
    void whoCouldReadIt_stillCan() throws IOException {
        Path file = Files.write(routes.resolve("models/a.yaml"), TEXT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        folder.write("models/a.yaml", TEXT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../secret.yaml",
                "models/../../secret.yaml",
                "./router.camel.yaml",
                "models//a.yaml",
                "/etc/a.yaml",
                "models/.a.yaml",
                "..%2fsecret.yaml",
                "models\\..\\..\\secret.yaml",
                "models/a.yaml\u0000.yaml",
                "models/a.yaml\n",
                "models/a.java",
                "models/a.yaml/",
                "models/a b.yaml",
                "models/\u202e.yaml"
            })
    void nameThatIsNone_isRefused(String file) throws IOException {
        assertRefused(file, 422);
    }

    @Test
    void nameThatIsTooLong_isRefused() throws IOException {
        assertRefused("models/" + "a".repeat(300) + ".yaml", 422);
    }

    @Test
    void link_isLeftAsItIs() throws IOException {
        Files.createSymbolicLink(routes.resolve("models/linked.yaml"), home.resolve("secret.yaml"));
        Files.createSymbolicLink(routes.resolve("out"), home);
        Files.createSymbolicLink(routes.resolve("models/dangling.yaml"), home.resolve("nothing.yaml"));

        assertRefused("models/linked.yaml", 409);
        assertRefused("out/secret.yaml", 409);
        assertRefused("models/dangling.yaml", 409);
        assertThat(home.resolve("secret.yaml")).hasContent("outside");
    }

    @Test
    void folderThatIsNone_isRefused() throws IOException {
        Files.createDirectories(routes.resolve("models/folder.yaml"));

        assertRefused("nowhere/a.yaml", 409);
        assertRefused("models/folder.yaml", 409);
        folder = new EditedFolder(home.resolve("none"));
        assertRefused("models/a.yaml", 409);
    }

    @Test
    void folderBehindALink_isWrittenTo() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), routes);

        new EditedFolder(link).write("models/a.yaml", TEXT);

        assertThat(routes.resolve("models/a.yaml")).hasBinaryContent(TEXT);
    }
}
