package dev.serai.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.cache.CachedAnswer.Form;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * An answer as bytes: what is known of it as JSON, with its length before it, and its words. Times are by the clock of the day,
 * since that of nanoseconds is another one in each process.
 */
final class AnswerBytes {

    private static final String SAID = "said";
    private static final String CHAT = "chat";
    private static final String USAGE = "usage";

    private AnswerBytes() {}

    /** What clocks show at the same time. */
    record Now(long nanos, long millis) {}

    /** Those of an answer. */
    static byte[] of(CachedAnswer answer, Now now) {
        ObjectNode facts = Json.MAPPER.createObjectNode();
        facts.put("form", answer.form().name());
        Lifetime lifetime = answer.lifetime();
        facts.put("made", now.millis() - TimeUnit.NANOSECONDS.toMillis(lifetime.age(now.nanos())));
        facts.put("fresh", lifetime.fresh());
        facts.put("longest", lifetime.longest());
        facts.put("stale", lifetime.stale());
        facts.put("uses", answer.hits().sum());
        facts.put("category", answer.standing().category());
        facts.put("priority", answer.standing().priority());
        facts.put("owner", answer.standing().owner());
        facts.put("files", answer.standing().under().files());
        facts.put("prices", answer.standing().under().prices());
        facts.put("textBytes", answer.textBytes());
        facts.put("provider", answer.provider());
        facts.put("model", answer.model());
        facts.set(USAGE, answer.usage());
        facts.put(SAID, length(answer.said()));
        facts.put(CHAT, length(answer.chat()));
        byte[] head = Json.bytes(facts);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Integer.BYTES + head.length + answer.length()));
        bytes.putInt(head.length).put(head);
        for (byte[] words : new byte[][] {answer.said(), answer.chat()}) {
            bytes.put(words == null ? new byte[0] : words);
        }
        return bytes.array();
    }

    private static int length(byte[] words) {
        return words == null ? -1 : words.length;
    }

    /** The answer of bytes; null where they are none, or none of this version's. */
    static CachedAnswer read(byte[] all, Now now) {
        ByteBuffer bytes = ByteBuffer.wrap(all);
        try {
            JsonNode facts = Json.MAPPER.readTree(part(bytes, bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt()));
            if (!facts.path("made").isIntegralNumber()) {
                return null;
            }
            CachedAnswer answer = new CachedAnswer(
                    Form.valueOf(facts.path("form").asText()),
                    part(bytes, facts.path(SAID).asInt(-1)),
                    part(bytes, facts.path(CHAT).asInt(-1)),
                    CachedAnswer.bounded(facts.path(USAGE).isObject() ? facts.get(USAGE) : null),
                    facts.path("textBytes").asLong(),
                    text(facts, "provider"),
                    text(facts, "model"),
                    lifetime(facts, now),
                    standing(facts),
                    new LongAdder());
            answer.hits().add(facts.path("uses").asLong());
            return bytes.hasRemaining() || answer.length() == 0 ? null : answer;
        } catch (IOException | IllegalArgumentException e) { // none of ours
            return null;
        }
    }

    private static Lifetime lifetime(JsonNode facts, Now now) {
        long age = Math.max(0, now.millis() - facts.path("made").asLong());
        return new Lifetime(
                now.nanos() - TimeUnit.MILLISECONDS.toNanos(age),
                facts.path("fresh").asLong(),
                facts.path("longest").asLong(),
                facts.path("stale").asLong());
    }

    private static Standing standing(JsonNode facts) {
        return new Standing(
                facts.path("category").asText(),
                facts.path("priority").asInt(),
                facts.path("owner").asText(),
                new Standing.MadeUnder(
                        facts.path("files").asText(), facts.path("prices").asText()));
    }

    private static String text(JsonNode facts, String name) {
        return facts.path(name).isTextual() ? facts.get(name).textValue() : null;
    }

    private static byte[] part(ByteBuffer bytes, int length) {
        if (length < 0) {
            return null;
        }
        if (length > bytes.remaining()) {
            throw new IllegalArgumentException("it is cut");
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }
}
