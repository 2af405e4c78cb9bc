package dev.serai.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts that are broken are told, and the others are there. */
class BundleTest {

    /** What Jackson cannot write. */
    private static final class Unreadable {

        @JsonProperty("broken")
        @SuppressWarnings({"unused", "DoNotCallSuggester"}) // Jackson asks it
        String broken() {
            throw new IllegalStateException("cannot say");
        }
    }

    /** What Jackson cannot write for want of a class. */
    private static final class Unloadable {

        @JsonProperty("broken")
        @SuppressWarnings({"unused", "DoNotCallSuggester"}) // Jackson asks it
        String broken() {
            throw new NoClassDefFoundError("is not there");
        }
    }

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Bundle bundle = new Bundle(workers, Json.MAPPER, Duration.ofMillis(200));

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    static Map<String, String> files(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private Map<String, String> of(Part... parts) throws Exception {
        return files(bundle.zip(List.of(parts)));
    }

    @Test
    void parts_areFiles() throws Exception {
        Map<String, String> files =
                of(new Part("a.json", "", () -> Map.of("a", List.of(1, "two"))), new Part("b.txt", "", () -> "b\nb\n"));

        assertThat(files).containsOnlyKeys("a.json", "b.txt");
        assertThat(Json.MAPPER.readTree(files.get("a.json")).at("/a/1").asText())
                .isEqualTo("two");
        assertThat(files.get("b.txt")).isEqualTo("b\nb\n");
    }

    @Test
    void brokenParts_sayWhy() throws Exception {
        Map<String, String> files = of(
                new Part("a.json", "", () -> {
                    throw new IOException("the disk is gone");
                }),
                new Part("b.txt", "", () -> {
                    throw new StackOverflowError("too deep");
                }),
                new Part("c.json", "", Unreadable::new),
                new Part("d.txt", "", () -> "well"),
                new Part("e.json", "", Unloadable::new));

        assertThat(Json.MAPPER.readTree(files.get("a.json")).path("failed").asText())
                .contains("the disk is gone");
        assertThat(files.get("b.txt")).contains("too deep");
        assertThat(Json.MAPPER.readTree(files.get("c.json")).path("failed").asText())
                .contains("cannot say");
        assertThat(files.get("d.txt")).isEqualTo("well");
        assertThat(Json.MAPPER.readTree(files.get("e.json")).path("failed").asText())
                .contains("is not there");
    }

    @Test
    void partThatHangs_holdsUpNobody() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Map<String, String> files = of(
                new Part("a.txt", "", () -> {
                    never.await();
                    return "";
                }),
                new Part("b.txt", "", () -> "well"));

        assertThat(files.get("a.txt")).contains("took longer");
        assertThat(files.get("b.txt")).isEqualTo("well");
    }

    @Test
    void largeTexts_areCut() throws Exception {
        Map<String, String> files = of(
                new Part("a.txt", "", () -> "x".repeat(20 << 20)), new Part("b.json", "", () -> "x".repeat(20 << 20)));

        assertThat(files.get("a.txt")).hasSizeLessThan(5 << 20).endsWith("more characters)\n");
        assertThat(Json.MAPPER.readTree(files.get("b.json")).path("failed").asText())
                .contains("too much");
    }

    @Test
    void secrets_areTakenOutAndJsonStaysJson() throws Exception {
        Secrets.known().add("bundle-canary-0123456789");
        Map<String, Object> document = Map.of(
                "cookie: a",
                "set-cookie: a=b; c",
                "known",
                "x bundle-canary-0123456789 y",
                "bundle-canary-0123456789",
                List.of("Authorization: Bearer 0123456789abcdef", "http://me:hidden-here@host/"));
        Map<String, String> files = of(
                new Part("a.json", "", () -> document),
                new Part("b.txt", "", () -> "one\nAuthorization: abc def\ntwo\n"));

        Json.MAPPER.readTree(files.get("a.json"));
        assertThat(files.toString())
                .doesNotContain("bundle-canary", "0123456789abcdef", "hidden-here", "a=b", "abc def");
        assertThat(files.get("b.txt")).contains("one\n", "\ntwo\n");
    }
}
