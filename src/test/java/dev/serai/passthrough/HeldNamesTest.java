package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider keeps by names, as Gemini does, is its project's own, in whatever words and wherever a request speaks of it. */
class HeldNamesTest extends PassTest {

    private static final String GOOGLE = "https://generativelanguage.googleapis.com/v1beta/";

    private static final String ANSWER =
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"a\"}]},"
                    + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":1,"
                    + "\"totalTokenCount\":2},\"modelVersion\":\"gemini-2.5-flash\"}";

    private final String key = UUID.randomUUID().toString().substring(0, 18);
    private final String file = "files/" + key;
    private final String cache = "cachedContents/" + key;

    /** An endpoint, and a body in which FILE or CACHE stands for what it speaks of. */
    private static Stream<Arguments> places() {
        String chat = "/v1/chat/completions";
        String messages = "/v1/messages";
        String responses = "/v1/responses";
        String generate = "/v1beta/models/gemini/gemini-2.5-flash:generateContent";
        String any = "/passthrough/gemini/v1beta/models/gemini-2.5-flash:generateContent";
        String said = "'contents':[{'role':'user','parts':[{'text':'a'}]}]";
        String user = "{'model':'gemini/gemini-2.5-flash','max_tokens':9,'messages':[{'role':'user','content':";
        String input = "{'model':'gemini/gemini-2.5-flash','input':[{'role':'user','content':[";
        List<List<String>> all = new ArrayList<>();
        all.add(List.of(chat, user + "[{'type':'image_url','image_url':{'url':'FILE'}}]}]}"));
        all.add(List.of(chat, user + "[{'type':'file','file':{'file_data':'FILE'}}]}]}"));
        all.add(List.of(chat, user + "[{'type':'file','file':{'file_id':'FILE'}}]}]}"));
        all.add(List.of(chat, user + "'a'}],'cached_content':'CACHE'}"));
        all.add(List.of(chat, user + "'a'}],'cachedContent':'CACHE'}"));
        all.add(List.of(messages, user + "[{'type':'image','source':{'type':'url','url':'FILE'}}]}]}"));
        all.add(List.of(responses, input + "{'type':'input_image','image_url':'FILE'}]}]}"));
        all.add(List.of(responses, input + "{'type':'input_file','file_data':'FILE'}]}]}"));
        for (String at : List.of(generate, any, generate.replace(":generate", ":streamGenerate"))) {
            all.add(List.of(at, "{'contents':[{'role':'user','parts':[{'fileData':{'fileUri':'FILE'}}]}]}"));
            all.add(List.of(at, "{'contents':[{'parts':[{'file_data':{'file_uri':'FILE'}}]}]}"));
            all.add(List.of(at, "{" + said + ",'systemInstruction':{'parts':[{'fileData':{'fileUri':'FILE'}}]}}"));
            all.add(List.of(at, "{" + said + ",'cachedContent':'CACHE'}"));
            all.add(List.of(at, "{" + said + ",'cached_content':'CACHE'}"));
        }
        all.add(List.of(
                generate.replace(":generateContent", ":countTokens"),
                "{'generateContentRequest':{" + said + ",'cachedContent':'CACHE'}}"));
        all.add(List.of("/v1beta/cachedContents", "{'contents':[{'parts':[{'fileData':{'fileUri':'FILE'}}]}]}"));
        return all.stream().map(it -> Arguments.of(it.get(0), it.get(1)));
    }

    private static List<String> words(String name) {
        return List.of(
                name,
                GOOGLE + name,
                GOOGLE.replace("v1beta", "v1") + name + "?alt=media",
                GOOGLE.toUpperCase(Locale.ROOT).replace("V1BETA/", "v1beta/") + name,
                GOOGLE.replace("https", "http") + "a/../" + name,
                GOOGLE.replace("//", "//user:word@") + name,
                GOOGLE.replace(".googleapis", "%2Egoogleapis") + name,
                GOOGLE + "?" + "x".repeat(5000) + "/" + name,
                GOOGLE + name + "#" + "x".repeat(5000));
    }

    private static void says(Script script) {
        says(it -> script);
    }

    private static void says(Function<FakeUpstream.Received, Script> chooser) {
        UPSTREAM.answerAll(it -> isList(it) ? null : chooser.apply(it));
    }

    /** The gateway looks for models by itself. */
    private static boolean isList(FakeUpstream.Received received) {
        return received.path().contains("/models") && received.path().indexOf(':') < 0;
    }

    private static List<FakeUpstream.Received> reached() {
        return UPSTREAM.received().stream().filter(it -> !isList(it)).toList();
    }

    private static FakeUpstream.Received last() {
        return reached().get(reached().size() - 1);
    }

    private String body(String body, String fileWord, String cacheWord) {
        return body.replace("FILE", fileWord).replace("CACHE", cacheWord).replace('\'', '"');
    }

    private TokenRegistry.Issued allowedCaller() {
        Project project = project(allowed());
        return token(project, Rules.NONE);
    }

    private TokenRegistry.Issued keeper() throws Exception {
        TokenRegistry.Issued caller = allowedCaller();
        says(Script.json(200, "{\"file\":{\"name\":\"" + file + "\",\"uri\":\"" + GOOGLE + file + "\"}}"));
        HttpResponse<String> made = ask(caller, "POST", "/upload/v1beta/files", "{\"file\":{}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.body()).contains(GOOGLE + file);
        says(Script.json(200, "{\"name\":\"" + cache + "\",\"model\":\"models/gemini-2.5-flash\"}"));
        String caching = "{\"model\":\"models/gemini-2.5-flash\",\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}";
        assertThat(ask(caller, "POST", "/v1beta/cachedContents", caching).statusCode())
                .isEqualTo(200);
        return caller;
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatAnotherProjectKeeps_isNotThere_inWhateverWords(String path, String body) throws Exception {
        TokenRegistry.Issued keeper = keeper();
        TokenRegistry.Issued other = allowedCaller();
        says(Script.json(200, ANSWER));
        for (int i = 0; i < words(file).size(); i++) {
            String asked = body(body, words(file).get(i), words(cache).get(i));
            boolean known = i < 4 || !path.startsWith("/passthrough"); // there, what is nobody's may be asked for
            if (known && !(i > 0 && body.contains("CACHE") && path.startsWith("/passthrough"))) {
                HttpResponse<String> refused = ask(other, "POST", path, asked);
                if (path.endsWith(
                        ":countTokens")) { // what cannot be counted there would be estimated as a chat, without
                    assertThat(refused.statusCode()).as(asked).isEqualTo(400);
                } else {
                    assertThat(refused.statusCode()).as(asked).isEqualTo(404);
                    assertThat(refused.body()).contains("here: ids are those");
                }
                assertThat(reached()).as(asked).isEmpty();
            }
        }
        String word = body.contains("file_id") || body.contains("FILE") ? GOOGLE + file : cache;
        HttpResponse<String> own = ask(keeper, "POST", path, body(body, word, cache));
        assertThat(own.statusCode()).as(own.body()).isNotEqualTo(404);
        assertThat(reached()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatNobodyKeeps_isNotThere(String path, String body) throws Exception {
        if (path.startsWith("/passthrough") || path.endsWith(":countTokens")) {
            return;
        }
        says(Script.json(200, ANSWER));
        HttpResponse<String> refused =
                ask(allowedCaller(), "POST", path, body(body, GOOGLE + "files/guessed", "cachedContents/guessed"));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
        if (path.startsWith("/v1beta")) {
            assertThat(json(refused).at("/error/status").asText()).isEqualTo("NOT_FOUND");
        }
        assertThat(reached()).isEmpty();
    }

    @Test
    void otherAddresses_andData_pass() throws Exception {
        says(Script.json(200, ANSWER));
        for (String url : List.of(
                "https://example.com/files/" + key,
                "https://www.youtube.com/watch?v=files/1",
                "data:image/png;base64," + "QUJD".repeat(3000))) {
            String chat = "{'model':'gemini/gemini-2.5-flash','messages':[{'role':'user','content':"
                    + "[{'type':'image_url','image_url':{'url':'FILE'}},{'type':'text','text':'" + GOOGLE + file
                    + "'}]}]}";
            HttpResponse<String> answer = ask(allowedCaller(), "POST", "/v1/chat/completions", body(chat, url, ""));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

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
