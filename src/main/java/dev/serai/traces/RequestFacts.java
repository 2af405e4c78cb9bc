package dev.serai.traces;

import dev.serai.call.Target;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.RawObject;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a request asks of a model, and where that is. */
final class RequestFacts {

    private static final int LONGEST_NUMBER = 40;
    private static final ServerAddresses SERVERS = new ServerAddresses();

    /** Members of a request by their attributes. */
    private static final Map<String, AttributeKey<Double>> NUMBERS = Map.of(
            "temperature", AttributeKey.doubleKey("gen_ai.request.temperature"),
            "top_p", AttributeKey.doubleKey("gen_ai.request.top_p"),
            "frequency_penalty", AttributeKey.doubleKey("gen_ai.request.frequency_penalty"),
            "presence_penalty", AttributeKey.doubleKey("gen_ai.request.presence_penalty"));

    private RequestFacts() {}

    static void describe(Span span, Target target, ApiRequest request) {
        span.setAllAttributes(SERVERS.of(target.provider().parameter("baseUrl")));
        span.setAttribute(Names.STREAM, request.stream());
        RawObject members = request.members();
        if (members == null || request.operation().equals("embeddings")) {
            return;
        }
        NUMBERS.forEach((member, key) -> {
            double value = number(members.get(member));
            if (!Double.isNaN(value)) {
                span.setAttribute(key, value);
            }
        });
        double seed = number(members.get("seed"));
        if (seed == Math.rint(seed)) {
            span.setAttribute(Names.SEED, (long) seed);
        }
        if (request.maxTokens() >= 0) {
            span.setAttribute(Names.MAX_TOKENS, request.maxTokens());
        }
        if (request.choices() > 1) {
            span.setAttribute(Names.CHOICES, request.choices());
        }
    }

    private static double number(RawObject.Slice value) {
        if (value == null || value.length() > LONGEST_NUMBER) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(
                    new String(value.source(), value.start(), value.length(), StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return Double.NaN; // whoever is asked says what is wrong with it
        }
    }
}
