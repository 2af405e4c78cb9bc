package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** However files come to change, by editors, checkouts or mounts: they take effect together, and when they are whole. */
class FolderChangeTest extends ReloadingGatewayTest {

    private int before;

    @BeforeEach
    void answer() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        before = serving();
    }

    @Test
    void severalFilesAtOnce_areOneGeneration() throws Exception {
        write(ACME, provider("acme", "one"));
        write("routes/providers/zeta.camel.yaml", provider("zeta", "two"));
        write("transforms/acme/chat/response.jslt", "{\"id\": \"acme\", * : .}");
        manage("POST", "reload");

        assertThat(serving()).isEqualTo(before + 1);
        assertThat(askedPath("zeta/z")).startsWith("/two/");
        assertThat(json(post(CHAT, chat("acme-1"))).path("id").asText()).isEqualTo("acme");
    }

    @Test
    void editorsFiles_areNotRoutes() throws Exception {
        write("routes/providers/.acme.camel.yaml.swp", "b0VIM");
        write("routes/providers/.#acme.camel.yaml", "lock");
        write("routes/providers/acme.camel.yaml~", "backup");
        write("routes/providers/4913", "");
        write("transforms/.hidden/chat/request.jslt", "{");
        manage("POST", "reload");

        assertThat(serving()).isEqualTo(before);
        assertThat(generation("refused").isMissingNode()).isTrue();
        for (String path : new String[] {"acme.camel.yaml~", "4913", ".acme.camel.yaml.swp", ".#acme.camel.yaml"}) {
            Files.delete(file("routes/providers/" + path));
        }
        Files.delete(file("transforms/.hidden/chat/request.jslt"));
    }

    @Test
    void fileThatIsStillBeingWritten_waits() throws Exception {
        String whole = provider("acme", "one");
        for (int length = 1; length < whole.length(); length += 20) {
            write(ACME, whole.substring(0, length));
            Thread.sleep(15);
        }
        write(ACME, whole);
        awaitNext(before);

        assertThat(askedPath("acme-1")).startsWith("/one/");
    }

    /** As Kubernetes updates a ConfigMap: the files are links through a folder that is itself a link, which is swapped. */
    @Test
    void swappedLinks_areSeen() throws Exception {
        Path mount = file("routes/providers");
        write("routes/providers/..1/acme.camel.yaml", provider("acme", "one"));
        write("routes/providers/..2/acme.camel.yaml", provider("acme", "two"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("acme.camel.yaml"), Path.of("..data/acme.camel.yaml"));
        awaitNext(before);
        assertThat(askedPath("acme-1")).startsWith("/one/");

        Files.createSymbolicLink(mount.resolve("..next"), Path.of("..2"));
        Files.move(mount.resolve("..next"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        awaitNext(before + 1);
        assertThat(askedPath("acme-1")).startsWith("/two/");
    }

    /** As a checkout does it, or a mount: the folder itself is another one. */
    @Test
    void replacedFolder_isSeen() throws Exception {
        Path other = file("other");
        RoutesCopy.mirror(Path.of("routes"), other);
        Files.writeString(other.resolve("providers/acme.camel.yaml"), provider("acme", "one"));
        Files.move(file("routes"), file("old"));
        Files.move(other, file("routes"));
        awaitNext(before);

        assertThat(askedPath("acme-1")).startsWith("/one/");
        FileSystemUtils.deleteRecursively(file("old"));
    }
}
