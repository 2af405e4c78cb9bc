package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of the headers of callers. */
class PropagationTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private final Propagation contexts = new Propagation(List.of("tracecontext"));

    /** A request with headers: name, value, name, value. */
    record Asked(Map<String, List<String>> all) implements Origin {

        static Asked with(String... headers) {
            Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int i = 0; i < headers.length; i += 2) {
                all.merge(
                        headers[i],
                        List.of(headers[i + 1]),
                        (a, b) -> Stream.of(a, b).flatMap(List::stream).toList());
            }
            return new Asked(all);
        }

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String route() {
            return "/v1/chat/completions";
        }

        @Override
        public String path() {
            return route();
        }

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String client() {
            return "127.0.0.1";
        }

        @Override
        public List<String> headers(String name) {
            return all.getOrDefault(name, List.of());
        }
    }

    @Test
    void parent_isTaken() {
        SpanContext parent = contexts.parent(Asked.with("traceparent", PARENT));

        assertThat(parent.getTraceId()).isEqualTo(TRACE);
        assertThat(parent.getSpanId()).isEqualTo(SPAN);
        assertThat(parent.isSampled()).isTrue();
        assertThat(parent.isRemote()).isTrue();
        assertThat(contexts.parent(Asked.with("traceparent", PARENT.replaceFirst("01$", "00")))
                        .isSampled())
                .isFalse();
    }

    /** https://www.w3.org/TR/trace-context/#versioning-of-traceparent */
    @Test
    void parentOfALaterVersion_isTakenAsFarAsItIsKnown() {
        assertThat(contexts.parent(Asked.with("traceparent", "cc" + PARENT.substring(2) + "-what-comes-later"))
                        .getTraceId())
                .isEqualTo(TRACE);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "",
                " ",
                "00",
                TRACE,
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + "0".repeat(32) + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + "0".repeat(16) + "-01",
                PARENT + "-more",
                PARENT + "0",
                PARENT.substring(1),
                PARENT.toUpperCase(java.util.Locale.ROOT).replace("00-", "00-"),
                "00-" + TRACE.replace('4', 'g') + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-zz",
                "00_" + TRACE + "_" + SPAN + "_01",
                "00-" + TRACE.replace('4', '\u0664') + "-" + SPAN + "-01",
                "cc" + PARENT.substring(2) + "x".repeat(100_000),
                "00-" + TRACE + "\r\nx-injected: 1-" + SPAN + "-01",
                "'; drop table span; --",
                "\u0000".repeat(55));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void anythingElse_isAsIfItWereNotThere(String value) {
        assertThat(contexts.parent(Asked.with("traceparent", value)).isValid()).isFalse();
    }

    @Test
    void twoParents_areNone() {
        assertThat(contexts.parent(Asked.with("traceparent", PARENT, "traceparent", PARENT))
                        .isValid())
                .isFalse();
    }

    @Test
    void state_goesOn() {
        SpanContext parent = contexts.parent(Asked.with(
                "traceparent", PARENT, "tracestate", "rojo=00f067aa0ba902b7", "tracestate", "congo=t61rcWkgMzE"));

        assertThat(Propagation.text(parent.getTraceState())).isEqualTo("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    }

    static Stream<String> hostileStates() {
        return Stream.of(
                "no-value",
                "=",
                "a=b\u0000c,",
                "a=" + "x".repeat(513),
                String.join(",", Collections.nCopies(600, "a=b")),
                "UPPER=case");
    }

    @ParameterizedTest
    @MethodSource("hostileStates")
    void stateThatIsNone_isLeftOut_andTheParentStays(String state) {
        SpanContext parent = contexts.parent(Asked.with("traceparent", PARENT, "tracestate", state));

        assertThat(parent.isValid()).isTrue();
        assertThat(Propagation.text(parent.getTraceState()))
                .doesNotContain("\u0000")
                .hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void baggage_goesOnWhereItIsAskedFor() {
        Asked asked = Asked.with("baggage", "tenant=acme,user=7");

        assertThat(contexts.baggage(asked)).isEmpty();
        String goesOn = new Propagation(List.of("tracecontext", "baggage")).baggage(asked);
        assertThat(Arrays.asList(goesOn.split(",", -1))).containsExactlyInAnyOrder("tenant=acme", "user=7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-value", "a=\r\nx: y", "\u0000=\u0000"})
    void baggageThatIsNone_isLeftOut(String value) {
        String goesOn = new Propagation(List.of("baggage")).baggage(Asked.with("baggage", value));

        assertThat(goesOn).doesNotContain("\r", "\n", "\u0000");
    }

    @Test
    void baggageThatIsLong_isLeftOut() {
        Asked asked = Asked.with("baggage", "a=" + "x".repeat(2000));

        assertThat(new Propagation(List.of("baggage")).baggage(asked)).isEmpty();
    }

    @Test
    void none_takesAndTellsNothing() {
        Propagation none = new Propagation(List.of("none"));

        assertThat(none.tellsProviders()).isFalse();
        assertThat(none.parent(Asked.with("traceparent", PARENT)).isValid()).isFalse();
    }
}
