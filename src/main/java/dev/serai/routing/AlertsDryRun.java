package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.alerts.AlertSample;
import dev.serai.call.TransformFacts;
import dev.serai.transform.Transforms;
import dev.serai.wire.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What alerts would tell, and how it would look to their channels. Nothing is asked, and nothing is sent.
 *
 * @param alerts those of the files
 */
record AlertsDryRun(List<AlertSample> alerts, Transforms transforms) {

    /** Prints those of these names; all where there are none. */
    void print(List<String> names, PrintStream out) {
        for (AlertSample alert : alerts) {
            if (names.isEmpty() || names.contains(alert.name())) {
                alert.lines().forEach(out::println);
                alert.channels().forEach((channel, missing) -> print(alert, channel, missing, out));
            }
        }
    }

    private void print(AlertSample alert, String channel, String missing, PrintStream out) {
        out.println("  channel   " + channel
                + (missing.isEmpty() ? "" : ": it does not work until " + missing + " is set"));
        transforms
                .find("channels/" + channel)
                .ifPresent(form -> out.println("            "
                        + Json.text(Transforms.apply(form, facts(), Json.MAPPER.valueToTree(alert.document())))));
    }

    private static Map<String, JsonNode> facts() {
        return TransformFacts.of(Json.MAPPER.createObjectNode(), Json.MAPPER.createObjectNode(), Map.of());
    }
}
