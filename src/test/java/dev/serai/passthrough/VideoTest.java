package dev.serai.passthrough;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Projects that have videos made. */
abstract class VideoTest extends PassTest {

    static final String MODEL = "openai/sora-9";
    static final String ASKED = "{\"model\":\"" + MODEL + "\",\"prompt\":\"a cat\",\"seconds\":\"8\"}";

    final String video = "video_" + UUID.randomUUID().toString().replace("-", "");

    String video(String more) {
        return "{ \"id\": \"" + video + "\", \"object\":\"video\",\"status\":\"queued\",\"model\":\"sora-9\"" + more
                + "}";
    }

    TokenRegistry.Issued caller() {
        return token(Rules.NONE);
    }

    TokenRegistry.Issued maker() throws Exception {
        TokenRegistry.Issued caller = caller();
        answers(Script.json(200, video(",\"seconds\":\"8\"")));
        assertThat(ask(caller, "POST", "/v1/videos", ASKED).statusCode()).isEqualTo(200);
        return caller;
    }

    /** A form of texts, each behind its name. */
    static String fields(String... said) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < said.length; i += 2) {
            form.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + said[i] + "\"\r\n\r\n"
                    + said[i + 1] + "\r\n");
        }
        return form.append("--" + BOUNDARY + "--\r\n").toString();
    }

    HttpResponse<String> askForm(TokenRegistry.Issued caller, String path, String form) throws Exception {
        return ask(caller, "POST", path, form, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    static Rules only(String... models) {
        return rules().models(List.of(models)).build();
    }

    Map<String, Object> recorded(HttpResponse<?> answer) throws Exception {
        return await(() -> records(requestId(answer)), found -> found.size() == 1)
                .get(0);
    }
}
