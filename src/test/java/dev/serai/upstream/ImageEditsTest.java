package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.UUID;
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
                "{\"model\":\"openai/gpt-image-9\",\"prompt\":\"a hat\",\"images\":[{\"image_url\":\"https://example.com/a.png\"}]}",
                "Content-Type",
                "application/json");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().text())
                .contains("\"model\":\"gpt-image-9\"", "\"image_url\":\"https://example.com/a.png\"");
    }

    @Test
    void imagesOfAVariation_areOnRecord() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"data\":[{\"url\":\"u\"},{\"url\":\"u\"}]}"));

        HttpResponse<String> response = send(
                "/v1/images/variations", form(file("image", "1"), text("model", "openai/dall-e-9"), text("n", "2")));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(sent()).contains(text("model", "dall-e-9"));
        assertThat(record(requestId(response))).containsEntry("images", 2L);
    }

    private HttpResponse<String> edit(Issued who, String file) throws Exception {
        return callAt(
                "/v1/images/edits",
                who,
                "{\"model\":\"openai/gpt-image-9\",\"prompt\":\"a hat\",\"images\":[{\"file_id\":\"" + file + "\"}]}");
    }

    @Test
    void fileOfAnotherProject_doesNotExist() throws Exception {
        String file = "file-" + UUID.randomUUID().toString().replace("-", "");
        UPSTREAM.answer(request -> request.path().endsWith("/files")
                ? Script.json(200, "{\"id\":\"" + file + "\",\"object\":\"file\"}")
                : Script.json(200, "{\"data\":[{\"b64_json\":\"AAAA\"}]}"));
        HttpResponse<String> uploaded =
                send("/v1/files", form(text("purpose", "vision"), file("file", "1")), "x-serai-provider", "openai");
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);

        HttpResponse<String> own = edit(caller, file);
        HttpResponse<String> others = edit(token(Rules.NONE), file);
        HttpResponse<String> unknown = edit(caller, "file-unknown1");

        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        assertRefused(others, 404, "not_found");
        assertRefused(unknown, 404, "not_found");
        assertThat(UPSTREAM.received()).hasSize(2);
    }
}
