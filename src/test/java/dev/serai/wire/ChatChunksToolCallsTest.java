package dev.serai.wire;

import static dev.serai.stream.ChatPieces.CHAT;
import static dev.serai.stream.ChatPieces.END;
import static dev.serai.stream.ChatPieces.ROLE;
import static dev.serai.stream.ChatPieces.deltas;
import static dev.serai.stream.ChatPieces.tool;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls are numbered as they open, and their arguments are never empty. */
class ChatChunksToolCallsTest {

    @Test
    void toolCalls_areNumberedInTheOrderTheyOpen() throws Exception {
        assertThat(deltas(
                        CHAT,
                        "{'tool': 7, 'id': 'b', 'name': 'g', 'arguments': '{'}",
                        "{'tool': 3, 'id': 'a', 'name': 'f'}",
                        "{'tool': 7, 'arguments': '}'}",
                        "{'tool': 3, 'arguments': '[]'}"))
                .containsExactly(
                        "0 " + ROLE,
                        "0 {'tool_calls':[{'index':0,'id':'b','type':'function',"
                                + "'function':{'name':'g','arguments':'{'}}]}",
                        "0 {'tool_calls':[{'index':1,'id':'a','type':'function',"
                                + "'function':{'name':'f','arguments':''}}]}",
                        "0 {'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}",
                        "0 {'tool_calls':[{'index':1,'function':{'arguments':'[]'}}]}");
    }

    @Test
    void toolCalls_areNumberedPerChoice() throws Exception {
        assertThat(deltas(CHAT, tool("a", 0), tool("b", 1)).stream().filter(delta -> delta.contains("tool_calls")))
                .allMatch(delta -> delta.contains("'index':0"))
                .hasSize(2);
    }

    @Test
    void unknownTool_isIgnored() throws Exception {
        assertThat(deltas(CHAT, "{'tool': 'search', 'arguments': '{}'}", "{'tool': 'search', 'end': true}"))
                .containsExactly("0 " + ROLE);
    }

    @Test
    void emptyArguments_becomeAnObjectWhenTheCallEnds() throws Exception {
        assertThat(deltas(CHAT, tool("a", 0), "{'tool': 'a', 'arguments': ''}", "{'tool': 'a', 'end': true}", END))
                .filteredOn(delta -> delta.contains("{}'"))
                .containsExactly("0 {'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}");
    }

    @Test
    void emptyArguments_becomeAnObjectBeforeAnyFinish() throws Exception {
        assertThat(deltas(CHAT, tool("a", 0), tool("b", 0), "{'tool': 'b', 'arguments': '[]'}", tool("c", 1), END))
                .endsWith(
                        "0 {'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                        "1 {'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                        "0 {}",
                        "1 {}");
    }
}
