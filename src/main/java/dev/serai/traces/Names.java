package dev.serai.traces;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * What spans say, by the names of OpenTelemetry's conventions, and by {@code serai.…} where these have none.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions-genai">GenAI</a>
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">HTTP</a>
 */
final class Names {

    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> EXCEPTION = AttributeKey.stringKey("exception.type");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

    // of a request
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
    static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
    static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("serai.request.id");
    static final AttributeKey<String> PROJECT = AttributeKey.stringKey("serai.project.id");
    static final AttributeKey<String> TOKEN = AttributeKey.stringKey("serai.token.id");
    static final AttributeKey<String> ASKED_MODEL = AttributeKey.stringKey("serai.model");
    static final AttributeKey<Double> COST = AttributeKey.doubleKey("serai.cost");
    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("serai.attempts");
    static final AttributeKey<Double> OVERHEAD = AttributeKey.doubleKey("serai.overhead");
    static final AttributeKey<Boolean> CLIENT_LEFT = AttributeKey.booleanKey("serai.client.left");

    // of an attempt
    static final AttributeKey<String> WAY = AttributeKey.stringKey("serai.attempt.way");
    static final AttributeKey<Long> NUMBER = AttributeKey.longKey("serai.attempt.number");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("serai.attempt.outcome");
    static final AttributeKey<String> TARGET = AttributeKey.stringKey("serai.target");

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
    static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
    static final AttributeKey<Long> CHOICES = AttributeKey.longKey("gen_ai.request.choice.count");
    static final AttributeKey<Long> SEED = AttributeKey.longKey("gen_ai.request.seed");
    static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    static final AttributeKey<List<String>> FINISH = AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Double> FIRST = AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<Long> CACHE_READ = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    static final AttributeKey<Long> CACHE_CREATION = AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
    static final AttributeKey<Long> REASONING = AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
    static final AttributeKey<String> INPUT = AttributeKey.stringKey("gen_ai.input.messages");
    static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("gen_ai.output.messages");

    /** In place of a method that the convention does not know. */
    static final String OTHER_METHOD = "_OTHER";

    private Names() {}
}
