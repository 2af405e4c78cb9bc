package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Images in a form, and what is made of them. */
class ImageEditsTest extends UploadingGatewayTest {

    @Test
    void imagesToEdit_mayBeSeveral() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"data\":[{\"b64_json\":\"AAAA\"}]}"));
        String images = file("image[]", "1") + file("image[]", "2") + file("mask", "3");

        HttpResponse<String> response =
                send("/v1/images/edits", form(images, text("prompt", "a hat"), text("model", "openai/gpt-image-1")));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/images/edits");
        assertThat(sent()).startsWith(images);
    }

    @Test
    void imagesToEdit_mayBeNamedInJson() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"data\":[{\"b64_json\":\"AAAA\"}]}"));

        HttpResponse<String> response = callAt(
                "/v1/images/edits",
                caller,
                "{\"prompt\":\"a hat\",\"images\":[{\"file_id\":\"f\"}]}",
                "Content-Type",
                "application/json");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().text()).contains("\"model\":\"gpt-image-1\"", "\"file_id\":\"f\"");
    }

    @Test
    void variation_isPaidByTheImage() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"data\":[{\"url\":\"u\"},{\"url\":\"u\"}]}"));

        HttpResponse<String> response = send("/v1/images/variations", form(file("image", "1"), text("n", "2")));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(sent()).contains(text("model", "dall-e-2"));
        assertThat((BigDecimal) record(requestId(response)).get("cost")).isEqualByComparingTo("0.04");
    }
}
