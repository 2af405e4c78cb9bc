package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.OwnGateway;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway whose disk, a small one of its own, is full for a while. */
class FullDiskTest {

    private static final String[] ADMIN = {"Authorization", "Bearer admin-canary"};
    private static final String CHAT =
            "{\"model\":\"simulator/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir
    private Path folder;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString());
        assumeTrue(mounted, "a disk of a few megabytes can be mounted by root on Linux only");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    private static JsonNode make(OwnGateway gateway, String what, String body) throws Exception {
        HttpResponse<String> made = gateway.send("POST", "/manage/" + what, body, ADMIN);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made);
    }

    /** Fills the disk, to its last byte. */
    private Path fill() throws IOException {
        Path file = folder.resolve("filler");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] block = new byte[4096]; ; ) {
                out.write(block);
            }
        } catch (IOException full) {
            return file;
        }
    }

    @Test
    void diskThatWasFull_lostNothingAndIsUsedAgain() throws Exception {
        try (OwnGateway gateway = OwnGateway.start(
                Map.of("serai.data", folder.resolve("data").toString(), "serai.admin-key", "admin-canary"))) {
            String project = make(gateway, "projects", "{\"name\":\"filled\"}")
                    .path("id")
                    .asText();
            JsonNode token = make(gateway, "tokens", "{\"project\":\"" + project + "\",\"name\":\"caller\"}");
            String[] caller = {"Authorization", "Bearer " + token.path("secret").asText()};
            String id = token.at("/token/id").asText();
            List<String> served = new ArrayList<>();
            served.add(chat(gateway, caller));

            Path filler = fill();
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            while (System.nanoTime() < end) {
                served.add(chat(gateway, caller));
                Thread.sleep(20); // each of them is looked for at the end
            }
            HttpResponse<String> refused = revoke(gateway, id);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(json(refused).path("code").asText()).isEqualTo("database_unavailable");

            Files.delete(filler);
            long freed = System.nanoTime();
            await().until(() -> revoke(gateway, id).statusCode() < 300);
            assertThat(Duration.ofNanos(System.nanoTime() - freed)).isLessThan(Duration.ofSeconds(15));
            assertThat(gateway.send("POST", "/v1/chat/completions", CHAT, caller)
                            .statusCode())
                    .isEqualTo(401);
            for (String request : served) {
                await().until(() -> json(gateway.get("/manage/usage/records?request_id=" + request, ADMIN))
                                .path("data")
                                .size()
                        == 1);
            }
            await().until(() ->
                    json(gateway.get("/health")).path("status").asText().equals("UP"));
        }
    }

    private static HttpResponse<String> revoke(OwnGateway gateway, String id) throws Exception {
        return gateway.send("POST", "/manage/tokens/" + id + "/revoke", "", ADMIN);
    }

    private static String chat(OwnGateway gateway, String... caller) throws Exception {
        HttpResponse<String> answer = gateway.send("POST", "/v1/chat/completions", CHAT, caller);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }
}
