package dev.serai.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Names and buckets of OpenTelemetry's conventions for generative AI.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/">Semantic conventions for generative AI
 *     metrics</a>
 */
final class GenAi {

    static final String DURATION = "gen_ai.client.operation.duration";
    static final String USAGE = "gen_ai.client.token.usage";
    static final String FIRST_TOKEN = "gen_ai.server.time_to_first_token";
    static final String EACH_TOKEN = "gen_ai.server.time_per_output_token";

    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String MODEL = "gen_ai.request.model";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String ERROR = "error.type";

    static final Duration[] DURATIONS =
            seconds(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
    static final Duration[] FIRST_TOKENS =
            seconds(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
    static final Duration[] EACH_TOKENS =
            seconds(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5);

    /** 1, 4, 16 and so on, to 4 to the power of 13. */
    static final double[] TOKENS =
            DoubleStream.iterate(1, it -> it * 4).limit(14).toArray();

    private GenAi() {}

    /** An operation of ours by the convention's name. */
    static String operation(String ours) {
        return ours.equals("completions") ? "text_completion" : ours;
    }

    static Duration[] seconds(double... bounds) {
        return Arrays.stream(bounds)
                .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
                .toArray(Duration[]::new);
    }
}
