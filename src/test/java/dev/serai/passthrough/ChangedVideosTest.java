package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that are edited or go on, and who is in them: of videos and characters of the project's own alone. */
class ChangedVideosTest extends VideoTest {

    private static final String EDITS = "/v1/videos/edits";
    private static final String EXTENSIONS = "/v1/videos/extensions";
    private static final String CHARACTERS = "/v1/videos/characters";

    private final String second = newId("video_");

    private static String newId(String kind) {
        return kind + UUID.randomUUID().toString().replace("-", "");
    }

    private String of(String more) {
        return "{\"prompt\":\"p\",\"video\":{\"id\":\"" + video + "\"}" + more + "}";
    }

    @Test
    void edit_isOfTheModelAndLengthOfItsVideo() throws Exception {
        TokenRegistry.Issued maker = maker();
        answers(Script.json(200, video("").replace(video, second)));

        HttpResponse<String> edited = ask(maker, "POST", EDITS, of(""));

        assertThat(lastPassed().path()).isEqualTo("/openai/videos/edits");
        assertThat(lastPassed().text()).isEqualTo(of(""));
        assertThat(recorded(edited)).containsEntry("video_ms", 8000L).containsEntry("model", "sora-9");
        assertThat(ask(maker, "GET", "/v1/videos/" + second, null).statusCode()).isEqualTo(200);
        assertRefused(ask(caller("openai"), "GET", "/v1/videos/" + second, null), 404, "not_found");
    }

    @Test
    void extension_isPaidForByItself_andTheWholeByWhatIsMadeOfIt() throws Exception {
        TokenRegistry.Issued maker = maker();
        answers(Script.json(200, video(",\"seconds\":\"12\"").replace(video, second)));

        HttpResponse<String> longer =
                askForm(maker, EXTENSIONS, fields("prompt", "p", "seconds", "4", "video[id]", video));
        HttpResponse<String> remixed = ask(maker, "POST", "/v1/videos/" + second + "/remix", "{\"prompt\":\"p\"}");

        assertThat(passed().get(passed().size() - 2).path()).isEqualTo("/openai/videos/extensions");
        assertThat(recorded(longer)).containsEntry("video_ms", 4000L).containsEntry("model", "sora-9");
        assertThat(recorded(remixed)).containsEntry("video_ms", 12_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {EDITS, EXTENSIONS})
    void othersVideo_isNotThere(String path) throws Exception {
        maker();
        TokenRegistry.Issued other = caller("openai");
        String more = path.equals(EXTENSIONS) ? ",\"seconds\":4" : "";
        int seen = passed().size();

        HttpResponse<String> foreign = ask(other, "POST", path, of(more));
        HttpResponse<String> unknown = ask(other, "POST", path, of(more).replace(video, second));

        assertRefused(foreign, 404, "not_found");
        assertThat(unknown.body().replace(second, video)).isEqualTo(foreign.body());
        assertThat(passed()).hasSize(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "edits      | {'video':{'id':'ID'}}                                  | prompt",
                "edits      | {'prompt':'p'}                                         | video",
                "edits      | {'prompt':'p','video':'ID'}                            | video",
                "edits      | {'prompt':'p','video':{'id':'ID','model':'dear'}}      | video",
                "edits      | {'prompt':'p','video':{'id':'ID','id':'video_2'}}      | video",
                "edits      | {'prompt':'p','video':{'id':'ID'},'model':'dear'}      | model",
                "edits      | {'prompt':'p','video':{'id':'ID'},'seconds':12}        | seconds",
                "edits      | {'prompt':'p','video':{'id':'a'},'video':{'id':'ID'}}  | ",
                "extensions | {'prompt':'p','video':{'id':'ID'}}                     | seconds",
                "extensions | {'prompt':'p','video':{'id':'ID'},'seconds':0}         | seconds",
                "extensions | {'prompt':'p','video':{'id':'ID'},'seconds':'many'}    | seconds",
                "extensions | {'prompt':'p','video':{'id':'ID'},'seconds':3601}      | seconds",
                "extensions | {'prompt':'p','video':{'id':'ID'},'seconds':[4]}       | seconds",
                "extensions | []                                                     | ",
            })
    void whatMightCostMore_isRefusedWithItsPlace(String way, String body, String param) throws Exception {
        TokenRegistry.Issued maker = maker();
        int seen = passed().size();

        HttpResponse<String> refused =
                ask(maker, "POST", "/v1/videos/" + way, body.replace('\'', '"').replace("ID", video));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(error(refused).path("param").asText(null)).isEqualTo(param);
        assertThat(passed()).hasSize(seen);
    }

    @Test
    void uploadedVideo_isRefused_sinceNobodyKnowsItsModel() throws Exception {
        String form = fields("prompt", "p")
                .replace(
                        "--" + BOUNDARY + "--\r\n",
                        "--" + BOUNDARY
                                + "\r\nContent-Disposition: form-data; name=\"video\"; filename=\"a.mp4\"\r\n\r\nMP4\r\n--"
                                + BOUNDARY + "--\r\n");

        HttpResponse<String> refused = askForm(caller("openai"), EDITS, form);

        assertRefused(refused, 400, "unsupported_value");
        assertThat(error(refused).path("param").asText()).isEqualTo("video");
    }

    @Test
    void tokenWithoutTheModel_hasNothingChanged() throws Exception {
        Project project = project(Rules.NONE);
        answers(Script.json(200, video("")));
        ask(token(project, Rules.NONE), "POST", "/v1/videos", ASKED);
        int seen = passed().size();

        assertRefused(ask(token(project, only("openai/gpt-5.1")), "POST", EDITS, of("")), 403, "model_not_allowed");

        assertThat(passed()).hasSize(seen);
    }

    @Test
    void character_isTheProjectsAlone_alsoInAVideo() throws Exception {
        TokenRegistry.Issued owner = caller("openai");
        TokenRegistry.Issued other = caller("openai");
        String character = newId("char_");
        answers(Script.json(200, "{\"id\":\"" + character + "\",\"created_at\":1,\"name\":\"Mo\"}"));
        String form = fields("name", "Mo", "video", "MP4");

        assertThat(askForm(owner, CHARACTERS, form).statusCode()).isEqualTo(200);
        assertThat(lastPassed().path()).isEqualTo("/openai/videos/characters");
        JsonNode own = json(ask(owner, "GET", CHARACTERS + "/" + character, null));

        assertThat(own.path("name").asText()).isEqualTo("Mo");
        assertRefused(ask(other, "GET", CHARACTERS + "/" + character, null), 404, "not_found");
        assertRefused(ask(other, "DELETE", CHARACTERS + "/" + character, null), 404, "not_found");
        String with = ASKED.replace("}", ",\"characters\":[{\"id\":\"" + character + "\"}]}");
        assertRefused(ask(other, "POST", "/v1/videos", with), 404, "not_found");
        answers(Script.json(200, video("")));
        assertThat(ask(owner, "POST", "/v1/videos", with).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"characters[0][id]", "characters[][id]", "input_reference[file_id]"})
    void idsInFieldsOfAForm_areHeld(String field) throws Exception {
        owner();
        int seen = passed().size();

        HttpResponse<String> refused =
                askForm(caller("openai"), "/v1/videos", fields("model", MODEL, "prompt", "p", field, id));

        assertRefused(refused, 404, "not_found");
        assertThat(passed()).hasSize(seen);
    }

    @Test
    void characterOfNobodysProvider_isAskedWhose() throws Exception {
        assertRefused(askForm(caller(), CHARACTERS, fields("name", "Mo", "video", "MP4")), 400, "provider_not_named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/videos/edits/video_1", "/v1/videos/characters/Mo1/remix", "/v1/videos/others"})
    void otherWays_areNone(String path) throws Exception {
        answers(Script.json(200, video("")));

        HttpResponse<String> refused = ask(caller("openai"), "POST", path, ASKED);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
        assertThat(passed()).isEmpty();
    }
}
