package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider keeps by names, as Gemini does, is its project's own, in whatever words and wherever a request speaks of it. */
class HeldNamesTest extends NamesTest {

    private static final String ANSWER =
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"a\"}]},"
                    + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":1,"
                    + "\"totalTokenCount\":2},\"modelVersion\":\"gemini-2.5-flash\"}";

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

    private String body(String body, String fileWord, String cacheWord) {
        return body.replace("FILE", fileWord).replace("CACHE", cacheWord).replace('\'', '"');
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
}
