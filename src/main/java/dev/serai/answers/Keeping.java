package dev.serai.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.JsonMembers;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the answer of one request.
 *
 * @param promised the id that the client has for it already; null if it has none
 */
record Keeping(
        KeptAnswers answers, Call call, Original original, String owner, String promised, Duration kept, Clock clock) {

    /** Of the characters, while they are made a kept answer: those of it, as bytes and as a tree. */
    private static final long COPIES = 6;

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

    /** Keeps it, if it can be; gives whether it is. Whoever is answered has the answer, be that as it may. */
    boolean keep(RawObject.Slice answer) {
        long characters = Inputs.characters(answer) + inputCharacters();
        if (!answers.keeps(characters)) {
            return false;
        }
        try {
            call.memory().take(COPIES * characters);
            RawObject members = JsonMembers.of(answer.source(), answer.start(), answer.end());
            String id = promised == null ? text(members.get("id")) : promised;
            return AnswerId.is(id) && keep(kept(id, members, text(answer)));
        } catch (IOException e) {
            LOG.debug("An answer is not kept: it is no JSON object");
        } catch (MemoryShort e) {
            LOG.warn("An answer is not kept: there is no memory for it now");
        }
        return false;
    }

    private long inputCharacters() {
        Original.Past past = original.past();
        return past == null
                ? Inputs.characters(original.members().get("input"))
                : past.input().length();
    }

    private KeptAnswer kept(String id, RawObject members, String answer) throws IOException {
        Instant now = clock.instant();
        boolean passed =
                promised == null && call.attempt() != null && call.attempt().isAsSaid();
        return new KeptAnswer(
                owner,
                id,
                passed ? call.target().provider().name() : null,
                text(members.get("status")),
                promised == null ? answer : underItsId(answer),
                original.past() == null
                        ? Inputs.of(original.members().get("input"))
                        : original.past().input(),
                passed ? ItemIds.of(members.get("output")) : List.of(),
                now,
                now.plus(kept));
    }

    /** Whoever has made it, it is the one that was promised. */
    private String underItsId(String answer) throws IOException {
        ObjectNode tree = (ObjectNode) Json.parse(answer.getBytes(StandardCharsets.UTF_8));
        return Json.text(tree.put("id", promised).put(Later.VARIABLE, true));
    }

    /** What was promised may have been cancelled, or deleted; where the database is away, nobody could. */
    private boolean keep(KeptAnswer answer) {
        try {
            return promised == null
                    ? answers.keep(answer)
                    : answers.underWay()
                            .change(answer.key(), call.memory(), it -> answer)
                            .isPresent();
        } catch (ApiException e) {
            return answers.keep(answer);
        }
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
