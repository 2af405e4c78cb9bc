package dev.serai.inbound;

import dev.serai.support.Script;
import java.util.EnumSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How a provider fails: before a word, amid its text, at its end, or by saying nothing more. */
enum Fault {
    REFUSED((start, rest) -> Script.json(500, "{}")),
    OVERLOADED((start, rest) -> Script.json(503, "{}", "retry-after: 1")),
    RESET_BEFORE_ALL((start, rest) -> Script.silent().reset()),
    SILENT((start, rest) -> Script.silent().stall(5)),
    EMPTY((start, rest) -> Script.stream().end()),
    HTML((start, rest) -> Script.typed(200, "text/html", "<html>")),
    CUT((start, rest) -> Script.stream().send(start).end()),
    RESET((start, rest) -> Script.stream().send(start).pause(50).reset()),
    STALLED((start, rest) -> Script.stream().send(start).stall(5)),
    GARBLED((start, rest) ->
            Script.stream().send(start + "data: {\n\ndata: {\n\n").end()),
    CUT_AT_ITS_END((start, rest) -> Script.stream().send(start + rest).end());

    @SuppressWarnings("ImmutableEnumChecker") // a script is made anew each time
    private final BiFunction<String, String, Script> script;

    Fault(BiFunction<String, String, Script> script) {
        this.script = script;
    }

    /**
     * What the provider does.
     *
     * @param start its events up to the first words
     * @param rest those after them, without its end
     */
    Script of(String start, String rest) {
        return script.apply(start, rest);
    }

    boolean isOfStreams() {
        return EnumSet.range(CUT, CUT_AT_ITS_END).contains(this);
    }

    /** Each fault at each of the targets that are asked first, with each way to recover. */
    static Stream<Arguments> walls(String... first) {
        return Stream.of(values())
                .flatMap(fault -> Stream.of(first)
                        .flatMap(
                                target -> Stream.of("resume", "restart").map(how -> Arguments.of(fault, target, how))));
    }
}
