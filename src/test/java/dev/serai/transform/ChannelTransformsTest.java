package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.files.Folder;
import dev.serai.wire.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of alerts in the words of channels: their labels may be what a caller says. */
class ChannelTransformsTest {

    private static final String HOSTILE = "<!channel> <https://evil.example|here> [here](https://evil.example) & co";

    private static Transforms transforms;

    @BeforeAll
    static void compile() {
        transforms = new Transforms(
                Folder.read(Path.of("transforms"), "transforms", ".jslt"), new TransformFunctions(() -> "1"));
    }

    private static JsonNode told(String channel) {
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("state", "firing")
                .put("severity", "info")
                .put("subject", "Serai: price-unknown (" + HOSTILE + ") is firing")
                .put("text", HOSTILE + " has no price")
                .put("id", "price-unknown/model=" + HOSTILE);
        return Transforms.apply(transforms.find("channels/" + channel).orElseThrow(), Map.of(), message);
    }

    @Test
    void slack_callsNobody_andShowsNoLinkAsSomethingElse() {
        assertThat(told("slack").path("text").asText())
                .doesNotContain("<", ">")
                .contains("*Serai: price-unknown (&lt;!channel&gt; ", "\n&lt;!channel&gt; ", "&amp; co has no price");
    }

    @Test
    void teams_showsNoLinkAsSomethingElse() {
        for (JsonNode block : told("teams").at("/attachments/0/content/body")) {
            assertThat(block.path("text").asText())
                    .contains("\\[here\\](https://evil.example)")
                    .doesNotContain(" [here]");
        }
    }

    @Test
    void programs_getItAsItIs() {
        assertThat(told("pagerduty").at("/payload/summary").asText()).contains(HOSTILE);
        assertThat(told("webhook").path("text").asText()).isEqualTo(HOSTILE + " has no price");
    }
}
