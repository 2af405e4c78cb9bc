package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.Script;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What has names is asked for, listed, sent and made at its provider as its project's own. */
class NamedFilesTest extends NamesTest {

    @Test
    void paths_areOfTheProjectsOwn() throws Exception {
        TokenRegistry.Issued keeper = keeper();
        TokenRegistry.Issued other = allowedCaller();
        says(Script.json(200, "{\"name\":\"" + file + "\"}"));
        for (String root : List.of("/v1beta/", "/passthrough/gemini/v1beta/")) {
            for (String name : List.of(file, cache, file + ":download")) {
                assertThat(ask(other, "GET", root + name, null).statusCode())
                        .as(root + name)
                        .isEqualTo(404);
                assertThat(reached()).isEmpty();
            }
        }
        assertThat(ask(other, "GET", "/v1beta/files/nobodys", null).statusCode())
                .isEqualTo(404);
        assertThat(ask(other, "DELETE", "/v1beta/" + file, null).statusCode()).isEqualTo(404);
        assertThat(reached()).isEmpty();
        assertThat(ask(keeper, "GET", "/v1beta/" + file, null).statusCode()).isEqualTo(200);
        assertThat(last().path()).isEqualTo("/gemini/v1beta/" + file);
        assertThat(ask(keeper, "DELETE", "/v1beta/" + file, null).statusCode()).isEqualTo(200);
        assertThat(ask(keeper, "GET", "/v1beta/" + file, null).statusCode()).isEqualTo(404);
    }

    @Test
    void lists_areTheProjectsOwn() throws Exception {
        TokenRegistry.Issued keeper = keeper();
        TokenRegistry.Issued other = allowedCaller();
        for (String root : List.of("/v1beta/", "/passthrough/gemini/v1beta/")) {
            says(it -> Script.json(
                    200,
                    it.path().contains("pageToken=p2")
                            ? "{\"files\":[{\"name\":\"" + file + "\",\"uri\":\"" + GOOGLE + file + "\"}]}"
                            : "{\"files\":[{\"name\":\"" + file + "x\"}],\"nextPageToken\":\"p2\"}"));
            String own = ask(keeper, "GET", "/v1beta/files", null).body();
            assertThat(own).contains(GOOGLE + file + "\"").doesNotContain(file + "x");
            assertThat(ask(other, "GET", "/v1beta/files?pageSize=5", null).body())
                    .isEqualTo("{}");
            says(Script.json(
                    200,
                    "{\"cachedContents\":[{\"name\":\"" + cache + "\"}],\"files\":[{\"name\":\"" + file + "\"}]}"));
            assertThat(ask(other, "GET", root + "cachedContents", null).body()).isEqualTo("{}");
            assertThat(ask(other, "GET", root + "files", null).body()).isEqualTo("{}");
            assertThat(ask(keeper, "GET", root + "cachedContents", null).body()).contains(cache);
        }
    }

    @Test
    void fileSentInParts_isItsProjects_andSoIsTheAddressForIt() throws Exception {
        for (String root : List.of("", "/passthrough/gemini")) {
            TokenRegistry.Issued keeper = allowedCaller();
            String part = "upload_id=" + UUID.randomUUID() + "-" + UUID.randomUUID();
            String name = "files/" + UUID.randomUUID().toString().substring(0, 18);
            says(it -> it.path().contains("upload_id")
                    ? Script.typed(
                            200,
                            "application/json",
                            "{\"file\":{\"name\":\"" + name + "\"}}",
                            "X-Goog-Upload-Status: final")
                    : Script.typed(
                            200,
                            "application/json",
                            "",
                            "X-Goog-Upload-Status: active",
                            "X-Goog-Upload-URL: " + UPSTREAM.url() + "/gemini/upload/v1beta/files?" + part));
            HttpResponse<String> begun = ask(
                    keeper,
                    "POST",
                    root + "/upload/v1beta/files",
                    "{\"file\":{\"name\":\"" + name + "\"}}",
                    "X-Goog-Upload-Protocol",
                    "resumable",
                    "X-Goog-Upload-Command",
                    "start");
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
            assertThat(last().headers()).containsEntry("x-goog-upload-command", "start");
            String there = begun.headers().firstValue("x-goog-upload-url").orElseThrow();
            assertThat(there)
                    .isEqualTo(uri(root + "/upload/v1beta/files?" + part).toString());
            int before = reached().size();
            assertThat(sent(allowedCaller(), there).statusCode()).isEqualTo(404);
            assertThat(reached()).hasSize(before);
            HttpResponse<String> whole = sent(keeper, there);
            assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
            assertThat(whole.headers().firstValue("x-goog-upload-status")).contains("final");
            assertThat(last().text()).isEqualTo("\u0000\"bytes");
            says(Script.json(200, "{\"name\":\"" + name + "\"}"));
            assertThat(ask(keeper, "GET", "/v1beta/" + name, null).statusCode()).isEqualTo(200);
            assertThat(ask(allowedCaller(), "GET", "/v1beta/" + name, null).statusCode())
                    .isEqualTo(404);
        }
    }

    private static HttpResponse<String> sent(TokenRegistry.Issued caller, String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("x-goog-api-key", caller.secret().text())
                .header("X-Goog-Upload-Command", "upload, finalize")
                .header("X-Goog-Upload-Offset", "0")
                .POST(BodyPublishers.ofString("\u0000\"bytes"))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    @Test
    void nameThatAnotherProjectHas_isNotGivenAgain() throws Exception {
        keeper();
        says(Script.json(200, "{}"));
        String named = "{\"file\":{\"name\":\"" + file + "\"}}";
        says(Script.json(200, named));
        TokenRegistry.Issued other = allowedCaller();
        ask(other, "POST", "/upload/v1beta/files", named);
        assertThat(ask(other, "GET", "/v1beta/" + file, null).statusCode()).isEqualTo(404);
        assertThat(ask(other, "POST", "/passthrough/gemini/upload/v1beta/files", named)
                        .statusCode())
                .isEqualTo(404);
    }
}
