package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RoutesCopy;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A gateway in whose console files of routes may be written; they are a copy, which is mended after each test. */
@TestPropertySource(
        properties = {
            "serai.console-edit=true",
            "serai.step-times=true",
            "serai.watch-interval=0",
            "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
        })
abstract class EditingConsoleTest extends ConsoleTest {

    static final Path HOME = Path.of("target/edited");
    static final String MINE = "routes/models/mine.camel.yaml";
    static final Path MINE_ON_DISK = HOME.resolve("models/mine.camel.yaml");
    static final String ALIAS = RouteFilesPage.NEW;
    static final String BROKEN = ALIAS.replace("target:", "nowhere:");

    static String text(String text) {
        return "{\"text\":" + Json.text(text) + "}";
    }

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry properties) throws IOException {
        RoutesCopy.mirror(Path.of("routes"), HOME);
        properties.add("serai.routes", HOME::toString);
    }

    int serving() throws Exception {
        return json(read("routes")).at("/generations/0/number").asInt();
    }

    void assertNothingChanged(int before) throws Exception {
        assertThat(serving()).isEqualTo(before);
        assertThat(MINE_ON_DISK).doesNotExist();
    }

    @AfterEach
    void restore() throws Exception {
        RoutesCopy.mirror(Path.of("routes"), HOME);
        send("POST", "routes/reload", null);
    }
}
