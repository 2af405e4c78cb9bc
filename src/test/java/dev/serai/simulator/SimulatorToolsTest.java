package dev.serai.simulator;

import static dev.serai.simulator.Upstream.chat;
import static dev.serai.simulator.Upstream.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorToolsTest {

    private static final String TOOLS = ",'tools':["
            + "{'type':'function','function':{'name':'weather','parameters':{'type':'object',"
            + "'properties':{'city':{'type':'string'},'unit':{'enum':['C','F']}},'required':['city']}}},"
            + "{'type':'function','function':{'name':'time'}},"
            + "{'type':'custom','custom':{'name':'shell'}}]";

    private final Upstream upstream = Upstream.fast();

    @Test
    void auto_callsTheFirstTool() throws IOException {
        JsonNode choice = choice(chat("echo", "Hi", TOOLS));
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.path("message").get("content").isNull()).isTrue();
        assertThat(names(choice)).containsExactly("weather");
        JsonNode call = choice.at("/message/tool_calls/0");
        assertThat(call.path("id").asText()).startsWith("call_");
        assertThat(call.path("type").asText()).isEqualTo("function");
        assertThat(Upstream.parse(call.at("/function/arguments").asText()))
                .isEqualTo(json("{'city':'city','unit':'C'}"));
    }

    @Test
    void allTools_areCalledTogether() throws IOException {
        JsonNode choice = choice(chat("echo", "Use all tools please", TOOLS));
        assertThat(names(choice)).containsExactly("weather", "time", "shell");
        assertThat(choice.at("/message/tool_calls/1/function/arguments").asText())
                .isEqualTo("{}");
        assertThat(choice.at("/message/tool_calls/2").path("type").asText()).isEqualTo("custom");
        assertThat(choice.at("/message/tool_calls/2/custom/input").asText()).isEqualTo("input for shell");
        assertThat(choice.path("message").findValuesAsText("id")).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void parallelCallsForbidden_callsOne() throws IOException {
        assertThat(names(choice(chat("echo", "Use all tools", TOOLS + ",'parallel_tool_calls':false"))))
                .containsExactly("weather");
    }

    @Test
    void none_answersWithText() throws IOException {
        assertThat(names(choice(chat("echo", "Hi", TOOLS + ",'tool_choice':'none'"))))
                .isEmpty();
    }

    @Test
    void namedTool_isCalled() throws IOException {
        String function = ",'tool_choice':{'type':'function','function':{'name':'time'}}";
        assertThat(names(choice(chat("echo", "Hi", TOOLS + function)))).containsExactly("time");
        String custom = ",'tool_choice':{'type':'custom','custom':{'name':'shell'}}";
        assertThat(names(choice(chat("echo", "Hi", TOOLS + custom)))).containsExactly("shell");
    }

    @Test
    void unknownNamedTool_isRefused() throws IOException {
        String choice = ",'tool_choice':{'type':'function','function':{'name':'nope'}}";
        assertThat(upstream.whole("chat", chat("echo", "Hi", TOOLS + choice))
                        .at("/error/param")
                        .asText())
                .isEqualTo("tool_choice");
    }

    @Test
    void allowedTools_narrowTheChoice() throws IOException {
        String choice = ",'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':["
                + "{'type':'function','function':{'name':'time'}}]}}";
        assertThat(names(choice(chat("echo", "Hi", TOOLS + choice)))).containsExactly("time");
    }

    @Test
    void toolResults_areQuoted() throws IOException {
        String content = choice(afterTools("")).at("/message/content").asText();
        assertThat(content).startsWith("The tools answered: \"sunny\", \"noon\". ");
    }

    @Test
    void required_callsAfterToolResultsToo() throws IOException {
        assertThat(names(choice(afterTools(",'tool_choice':'required'")))).containsExactly("weather");
    }

    @Test
    void maxTokens_cutsTheArguments() throws IOException {
        JsonNode choice = choice(chat("echo", "Hi", TOOLS + ",'max_tokens':3"));
        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
        assertThat(choice.at("/message/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"");
    }

    @Test
    void streamedCalls_joinToTheWholeOnes() throws IOException {
        String request = chat("echo", "Use all tools", TOOLS);
        List<JsonNode> deltas =
                upstream.chunks("chat", chat("echo", "Use all tools", TOOLS + ",'stream':true")).stream()
                        .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
                        .filter(JsonNode::isObject)
                        .toList();

        JsonNode whole = choice(request).at("/message/tool_calls");
        for (int i = 0; i < 3; i++) {
            int index = i;
            List<JsonNode> call = deltas.stream()
                    .filter(d -> d.path("index").asInt() == index)
                    .toList();
            assertThat(call).hasSizeGreaterThan(2);
            assertThat(call.get(0).path("id")).isEqualTo(whole.get(i).path("id"));
            assertThat(call.get(0).path("type")).isEqualTo(whole.get(i).path("type"));
            String type = whole.get(i).path("type").asText();
            String input = type.equals("custom") ? "/custom/input" : "/function/arguments";
            assertThat(Upstream.joined(call, input))
                    .isEqualTo(whole.get(i).at(input).asText());
        }
    }

    private static String afterTools(String more) {
        return "{'model':'echo','messages':[{'role':'user','content':'Hi'},"
                + "{'role':'assistant','content':null,'tool_calls':[{'id':'1','type':'function',"
                + "'function':{'name':'weather','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'1','content':'sunny'},"
                + "{'role':'tool','tool_call_id':'2','content':[{'type':'text','text':'noon'}]}]" + TOOLS + more + "}";
    }

    private JsonNode choice(String request) throws IOException {
        return upstream.whole("chat", request).at("/choices/0");
    }

    private static List<String> names(JsonNode choice) {
        return choice.at("/message/tool_calls").findValuesAsText("name");
    }
}
