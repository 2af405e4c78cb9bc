package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused or fails, in the words of the Messages API: whoever finds it, and wherever. */
class MessagesErrorsTest extends MessagesContract {

    @ParameterizedTest
    @CsvSource({
        "429, 429, rate_limit_error",
        "429-quota, 429, billing_error",
        "500, 500, api_error",
        "503, 503, overloaded_error",
        "529, 503, overloaded_error",
        "404, 404, not_found_error",
        "408, 408, timeout_error"
    })
    void failures_haveTheTypeOfTheirStatus(String model, int status, String type) throws Exception {
        assertError(post(MESSAGES, messages("simulator/" + model)), status, type);
    }

    @Test
    void tooLongPrompt_isToldInWordsThatClientsKnow() throws Exception {
        HttpResponse<String> answer = post(MESSAGES, messages("simulator/context-length"));

        assertError(answer, 400, "invalid_request_error");
        assertThat(error(answer).path("message").asText()).startsWith("prompt is too long: ");
    }

    @Test
    void unknownModel_isNotFound() throws Exception {
        assertError(post(MESSAGES, messages("nobody")), 404, "not_found_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "x-api-key"})
    void unknownKey_isRefusedForGood(String header) throws Exception {
        String key = (header.equals("x-api-key") ? "" : "Bearer ") + "sk-serai-unknown";

        HttpResponse<String> answer = post(MESSAGES, messages("simulator/echo"), header, key);

        assertError(answer, 401, "authentication_error");
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void otherMethods_areRefusedInTheFormat() throws Exception {
        HttpResponse<String> answer = get(MESSAGES);

        assertError(answer, 405, "invalid_request_error");
        assertThat(answer.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void pathsBelow_areUnknownInTheFormat() throws Exception {
        assertError(post(MESSAGES + "/nothing", "{}"), 404, "not_found_error");
    }

    @Test
    void otherPaths_keepOpenAisErrors() throws Exception {
        assertThat(error(get("/v1/chat/completions")).path("code").asText()).isEqualTo("method_not_allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                                                                    | empty",
                "nonsense                                                                            | JSON",
                "[]                                                                                  | object",
                "{'model':'openai/m','max_tokens':9                                                  | JSON",
                "{'max_tokens':9,'messages':[{'role':'user','content':'a'}]}                         | model",
                "{'model':7,'max_tokens':9,'messages':[{'role':'user','content':'a'}]}               | model",
                "{'model':'openai/m','messages':[{'role':'user','content':'a'}]}                     | max_tokens: ",
                "{'model':'openai/m','max_tokens':'9','messages':[{'role':'user','content':'a'}]}    | max_tokens: ",
                "{'model':'openai/m','max_tokens':9}                                                 | messages: ",
                "{'model':'openai/m','max_tokens':9,'messages':'a'}                                  | messages: ",
                "{'model':'openai/m','max_tokens':9,'messages':[]}                                   | messages",
                "{'model':'openai/m','max_tokens':9,'messages':['a']}                                | messages.0: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'robot','content':'a'}]}     | messages.0.role: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user'}]}                    | messages.0.content: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':7}]}        | messages.0.content: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':['a']}]}    | messages.0.content.0: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'smell'}]}]} | messages.0.content.0.type: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'text'}]}]} | messages.0.content.0.text: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'image','source':{'type':'file','file_id':'f'}}]}]} | messages.0.content.0.source.type: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'document','source':{'type':'url','url':'u'}}]}]} | messages.0.content.0.source.type: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'}]} | messages[1]",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'mcp_servers':[{'url':'u'}]} | mcp_servers: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'container':{'skills':[{}]}} | container.skills: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'tools':[{'type':'web_search_20250305','name':'web_search'}]} | tools.0.type: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'tools':[{'name':'t'}]} | tools.0.input_schema: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'tools':[{'name':'t','input_schema':{}}],'tool_choice':{'type':'some'}} | tool_choice.type: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'temperature':'hot'} | temperature: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'stop_sequences':'x'} | stop_sequences: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'thinking':true} | thinking: ",
                "{'model':'openai/m','max_tokens':9,'messages':[{'role':'user','content':'a'}],'output_config':{'format':{'type':'xml'}}} | output_config.format.type: ",
            })
    void whatNobodyCanServe_isRefusedInTheFormat(String body, String named) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> answer = post(MESSAGES, body == null ? "" : body.replace('\'', '"'));

        assertError(answer, 400, "invalid_request_error");
        assertThat(error(answer).path("message").asText()).contains(named == null ? "" : named.stripTrailing());
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void deepJson_isRefusedInTheFormat() throws Exception {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertError(post(MESSAGES, messages("openai/m", "\"tools\":" + deep + ",")), 400, "invalid_request_error");
    }

    @Test
    void moreThanABodyMayHave_isRefusedInTheFormat() throws Exception {
        byte[] body = new byte[65 << 20];
        HttpRequest request =
                request(MESSAGES).POST(BodyPublishers.ofByteArray(body)).build();

        assertError(CLIENT.send(request, BodyHandlers.ofString()), 413, "request_too_large");
    }

    @Test
    void refusedKeyOfTheGateway_isNotTheCallers() throws Exception {
        UPSTREAM.answer(Script.json(401, """
            {"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key sk-provider-canary"}}\
            """));

        HttpResponse<String> answer = post(MESSAGES, messages("anthropic/claude-x"));

        assertError(answer, 502, "api_error");
        assertThat(answer.body()).doesNotContain(PROVIDER_KEY);
    }

    @Test
    void countOfABadRequest_isRefusedInTheFormat() throws Exception {
        assertError(post(MESSAGES + "/count_tokens", "{\"model\":\"simulator/echo\"}"), 400, "invalid_request_error");
        assertError(get(MESSAGES + "/count_tokens"), 405, "invalid_request_error");
    }
}
