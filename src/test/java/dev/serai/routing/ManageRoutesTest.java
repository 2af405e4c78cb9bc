package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code /manage/routes}, used by hand. */
class ManageRoutesTest extends ReloadingGatewayTest {

    private static final String BROKEN = "- rout: {}";

    @Test
    void report_showsGenerationsAndRoutesWithTheirFiles() throws Exception {
        JsonNode report = json(manage("GET", ""));

        assertThat(report.at("/generations/0/state").asText()).isEqualTo("serving");
        assertThat(report.at("/generations/0/digest").asText()).matches("[0-9a-f]{12}");
        assertThat(report.at("/generations/0/loadedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(report.path("routes").findValuesAsText("id")).contains("router", "provider-openai", "model-smart");
        assertThat(report.path("routes").findValuesAsText("file"))
                .contains(
                        "routes/router.camel.yaml",
                        "routes/providers/openai.camel.yaml",
                        "routes/models/smart.camel.yaml");
        assertThat(report.path("routes").findValuesAsText("status")).containsOnly("Started");
    }

    @Test
    void reload_withoutAChange_changesNothing() throws Exception {
        int before = serving();

        assertThat(manage("POST", "reload").statusCode()).isEqualTo(200);
        assertThat(serving()).isEqualTo(before);
    }

    @Test
    void reload_ofAMistake_is422WithItsPlace() throws Exception {
        write(ACME, BROKEN);
        HttpResponse<String> response = manage("POST", "reload");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body())
                .contains("{\"file\":\"" + ACME
                        + "\",\"line\":1,\"reason\":\"Unknown node id: rout: did you mean route?\"}");
    }

    @Test
    void rollback_bringsThePreviousGenerationBackUntilFilesChange() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        write(ACME, provider("acme", "one"));
        manage("POST", "reload");
        int before = serving();

        assertThat(manage("POST", "rollback").statusCode()).isEqualTo(200);
        assertThat(serving()).isEqualTo(before + 1);
        assertThat(generation("serving").path("cause").asText()).isEqualTo("rollback to generation " + (before - 1));
        assertThat(post("/v1/chat/completions", chat("acme-1")).statusCode()).isEqualTo(404);
        Thread.sleep(300);
        assertThat(serving()).as("what is on disk is not taken up again").isEqualTo(before + 1);

        write(ACME, provider("acme", "two"));
        awaitNext(before + 1);
        assertThat(post("/v1/chat/completions", chat("acme-1")).statusCode()).isEqualTo(200);
    }

    @Test
    void check_ofTheFolder_changesNothing() throws Exception {
        int before = serving();
        assertThat(manage("POST", "check").body()).startsWith("{\"valid\":true,\"problems\":[],");
        assertThat(serving()).isEqualTo(before);
        assertThat(generation("draining").isMissingNode()).isTrue();
    }

    @Test
    void check_ofAnArchive_reportsItsMistakes() throws Exception {
        HttpResponse<String> response = upload(Archives.zip(
                Map.of("routes/inbound/x.camel.yaml", "- route:\n    id: x\n", "transforms/a/b.jslt", "{\"a\": $b}")));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).path("valid").asBoolean()).isFalse();
        assertThat(json(response).path("problems").findValuesAsText("file"))
                .contains("routes/inbound/x.camel.yaml", "transforms/a/b.jslt");
    }

    @Test
    void check_ofAnArchiveWithOneFolder_takesTheOtherFromDisk() throws Exception {
        Map<String, String> transforms = new TreeMap<>(Map.of("./transforms/a/b.jslt", "."));
        Path folder = file("transforms");
        try (Stream<Path> named = Files.walk(folder).filter(Files::isRegularFile)) { // by routes on disk
            for (Path file : named.toList()) {
                transforms.put("transforms/" + folder.relativize(file), Files.readString(file));
            }
        }
        assertThat(upload(Archives.zip(transforms)).statusCode()).isEqualTo(200);
        assertThat(upload(Archives.zip(Map.of("./transforms/a/b.jslt", "."))).body())
                .as("what the routes on disk name, and the archive lacks")
                .contains("'openai-chat' in dialect is unknown");
    }

    @Test
    void archiveThatIsNone_is400() throws Exception {
        assertThat(upload("no archive".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(upload(Archives.zip(Map.of("README.md", "x"))).statusCode()).isEqualTo(400);
        assertThat(json(upload(Archives.zip(Map.of("README.md", "x"))))
                        .path("detail")
                        .asText())
                .contains("routes/");
    }

    @Test
    void archiveThatUnpacksToTooMuch_is413() throws Exception {
        assertThat(upload(Archives.zip(Map.of("routes/a.yaml", " ".repeat(17 << 20))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void wrongMethod_isRefusedLikeAnywhere() throws Exception {
        assertThat(manage("DELETE", "").statusCode()).isEqualTo(405);
        assertThat(manage("POST", "nonsense").statusCode()).isEqualTo(404);
    }
}
