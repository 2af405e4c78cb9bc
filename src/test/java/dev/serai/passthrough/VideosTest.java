package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.limits.Budget;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos are asked of models like anything else, and are paid for by the second. */
class VideosTest extends VideoTest {

    @Test
    void request_passesWithItsModel_andIsBookedByTheSecond() throws Exception {
        answers(Script.json(200, video(",\"seconds\":\"8\",\"error\":null")));

        HttpResponse<String> made = ask(caller(), "POST", "/v1/videos", ASKED);

        assertThat(made.body()).isEqualTo(video(",\"seconds\":\"8\",\"error\":null"));
        assertThat(lastPassed().path()).isEqualTo("/openai/videos");
        assertThat(lastPassed().text()).isEqualTo(ASKED.replace(MODEL, "sora-9"));
        assertThat(recorded(made)).containsEntry("video_ms", 8000L).containsEntry("model", "sora-9");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"seconds\":\"8\"', '', 8000",
        "'\"seconds\":8', ',\"seconds\":\"999\"', 8000",
        "'\"user\":\"u\"', '', 4000",
        "'\"user\":\"u\"', ',\"seconds\":\"12\"', 12000",
        "'\"user\":\"u\"', ',\"seconds\":\"9999999\"', 4000",
        "'\"seconds\":\"8\"', ',\"seconds\":{\"a\":[\"7\"]}', 8000",
        "'\"seconds\":4,\"n\":3', '', 12000"
    })
    void length_isTheAnswers_asFarAsItWasAskedFor(String asked, String answered, long booked) throws Exception {
        answers(Script.json(200, video(answered)));

        HttpResponse<String> made =
                ask(caller(), "POST", "/v1/videos", "{\"model\":\"" + MODEL + "\",\"prompt\":\"p\"," + asked + "}");

        assertThat(recorded(made)).containsEntry("video_ms", booked);
    }

    @Test
    void form_hasItsModelAnywhere_andItsPicture() throws Exception {
        answers(Script.json(200, video("")));
        String form =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"input_reference\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\nPNG\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cat\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + MODEL + "\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"seconds\"\r\n\r\n12\r\n--" + BOUNDARY + "--\r\n";

        HttpResponse<String> made =
                ask(caller(), "POST", "/v1/videos", form, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);

        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(lastPassed().text())
                .contains("filename=\"a.png\"", "PNG", "\r\n\r\nsora-9\r\n", "\r\n\r\n12\r\n")
                .doesNotContain(MODEL);
        assertThat(recorded(made)).containsEntry("video_ms", 12_000L);
    }

    @Test
    void budget_refusesWhatItIsTooSmallFor_alsoAnotherOne() throws Exception {
        Project project = project(budgeted(new Budget(null, new Budget.Amounts(null, null, new BigDecimal("1")))));
        TokenRegistry.Issued caller = token(project, Rules.NONE);
        String asked = "{\"model\":\"simulator/any\",\"prompt\":\"p\",\"seconds\":\"6\"}";

        HttpResponse<String> made = ask(caller, "POST", "/v1/videos", asked);

        assertThat(new BigDecimal(made.headers().firstValue("x-serai-cost").orElseThrow()))
                .isGreaterThanOrEqualTo(new BigDecimal("0.6"));
        String path = "/v1/videos/" + json(made).path("id").asText();
        while (!json(ask(caller, "GET", path, null)).path("status").asText().equals("completed")) {}
        assertThat(ask(caller, "POST", path + "/remix", "{\"prompt\":\"p\"}").statusCode())
                .isEqualTo(429);
        assertThat(ask(caller, "POST", "/v1/videos", asked).statusCode()).isEqualTo(429);
    }

    @Test
    void requestWithoutAnAnswer_isNotSentAgain_toAnybody() throws Exception {
        TokenRegistry.Issued caller = caller();
        answers(Script.silent().reset());

        HttpResponse<String> lost =
                ask(caller, "POST", "/v1/videos", ASKED, "x-serai-fallbacks", "azure/mine, simulator/any");

        assertThat(lost.statusCode()).as(lost.body()).isEqualTo(502);
        assertThat(passed()).hasSize(1);
        assertThat(recorded(lost)).containsEntry("video_ms", 8000L);
    }

    @Test
    void jobThatFailsAtOnce_isAnErrorAndCostsNothing() throws Exception {
        answers(Script.json(
                200, video(",\"error\":{\"code\":\"moderation_blocked\",\"message\":\"blocked\"},\"seconds\":\"8\"")));

        HttpResponse<String> failed = ask(caller(), "POST", "/v1/videos", ASKED);

        assertThat(failed.statusCode()).as(failed.body()).isGreaterThanOrEqualTo(400);
        assertThat(failed.body()).contains("blocked");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"openai/sora-9"}                               | prompt
            {"prompt":"p"}                                          | model
            {"model":"openai/sora-9","prompt":["p"]}                | prompt
            {"model":"openai/sora-9","prompt":"p","seconds":"many"} | seconds
            {"model":"openai/sora-9","prompt":"p","seconds":0}      | seconds
            {"model":"openai/sora-9","prompt":"p","seconds":"4.5"}  | seconds
            {"model":"openai/sora-9","prompt":"p","seconds":3601}   | seconds
            {"model":"openai/sora-9","prompt":"p","n":-1}           | n
            """)
    void mistake_isToldWithItsPlace(String body, String param) throws Exception {
        HttpResponse<String> response = ask(caller(), "POST", "/v1/videos", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("param").asText()).isEqualTo(param);
    }

    @Test
    void providerWithoutVideos_isNotAsked() throws Exception {
        HttpResponse<String> refused = ask(caller(), "POST", "/v1/videos", ASKED.replace(MODEL, "groq/any"));

        assertRefused(refused, 400, "unsupported_operation");
    }
}
