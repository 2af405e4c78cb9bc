package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Growth;
import java.io.IOException;
import java.util.function.IntFunction;
import org.junit.jupiter.params.provider.Arguments;

/** Work whose size grows, for the growth tests of what reads text, events and trees from outside. */
public final class Growing {

    /** Each doubling of the size may take so many times the work: 4 is quadratic. */
    private static final double MOST = 3;

    private Growing() {}

    public static void assertLinear(String what, IntFunction<Growth.Work> work) throws Exception {
        assertThat(Growth.perDoubling(work, 250, 16_000)).as(what).isLessThan(MOST);
    }

    public static Arguments work(String what, IntFunction<Growth.Work> work) {
        return Arguments.of(what, work);
    }

    /** So many members or elements, separated by commas. */
    public static String members(int count, IntFunction<String> member) {
        StringBuilder all = new StringBuilder(member.apply(0));
        for (int i = 1; i < count; i++) {
            all.append(',').append(member.apply(i));
        }
        return all.toString();
    }

    public static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text.substring(0, Math.min(200, text.length())), e);
        }
    }
}
