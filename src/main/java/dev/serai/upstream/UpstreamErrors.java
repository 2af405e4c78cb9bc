package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.log.Secrets;
import dev.serai.provider.Timers;
import dev.serai.provider.UpstreamHeaders;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A provider's errors as our callers get them, read by the provider's {@code error.jslt}. */
public final class UpstreamErrors {

    private static final int LONGEST_TEXT = 8192;

    /** The code of a key that has no money or quota left. */
    private static final String QUOTA = "insufficient_quota";

    static final String REFUSED_KEY = "provider_authentication_failed";

    /** What a content policy refuses is the caller's to know, whatever the status. */
    public static final Set<String> POLICY = Set.of("content_filter", "content_policy_violation");

    private final boolean passAuthErrors;

    /**
     * Sets how to tell of refused credentials.
     *
     * @param passAuthErrors true where callers bring the provider's keys: its 401 and 403 are then about their key
     */
    public UpstreamErrors(boolean passAuthErrors) {
        this.passAuthErrors = passAuthErrors;
    }

    /** The error that an HTTP error status and its body stand for. */
    ApiException of(Target target, int status, Map<String, String> headers, byte[] body) {
        ObjectNode input = Json.MAPPER.createObjectNode().put("status", status);
        input.set("headers", UpstreamHeaders.json(headers));
        ErrorBody.json(body)
                .ifPresentOrElse(
                        json -> input.set("body", json),
                        () -> input.put(
                                "text", new String(body, 0, Math.min(body.length, 2000), StandardCharsets.UTF_8)));
        ObjectNode answer = (ObjectNode) transform(target, input);
        ApiException error = hide(
                target, answer.path("status").asInt(502), answer.path("body").path("error"));
        UpstreamHeaders.forCaller(headers, target.provider().rateLimits(), Instant.now())
                .forEach(error::header);
        answer.path("headers")
                .properties()
                .forEach(h -> error.header(h.getKey(), h.getValue().asText()));
        return error;
    }

    /** The error of a body that has one in it although its status was 200. */
    ApiException inBody(Target target, JsonNode body) {
        return named(target, inEvent(target, body));
    }

    /** The same of an event, whose stream was named before. */
    ApiException inEvent(Target target, JsonNode body) {
        int code = body.path("error").path("code").asInt(0);
        return of(target, code >= 400 && code < 600 ? code : 502, Map.of(), Json.bytes(body));
    }

    /** The error of a stream that was one from its first event: its type tells the status. */
    static ApiException inStream(Target target, JsonNode error) {
        int status = switch (error.path("type").asText()) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "insufficient_quota" -> 402;
            case "rate_limit_error" -> 429;
            case "overloaded_error" -> 503;
            case "timeout_error" -> 504;
            default -> 502;
        };
        return inside(target, status, error);
    }

    /** The error of an answer that a response transform found to be one. */
    static ApiException inAnswer(Target target, JsonNode answer) {
        return inside(target, answer.path("status").asInt(502), answer.get("error"));
    }

    private static ApiException inside(Target target, int status, JsonNode error) {
        if (status == 401 && !isUnpaid(status, error)) {
            return refusedCredentials(target, status);
        }
        return named(target, error(target, status, error));
    }

    /** Says who failed although the status was 200, where that is all that the error is about. */
    private static ApiException named(Target target, ApiException error) {
        if (!(error instanceof Retryable failure) || error.status() < 500 || failure.isOutOfQuota()) {
            return error;
        }
        ApiException named = new Retryable(
                error.status(),
                error.type(),
                error.code(),
                "The provider '" + target.provider().name() + "' failed after HTTP 200: " + error.getMessage());
        error.headers().forEach(named::header);
        return named;
    }

    /** 502: the provider answered something that is no answer. */
    static ApiException unreadable(Target target, int status, String what) {
        return new Retryable(
                502,
                "server_error",
                "provider_invalid_response",
                "The provider '" + target.provider().name() + "' answered HTTP " + status + " with " + what);
    }

    /** 504: the provider was slower than its route, or the caller, allows. */
    static Retryable timedOut(Call call, String timer) {
        Retryable late = new Retryable(
                        504,
                        "timeout_error",
                        "provider_timeout",
                        "The provider '" + call.target().provider().name() + "' exceeded its " + timer)
                .notAgain();
        Timers timers = call.tries().timers();
        return timers != null && timers.isCallers(timer) ? late.callersLimit() : late;
    }

    private static JsonNode transform(Target target, ObjectNode input) {
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put("target", target.facts());
        facts.put("request", Json.MAPPER.createObjectNode());
        facts.put("now", LongNode.valueOf(Instant.now().getEpochSecond()));
        facts.put("state", Json.MAPPER.createObjectNode());
        try {
            return Transforms.apply(target.dialect().error(), facts, input);
        } catch (JsltException e) {
            ObjectNode generic = Json.MAPPER
                    .createObjectNode()
                    .put("status", input.path("status").asInt());
            generic.set(
                    "body", new ApiException(502, "server_error", null, null, "HTTP " + input.path("status")).body());
            return generic;
        }
    }

    private ApiException hide(Target target, int status, JsonNode error) {
        boolean aboutContent = error.path("code").asText("").startsWith("content_");
        boolean aboutCredentials = status == 401 || (status == 403 && !aboutContent);
        if (!aboutCredentials || passAuthErrors || isUnpaid(status, error)) {
            return error(target, status, error);
        }
        return refusedCredentials(target, status);
    }

    private static ApiException refusedCredentials(Target target, int status) {
        return new ApiException(
                502,
                "server_error",
                REFUSED_KEY,
                null,
                "The provider '" + target.provider().name() + "' refused the gateway's credentials (HTTP " + status
                        + "); the caller's key is not to blame");
    }

    private static ApiException error(Target target, int said, JsonNode read) {
        int status = said >= 400 && said < 600 ? said : 502; // clients have others for no answer at all
        JsonNode error = withoutKey(target, read);
        String type = error.path("type").asText("server_error");
        String code = error.path("code").asText(null);
        String message = error.path("message").asText("The provider failed");
        if (isUnpaid(status, error)) {
            Retryable unpaid = new Retryable(status, type, code, message).quota();
            unpaid.header("x-should-retry", "false");
            return unpaid;
        }
        boolean refusal = POLICY.contains(code == null ? "" : code);
        return Retryable.isStatus(status) && !refusal
                ? new Retryable(status, type, code, message)
                : new ApiException(
                        refusal && status >= 500 ? 400 : status,
                        type,
                        code,
                        error.path("param").asText(null),
                        message);
    }

    /** Whether the account has no money or quota left, which is nobody's fault who calls: error transforms say so. */
    private static boolean isUnpaid(int status, JsonNode error) {
        return status == 402
                || QUOTA.equals(error.path("code").asText())
                || QUOTA.equals(error.path("type").asText());
    }

    /** Some providers repeat the key that they refuse. */
    static JsonNode withoutKey(Target target, JsonNode error) {
        String key = target.key();
        ObjectNode safe = Json.MAPPER.createObjectNode();
        error.properties().forEach(member -> {
            JsonNode value = member.getValue();
            safe.set(member.getKey(), value.isTextual() ? shown(key, value.textValue()) : value);
        });
        return safe;
    }

    private static TextNode shown(String key, String text) {
        String safe = Secrets.known().masked(Secrets.without(key, text, "[key]"));
        return TextNode.valueOf(safe.length() > LONGEST_TEXT ? safe.substring(0, LONGEST_TEXT) : safe);
    }
}
