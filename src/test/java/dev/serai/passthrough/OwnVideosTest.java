package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos are the project's alone for which they were made. */
class OwnVideosTest extends VideoTest {

    @Test
    void video_isNotThereForOthers() throws Exception {
        TokenRegistry.Issued maker = maker();
        TokenRegistry.Issued other = caller("openai");
        answers(Script.typed(200, "video/mp4", "bytes"));

        for (String path : List.of("", "/content", "/content?variant=thumbnail")) {
            HttpResponse<String> own = ask(maker, "GET", "/v1/videos/" + video + path, null);
            assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
            assertThat(own.headers().firstValue("content-type")).contains("video/mp4");
            assertRefused(ask(other, "GET", "/v1/videos/" + video + path, null), 404, "not_found");
        }
        assertThat(lastPassed().path()).isEqualTo("/openai/videos/" + video + "/content?variant=thumbnail");
        int seen = passed().size();
        assertRefused(ask(other, "DELETE", "/v1/videos/" + video, null), 404, "not_found");
        assertRefused(ask(other, "POST", "/v1/videos/" + video + "/remix", "{\"prompt\":\"p\"}"), 404, "not_found");
        HttpResponse<String> unknown = ask(other, "GET", "/v1/videos/video_nobodys1", null);
        assertRefused(unknown, 404, "not_found");
        assertThat(ask(other, "GET", "/v1/videos/" + video, null).body())
                .isEqualTo(unknown.body().replace("video_nobodys1", video));
        assertThat(passed()).hasSize(seen);
    }

    @Test
    void deletedVideo_isGone() throws Exception {
        TokenRegistry.Issued maker = maker();
        answers(Script.json(200, "{\"id\":\"" + video + "\",\"object\":\"video.deleted\",\"deleted\":true}"));

        assertThat(ask(maker, "DELETE", "/v1/videos/" + video, null).statusCode())
                .isEqualTo(200);

        assertRefused(ask(maker, "GET", "/v1/videos/" + video, null), 404, "not_found");
    }

    @Test
    void list_isOfTheProjectsOwn_atWhoMadeThem() throws Exception {
        TokenRegistry.Issued maker = maker();
        answers(Script.json(
                200,
                "{\"object\":\"list\",\"data\":[" + video("") + ",{\"id\":\"video_others1\"}],\"has_more\":false}"));

        JsonNode list = json(ask(maker, "GET", "/v1/videos?limit=5", null));

        assertThat(lastPassed().path()).isEqualTo("/openai/videos?limit=5");
        assertThat(list.path("data")).hasSize(1);
        assertThat(list.at("/data/0/id").asText()).isEqualTo(video);
        assertRefused(ask(caller(), "GET", "/v1/videos", null), 400, "provider_not_named");
    }

    @Test
    void anotherOneOfAVideo_isPaidForAsMuch_andIsTheProjectsAsWell() throws Exception {
        TokenRegistry.Issued maker = maker();
        String second = "video_" + UUID.randomUUID().toString().replace("-", "");
        answers(Script.json(200, video("").replace(video, second)));

        HttpResponse<String> remixed = ask(maker, "POST", "/v1/videos/" + video + "/remix", "{\"prompt\":\"p\"}");

        assertThat(lastPassed().path()).isEqualTo("/openai/videos/" + video + "/remix");
        assertThat(lastPassed().text()).isEqualTo("{\"prompt\":\"p\"}");
        assertThat(recorded(remixed)).containsEntry("video_ms", 8000L).containsEntry("model", "sora-9");
        HttpResponse<String> third = ask(maker, "POST", "/v1/videos/" + second + "/remix", "{\"prompt\":\"p\"}");
        assertThat(recorded(third)).containsEntry("video_ms", 8000L);
        answers(Script.json(400, "{\"error\":{\"message\":\"no\"}}"));
        HttpResponse<String> refused = ask(maker, "POST", "/v1/videos/" + second + "/remix", "{\"prompt\":\"p\"}");
        assertThat(recorded(refused)).containsEntry("video_ms", 0L).containsEntry("status", 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"p\",\"model\":\"sora-9-pro\"}",
                "{\"prompt\":\"p\",\"seconds\":12}",
                "{\"prompt\":\"p\",\"\\u006dodel\":\"x\"}",
                "{\"prompt\":\"p\",\"n\":[2]}",
                "{}",
                "[]",
                "",
                "{\"prompt\""
            })
    void anotherOneOfAVideo_isOfItsModelAndLength(String body) throws Exception {
        TokenRegistry.Issued maker = maker();
        int seen = passed().size();

        HttpResponse<String> refused = ask(maker, "POST", "/v1/videos/" + video + "/remix", body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(passed()).hasSize(seen);
    }

    @Test
    void anotherOneInAForm_isOfItsModelAsWell() throws Exception {
        TokenRegistry.Issued maker = maker();
        String prompt =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\np\r\n--" + BOUNDARY;
        String model = "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--" + BOUNDARY;
        String[] type = {"Content-Type", "multipart/form-data; boundary=" + BOUNDARY};

        HttpResponse<String> remixed = ask(maker, "POST", "/v1/videos/" + video + "/remix", prompt + "--\r\n", type);
        HttpResponse<String> refused =
                ask(maker, "POST", "/v1/videos/" + video + "/remix", prompt + model + "--\r\n", type);

        assertThat(remixed.statusCode()).as(remixed.body()).isEqualTo(200);
        assertRefused(refused, 400, "unsupported_parameter");
    }

    @Test
    void tokenWithoutTheModel_seesItsProjectsVideos_andHasNoneMade() throws Exception {
        Project project = project(Rules.NONE);
        TokenRegistry.Issued maker = token(project, Rules.NONE);
        answers(Script.json(200, video("")));
        ask(maker, "POST", "/v1/videos", ASKED);
        TokenRegistry.Issued restricted = token(project, only("openai/gpt-5.1"));
        TokenRegistry.Issued allowed = token(project, only(MODEL));
        int seen = passed().size();

        assertRefused(ask(restricted, "POST", "/v1/videos", ASKED), 403, "model_not_allowed");
        assertRefused(
                ask(restricted, "POST", "/v1/videos/" + video + "/remix", "{\"prompt\":\"p\"}"),
                403,
                "model_not_allowed");
        assertThat(passed()).hasSize(seen);
        assertThat(ask(restricted, "GET", "/v1/videos/" + video, null).statusCode())
                .isEqualTo(200);
        assertThat(ask(allowed, "POST", "/v1/videos/" + video + "/remix", "{\"prompt\":\"p\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusedRequest_isAnotherTargets_andItsOwnersVideo() throws Exception {
        TokenRegistry.Issued caller = caller();
        answers(it -> it.path().startsWith("/openai/")
                ? Script.json(503, "{\"error\":{\"message\":\"away\"}}")
                : Script.json(200, video("")));

        HttpResponse<String> made = ask(caller, "POST", "/v1/videos", ASKED, "x-serai-fallbacks", "azure/mine");

        assertThat(made.headers().firstValue("x-serai-provider")).contains("azure");
        ask(caller, "GET", "/v1/videos/" + video, null);
        assertThat(lastPassed().path()).doesNotStartWith("/openai/").endsWith("/videos/" + video);
    }
}
