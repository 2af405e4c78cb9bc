package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused or fails, in the words of the Responses API, which are OpenAI's: whoever finds it, and wherever. */
class ResponsesErrorsTest extends ResponsesContract {

    @ParameterizedTest
    @CsvSource({
        "429, 429, rate_limit_exceeded",
        "429-quota, 429, insufficient_quota",
        "context-length, 400, context_length_exceeded",
        "nobody, 404, model_not_found"
    })
    void failures_haveTheCodesThatClientsKnow(String model, int status, String code) throws Exception {
        assertError(
                post(RESPONSES, responses(model.equals("nobody") ? model : "simulator/" + model)), status, code, null);
    }

    @Test
    void unknownKey_isUnauthorized() throws Exception {
        assertError(
                post(RESPONSES, responses("simulator/echo"), "Authorization", "Bearer sk-serai-unknown"),
                401,
                "invalid_api_key",
                null);
    }

    @Test
    void otherMethodsAndPaths_areRefused() throws Exception {
        assertError(get(RESPONSES), 405, "method_not_allowed", null);
        assertError(post(RESPONSES + "/resp_1/nothing", "{}"), 404, null, null);
        assertError(get(RESPONSES + "/resp_1/nothing"), 404, null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                                    | ",
                "{'input':'a'}                                                         | model",
                "{'model':'plain/m'}                                                   | input",
                "{'model':'plain/m','input':[]}                                        | input",
                "{'model':'plain/m','input':7}                                         | input",
                "{'model':'plain/m','input':['a']}                                     | input[0]",
                "{'model':'plain/m','input':[{'role':'robot','content':'a'}]}          | input[0].role",
                "{'model':'plain/m','input':[{'role':'user'}]}                         | input[0].content",
                "{'model':'plain/m','input':[{'role':'user','content':['a']}]}         | input[0].content[0]",
                "{'model':'plain/m','input':[{'role':'user','content':[{'type':'smell'}]}]} | input[0].content[0].type",
                "{'model':'plain/m','input':[{'role':'user','content':[{'type':'input_image','file_id':'f'}]}]} | input[0].content[0].file_id",
                "{'model':'plain/m','input':[{'role':'user','content':[{'type':'input_file','file_url':'u'}]}]} | input[0].content[0].file_url",
                "{'model':'plain/m','input':[{'role':'system','content':[{'type':'input_image','image_url':'u'}]}]} | input[0].content[0].type",
                "{'model':'plain/m','input':[{'type':'local_shell_call'}]}             | input[0].type",
                "{'model':'plain/m','input':[{'type':'of_tomorrow'}]}                  | input[0].type",
                "{'model':'plain/m','input':[{'type':'item_reference','id':'msg_x'}]}  | input[0].id",
                "{'model':'plain/m','input':[{'type':'function_call','call_id':'c','arguments':'{}'}]} | input[0].name",
                "{'model':'plain/m','input':[{'type':'function_call_output','output':'x'}]} | input[0].call_id",
                "{'model':'plain/m','input':'a','instructions':7}                      | instructions",
                "{'model':'plain/m','input':'a','prompt':{'id':'p'}}                   | prompt",
                "{'model':'plain/m','input':'a','conversation':'c'}                    | conversation",
                "{'model':'plain/m','input':'a','previous_response_id':'resp_unknown'} | previous_response_id",
                "{'model':'plain/m','input':'a','previous_response_id':7}              | previous_response_id",
                "{'model':'plain/m','input':'a','tools':[{'type':'web_search'}]}       | tools[0].type",
                "{'model':'plain/m','input':'a','tools':[{'type':'shell'}]}            | tools[0].type",
                "{'model':'plain/m','input':'a','tools':[{'type':'function'}]}         | tools[0].name",
                "{'model':'plain/m','input':'a','tools':[{'type':'function','name':'t'}],'tool_choice':'some'} | tool_choice",
                "{'model':'plain/m','input':'a','tools':[{'type':'function','name':'t'}],'tool_choice':{'type':'mcp'}} | tool_choice.type",
                "{'model':'plain/m','input':'a','text':{'format':{'type':'xml'}}}      | text.format.type",
                "{'model':'plain/m','input':'a','text':{'format':{'type':'json_schema','name':'n'}}} | text.format.schema",
                "{'model':'plain/m','input':'a','temperature':'hot'}                   | temperature",
                "{'model':'plain/m','input':'a','max_output_tokens':'9'}               | max_output_tokens",
                "{'model':'plain/m','input':'a','metadata':'m'}                        | metadata",
                "{'model':'plain/m','input':'a','reasoning':'r'}                       | reasoning",
                "{'model':'plain/m','input':'a','store':'no'}                          | store",
            })
    void whatNobodyCanServe_isRefusedWithItsPlace(String body, String param) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        HttpResponse<String> answer = post(RESPONSES, body.replace('\'', '"'));

        assertError(answer, 400, null, param);
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void errorsOfOpenAi_passAsTheyCame() throws Exception {
        String body =
                "{\"error\":{\"message\":\"No\",\"type\":\"invalid_request_error\",\"param\":\"input\",\"code\":\"bad\"}}";
        UPSTREAM.answer(Script.json(400, body));

        HttpResponse<String> answer = post(RESPONSES, responses("openai/m"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void refusedKeyOfTheGateway_isNotTheCallers() throws Exception {
        UPSTREAM.answer(Script.json(401, """
            {"error":{"message":"Incorrect API key provided: sk-provider-canary","type":"invalid_request_error",\
            "param":null,"code":"invalid_api_key"}}\
            """));

        HttpResponse<String> answer = post(RESPONSES, responses("openai/m"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).doesNotContain(PROVIDER_KEY);
    }
}
