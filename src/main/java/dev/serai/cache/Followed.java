package dev.serai.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Replayed;
import dev.serai.call.Target;
import dev.serai.stream.AnswerStream;

/**
 * A stream that comes for somebody else, too, who has asked for it.
 *
 * @param target who gives it; null where nobody is known
 */
record Followed(AnswerStream stream, Target target) implements Replayed {

    @Override
    public String provider() {
        return target == null ? null : target.provider().name();
    }

    @Override
    public String model() {
        return target == null ? null : target.model();
    }

    @Override
    public JsonNode usage() {
        return stream.usage();
    }

    @Override
    public long textBytes() {
        return stream.textBytes();
    }
}
