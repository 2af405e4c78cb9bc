package dev.serai.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.wire.Json;
import dev.serai.wire.JsonMembers;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the answer of one request.
 *
 * @param promised the id that the client has for it already; null if it has none
 */
record Keeping(
        KeptAnswers answers, Call call, Original original, String owner, String promised, Duration kept, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    /** The data of an event that says the whole answer. */
    void ended(byte[] data) {
        try {
            RawObject.Slice response = JsonMembers.of(data, 0, data.length).get("response");
            if (response != null) {
                keep(response);
            }
        } catch (IOException e) {
            LOG.debug("An answer is not kept: its last event is no JSON");
        }
    }

    void keep(RawObject.Slice answer) {
        try {
            RawObject members = JsonMembers.of(answer.source(), answer.start(), answer.end());
            String id = promised == null ? text(members.get("id")) : promised;
            if (!id.isEmpty() && !isOver()) {
                answers.keep(kept(id, text(members.get("status")), text(answer)));
            }
        } catch (IOException e) {
            LOG.debug("An answer is not kept: it is no JSON object");
        }
    }

    private KeptAnswer kept(String id, String status, String answer) throws IOException {
        Instant now = clock.instant();
        boolean passed =
                promised == null && call.attempt() != null && call.attempt().isAsSaid();
        String provider = passed ? call.target().provider().name() : null;
        String input = original.past() == null
                ? Inputs.of(original.members().get("input"))
                : original.past().input();
        String told = promised == null ? answer : underItsId(answer);
        return new KeptAnswer(owner, id, provider, status, told, input, now, now.plus(kept));
    }

    /** Whoever has made it, it is the one that was promised. */
    private String underItsId(String answer) throws IOException {
        ObjectNode tree = (ObjectNode) Json.parse(answer.getBytes(StandardCharsets.UTF_8));
        return Json.text(tree.put("id", promised).put(Later.VARIABLE, true));
    }

    /** Whether somebody has cancelled, or deleted, what was promised. */
    private boolean isOver() {
        return promised != null
                && !answers.find(owner, promised).map(KeptAnswer::underWay).orElse(false);
    }

    /** The JSON, or of a text its characters: ids and words have none that are escaped. */
    private static String text(RawObject.Slice slice) {
        if (slice == null) {
            return "";
        }
        boolean quoted = slice.length() > 1 && slice.source()[slice.start()] == '"';
        int quotes = quoted ? 1 : 0;
        return new String(slice.source(), slice.start() + quotes, slice.length() - 2 * quotes, StandardCharsets.UTF_8);
    }
}
