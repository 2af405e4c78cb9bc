package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers a provider has cut short, by how they say that they end, and by nothing that stands in their text. */
class CutShortTest {

    private static boolean isCut(String chat) {
        return CutShort.is(chat.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"finish_reason\":\"content_filter\"}]}",
                "{\"choices\":[{\"finish_reason\":\"stop\"},{\"finish_reason\" :\n \"content_filter\"}]}",
                "data: {\"choices\":[{\"finish_reason\":null}]}\n\ndata: {\"choices\":[{\"finish_reason\": \"error\"}]}\n\n",
            })
    void cut_isTold(String chat) {
        assertThat(isCut(chat)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"finish_reason\"",
                "\"finish_reason\":",
                "\"finish_reason\"  ",
                "{\"choices\":[{\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"finish_reason\":\"length\"}]}",
                "{\"choices\":[{\"finish_reason\":null,\"error\":null}]}",
                "{\"content\":\"{\\\"finish_reason\\\":\\\"error\\\"}\",\"finish_reason\":\"tool_calls\"}",
                "{\"content\":\"ü finish_reason: error\"}",
            })
    void whole_isNot(String chat) {
        assertThat(isCut(chat)).isFalse();
    }
}
