package dev.serai.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.routing.CheckCommand;
import dev.serai.support.RoutesCopy;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts and the channel that {@code docs/alerts.md} shows may serve beside the shipped files. */
class AlertPageTest {

    @TempDir
    private Path folder;

    @Test
    void filesOfThePage_mayServe() throws Exception {
        RoutesCopy.mirror(Path.of("routes"), folder.resolve("routes"));
        RoutesCopy.mirror(Path.of("transforms"), folder.resolve("transforms"));
        int written = 0;
        for (Page.Block block : new Page(Path.of("docs/alerts.md")).blocks()) {
            boolean route = block.code().contains("oute:");
            boolean transform = block.file() != null && block.file().endsWith(".jslt");
            if (block.file() != null && (route || transform)) {
                Files.writeString(folder.resolve(block.file()), block.code());
                written++;
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = new CheckCommand()
                .run(
                        List.of(folder.toString()),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("may serve");
        assertThat(code).isZero();
        assertThat(written).isEqualTo(4);
    }
}
