package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.provider.Provider;
import dev.serai.stream.ChatChunks;
import dev.serai.stream.FoldedStream;
import dev.serai.stream.SseParser;
import dev.serai.support.Enlarged;
import dev.serai.support.Growth;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.RequestScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The work of every transform grows with the size of what it is given, and no faster, whichever text or list of a request,
 * answer, stream or error it is that grows: found by enlarging the golden files, one place at a time.
 */
class TransformGrowthTest {

    private static final int LARGE = 16_000;
    private static final int MANY = 2_000;

    /** Work that takes no longer is not worth doubling. */
    private static final long SHORT_NANOS = 25_000_000;

    /** Each doubling of the size may take so many times the work: 4 is quadratic. */
    private static final double MOST = 3;

    private static final WirePhases PHASES = new WirePhases();

    /** The golden files, by what transforms them. */
    record Subject(String name, List<WireFixtures.Case> cases) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject> subjects() throws IOException {
        Map<String, Subject> subjects = new TreeMap<>();
        for (WireFixtures.Case it : WireFixtures.cases().toList()) {
            Provider provider = WireFixtures.provider(it.provider());
            transform(it, provider)
                    .ifPresent(transform -> subjects.computeIfAbsent(
                                    it.kind() + " " + it.operation() + " " + System.identityHashCode(transform),
                                    key -> new Subject(
                                            it.provider() + " " + it.operation() + " " + it.kind(), new ArrayList<>()))
                            .cases()
                            .add(it));
        }
        return subjects.values().stream();
    }

    private static Optional<Expression> transform(WireFixtures.Case it, Provider provider) {
        return switch (it.kind()) {
            case "request" -> PHASES.dialect(provider).request(it.operation());
            case "response" -> PHASES.dialect(provider).response(it.operation());
            case "stream" -> PHASES.dialect(provider).stream(it.operation());
            default -> Optional.of(PHASES.dialect(provider).error());
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void work_growsWithTheSize(Subject subject) throws Exception {
        Set<String> seen = new HashSet<>();
        for (WireFixtures.Case it : subject.cases()) {
            JsonNode input = it.read(it.kind().equals("request") ? "openai" : "provider");
            Provider provider = WireFixtures.provider(it.provider());
            for (Enlarged.Place place : Enlarged.places(input)) {
                if (seen.add(place.kind())) {
                    for (Enlarged.Way way : Enlarged.Way.of(place)) {
                        assertGrowth(it, provider, place, way);
                    }
                }
            }
        }
        assertThat(seen).isNotEmpty();
    }

    /** What is looked up in a list for each element of another grows with both. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void work_growsWithTwoListsAsWithOne(Subject subject) throws Exception {
        Set<String> seen = new HashSet<>();
        for (WireFixtures.Case it : subject.cases()) {
            JsonNode input = it.read(it.kind().equals("request") ? "openai" : "provider");
            Provider provider = WireFixtures.provider(it.provider());
            List<Enlarged.Place> places = Enlarged.places(input);
            for (Enlarged.Place list : places) {
                for (Enlarged.Place other : places) {
                    if (list.isList()
                            && !list.isAround(other)
                            && !other.isAround(list)
                            && seen.add(list.kind() + other.kind())) {
                        assertGrowth(
                                it,
                                provider,
                                list.path() + " and " + other.path(),
                                size -> list.with(other, size / 2, other.isList() ? size / 2 : 4 * size));
                    }
                }
            }
        }
    }

    private static void assertGrowth(WireFixtures.Case it, Provider provider, Enlarged.Place place, Enlarged.Way way)
            throws Exception {
        int each = way.repeats() ? 1 : LARGE / MANY;
        assertGrowth(it, provider, place.path() + " " + way, size -> place.enlarged(way, each * size));
    }

    private static void assertGrowth(
            WireFixtures.Case it, Provider provider, String what, IntFunction<JsonNode> enlarged) throws Exception {
        IntFunction<Growth.Work> work = size -> {
            JsonNode input = enlarged.apply(size);
            return () -> run(it, provider, input);
        };
        long took = Growth.once(work.apply(MANY));
        if (took > SHORT_NANOS) {
            assertThat(Growth.perDoubling(work, MANY / 8, 4 * MANY))
                    .as("%s: %s, %d ms for %d", it, what, took / 1_000_000, MANY)
                    .isLessThan(MOST);
        }
    }

    private static void run(WireFixtures.Case it, Provider provider, JsonNode input) throws IOException {
        try {
            Map<String, JsonNode> facts = WirePhases.facts(it, provider, 1_700_000_000L);
            if (it.kind().equals("stream")) {
                stream(it, provider, facts, input);
                return;
            }
            JsonNode given = it.kind().equals("request") ? edited(it, provider, input) : input;
            Json.bytes(Transforms.apply(transform(it, provider).orElseThrow(), facts, given));
        } catch (ApiException | JsltException | UncheckedIOException e) {
            // refused, which is work as well
        }
    }

    private static JsonNode edited(WireFixtures.Case it, Provider provider, JsonNode input) {
        ApiRequest asked = RequestScanner.scan(it.operation(), Json.bytes(input));
        RequestEdits.apply(asked.members(), asked, provider, asked.model(), Memory.UNCOUNTED);
        return asked.members().tree();
    }

    private static void stream(WireFixtures.Case it, Provider provider, Map<String, JsonNode> facts, JsonNode events)
            throws IOException {
        ChatChunks chunks = new ChatChunks(new ChatChunks.Wish(false, true), "id", it.model(), 1_700_000_000L);
        FoldedStream stream = new FoldedStream(transform(it, provider).orElseThrow(), facts, chunks, Memory.UNCOUNTED);
        for (JsonNode event : events) {
            if (event instanceof ObjectNode) {
                stream.event(new SseParser.Event("", Json.bytes(event)));
                stream.take();
            }
        }
        stream.endOfStream();
    }
}
