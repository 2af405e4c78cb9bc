package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused or fails, in the words of Google's APIs: whoever finds it, and wherever. */
class GenerateErrorsTest extends GenerateContract {

    @ParameterizedTest
    @CsvSource({
        "429, 429, RESOURCE_EXHAUSTED",
        "429-quota, 429, RESOURCE_EXHAUSTED",
        "500, 500, INTERNAL",
        "503, 503, UNAVAILABLE",
        "404, 404, NOT_FOUND",
        "408, 408, DEADLINE_EXCEEDED",
        "context-length, 400, INVALID_ARGUMENT"
    })
    void failures_haveTheWordOfTheirStatus(String model, int status, String word) throws Exception {
        assertError(post(whole("simulator/" + model), HELLO), status, word);
        assertError(post(streamed("simulator/" + model), HELLO), status, word);
    }

    @Test
    void unknownModel_isNotFound() throws Exception {
        assertError(post(whole("nobody"), HELLO), 404, "NOT_FOUND");
    }

    @Test
    void unknownKey_isRefused() throws Exception {
        HttpResponse<String> byHeader = post(whole("simulator/echo"), HELLO, "x-goog-api-key", "sk-serai-unknown");
        HttpResponse<String> byAddress = post(whole("simulator/echo") + "?key=sk-serai-unknown", HELLO);

        assertError(byHeader, 401, "UNAUTHENTICATED");
        assertError(byAddress, 401, "UNAUTHENTICATED");
        assertThat(error(byAddress).at("/details/0/reason").asText()).isEqualTo("API_KEY_INVALID");
        assertThat(byAddress.body()).doesNotContain("sk-serai-unknown");
    }

    @Test
    void otherMethodsAndVerbs_areRefusedInTheFormat() throws Exception {
        assertError(get(whole("simulator/echo")), 405, "UNIMPLEMENTED");
        assertError(post("/v1beta/models", "{}"), 405, "UNIMPLEMENTED");
        assertError(
                CLIENT.send(request("/v1beta/models/simulator/echo").DELETE().build(), BodyHandlers.ofString()),
                405,
                "UNIMPLEMENTED");
        for (String path : new String[] {
            "/v1beta/models/simulator/echo:predict",
            "/v1/models/echo:batchGenerateContent",
            "/v1alpha/models/simulator%2Fecho%3Agenerate",
            "/v1beta/models/../echo:generateContents",
            "/v1beta/models/" + "a:".repeat(2000)
        }) {
            assertError(post(path, "{}"), 404, "NOT_FOUND");
        }
        assertError(
                post("/v1beta/models/x:predict", "{}", "x-goog-api-key", "sk-serai-unknown"), 401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                                                                      | empty",
                "nonsense                                                                              | JSON",
                "[]                                                                                    | object",
                "{}                                                                                    | contents",
                "{'contents':[]}                                                                       | contents",
                "{'contents':'a'}                                                                      | contents: ",
                "{'contents':['a']}                                                                    | contents[0]: ",
                "{'contents':[{'role':'robot','parts':[{'text':'a'}]}]}                                | contents[0].role: ",
                "{'contents':[{'parts':[{'text':7}]}]}                                                 | contents[0].parts[0].text: ",
                "{'contents':[{'parts':[{'smell':'a'}]}]}                                              | contents[0].parts[0]: ",
                "{'contents':[{'parts':[{'inlineData':{'data':'a'}}]}]}                                | contents[0].parts[0].inlineData.mimeType: ",
                "{'contents':[{'parts':[{'fileData':{'mimeType':'video/mp4','fileUri':'https://a'}}]}]}| contents[0].parts[0].fileData.fileUri: ",
                "{'contents':[{'parts':[{'functionResponse':{'name':'f'}}]}]}                          | contents[0].parts[0].functionResponse.name: ",
                "{'contents':[{'parts':[{'text':'a'}]},{'role':'model','parts':[{'text':'b'}]}]}       | contents[1]",
                "{'contents':[{'parts':[{'text':'a'}]}],'cachedContent':'cachedContents/x'}            | cachedContent: ",
                "{'contents':[{'parts':[{'text':'a'}]}],'tools':[{'googleSearch':{}}]}                 | tools[0]: ",
                "{'contents':[{'parts':[{'text':'a'}]}],'tools':[{'functionDeclarations':[{}]}]}       | tools[0].functionDeclarations[0].name: ",
                "{'contents':[{'parts':[{'text':'a'}]}],'generationConfig':7}                          | generationConfig: ",
                "{'contents':[{'parts':[{'text':'a'}]}],'generationConfig':{'temperature':'hot'}}      | generationConfig.temperature: ",
                "{'contents':[{'parts':[{'text':'a'}]}],'generationConfig':{'responseMimeType':'text/x.enum'}} | generationConfig.responseMimeType: ",
                "{'contents':[{'parts':[{'text':'a'}]}],'generationConfig':{'responseModalities':['AUDIO']}} | generationConfig.responseModalities: ",
            })
    void whatNobodyCanServe_isRefusedInTheFormat(String body, String named) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> answer = post(whole("openai/m"), body == null ? "" : body.replace('\'', '"'));

        assertError(answer, 400, "INVALID_ARGUMENT");
        assertThat(error(answer).path("message").asText()).contains(named.stripTrailing());
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedContent", "batchEmbedContents", "countTokens"})
    void otherBadRequests_areRefusedInTheFormat(String verb) throws Exception {
        for (String body : new String[] {"{}", "{\"content\":7,\"requests\":7,\"contents\":7}", "[", ""}) {
            assertError(post("/v1beta/models/simulator/echo:" + verb, body), 400, "INVALID_ARGUMENT");
        }
    }

    @Test
    void deepJson_isRefusedInTheFormat() throws Exception {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertError(post(whole("openai/m"), "{\"contents\":" + deep + "}"), 400, "INVALID_ARGUMENT");
        String nested = "{\"properties\":{\"a\":".repeat(450) + "{}" + "}}".repeat(450);
        String tools = "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":" + nested + "}]}]";
        assertThat(post(whole("openai/m"), HELLO.replaceFirst("\\{", "{" + tools + ","))
                        .statusCode())
                .isIn(200, 400, 502);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "%2e%2e",
                "..%2f..%2fv1beta%2fcachedContents",
                "gemini/..",
                "gemini%2F..",
                "gemini/%2e%2E"
            })
    void wayUp_isNoModel(String model) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.GEMINI));

        HttpResponse<String> answer = post(whole(model), HELLO);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
        assertThat(error(answer).path("status").asText()).isIn("INVALID_ARGUMENT", "NOT_FOUND");
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void oddModelName_staysOnePartOfTheProvidersPath() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.GEMINI));

        post(whole("gemini/a%2F..%2Fb%3Fkey=x%23c;d"), HELLO);

        assertThat(UPSTREAM.last().path())
                .isEqualTo("/gemini/v1beta/models/a%2F..%2Fb%3Fkey%3Dx%23c%3Bd:generateContent");
    }

    @Test
    void longModelName_isRefusedInTheFormat() throws Exception {
        assertError(post(whole("a".repeat(300)), HELLO), 400, "INVALID_ARGUMENT");
    }

    @Test
    void refusedKeyOfTheGateway_isNotTheCallers() throws Exception {
        UPSTREAM.answer(Script.json(400, """
            {"error":{"code":400,"message":"API key not valid: sk-provider-canary","status":"INVALID_ARGUMENT",\
            "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}\
            """));

        HttpResponse<String> answer = post(whole("gemini/gemini-x"), HELLO);

        assertError(answer, 502, "UNAVAILABLE");
        assertThat(answer.body()).doesNotContain(PROVIDER_KEY);
    }
}
