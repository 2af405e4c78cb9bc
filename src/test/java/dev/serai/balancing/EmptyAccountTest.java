package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A provider's account without money is the gateway's trouble, not the caller's: whatever the vendor's words and status, the
 * next target answers, and the empty one is left alone.
 */
@Timeout(60)
class EmptyAccountTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final long MINUTES = 300_000_000_000L;

    /** What a vendor says, of a model that is asked in this case alone. */
    record Said(String provider, String model, int status, String body) {

        String alias() {
            return "paid-" + provider + "-" + model;
        }
    }

    private static final List<Said> EMPTY = List.of(
            openai("quota", 429, "You exceeded your current quota", "insufficient_quota"),
            openai("inactive", 429, "Your account is not active", "billing_not_active"),
            openai("hard", 400, "Billing hard limit has been reached", "billing_hard_limit_reached"),
            // https://developers.openai.com/api/docs/guides/spend-limits
            openai("organization", 429, "Limit", "organization_spend_limit_exceeded"),
            openai("project", 429, "Limit", "project_spend_limit_exceeded"),
            openai("usage", 429, "Limit", "organization_usage_limit_exceeded"),
            openai("credit", 429, "Limit", "credit_balance_exhausted"),
            // https://platform.claude.com/docs/en/api/rate-limits
            claude(
                    "credit",
                    400,
                    "invalid_request_error",
                    "Your credit balance is too low to access the Anthropic API."),
            claude("usage", 400, "invalid_request_error", "You have reached your specified API usage limits."),
            claude(
                    "workspace",
                    400,
                    "invalid_request_error",
                    "You have reached your specified workspace API usage limits."),
            claude("spend", 400, "invalid_request_error", "This workspace has reached its monthly spend limit."),
            claude("billing", 400, "billing_error", "Your account has an unpaid invoice"),
            claude("forbidden", 403, "billing_error", "Your account has an unpaid invoice"),
            // https://console.groq.com/docs/spend-limits
            new Said("groq", "spend", 400, error("Access is blocked", "\"blocked_api_access\"")),
            new Said("openrouter", "key", 403, error("Key limit exceeded (monthly limit). Manage it using …", "403")),
            new Said("openrouter", "credits", 402, error("Insufficient credits", "402")),
            new Said(
                    "xai",
                    "new",
                    403,
                    "{\"code\":\"No permission\",\"error\":\"Your newly created team doesn't have any credits"
                            + " yet.\"}"),
            new Said(
                    "xai",
                    "spent",
                    403,
                    "{\"code\":\"No permission\",\"error\":\"Your team has either used all available"
                            + " credits or reached its monthly spending limit.\"}"),
            new Said(
                    "fireworks",
                    "suspended",
                    412,
                    error(
                            "Account me is suspended, possibly due to reaching the monthly"
                                    + " spending limit or failure to pay past invoices.",
                            "\"PRECONDITION_FAILED\"")),
            new Said(
                    "perplexity",
                    "quota",
                    401,
                    "{\"error\":{\"message\":\"You exceeded your current quota\","
                            + "\"type\":\"insufficient_quota\",\"code\":401}}"),
            new Said("deepseek", "balance", 402, error("Insufficient Balance", "\"invalid_request_error\"")),
            new Said(
                    "cohere",
                    "trial",
                    429,
                    "{\"message\":\"You are using a Trial key, limited to 1000 API calls / month\"}"),
            gemini("prepaid", 429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."),
            gemini("cap", 429, "RESOURCE_EXHAUSTED", "Your project has exceeded its monthly spending cap."),
            gemini(
                    "free",
                    400,
                    "FAILED_PRECONDITION",
                    "The free tier is not available in your country. Please enable billing."));

    @Autowired
    private Loads loads;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (Said said : EMPTY) {
            RoutesCopy.alias(routes, said.alias(), "inOrder", "", said.provider + "/" + said.model, "mistral/other");
        }
        RoutesCopy.alias(routes, "quoting", "inOrder", "", "openai/quoting", "mistral/other");
        RoutesCopy.alias(routes, "quoting-claude", "inOrder", "", "anthropic/quoting", "mistral/other");
        properties.add("serai.routes", routes::toString);
    }

    private static String error(String message, String code) {
        return "{\"error\":{\"message\":\"" + message + "\",\"code\":" + code + "}}";
    }

    private static Said openai(String model, int status, String message, String code) {
        return new Said("openai", model, status, error(message, "\"" + code + "\""));
    }

    private static Said claude(String model, int status, String type, String message) {
        return new Said(
                "anthropic",
                model,
                status,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}");
    }

    private static Said gemini(String model, int status, String word, String message) {
        return new Said(
                "gemini",
                model,
                status,
                "{\"error\":{\"code\":" + status + ",\"status\":\"" + word + "\",\"message\":\"" + message + "\"}}");
    }

    static Stream<Said> empty() {
        return EMPTY.stream();
    }

    private static void answers(int status, String body) {
        UPSTREAM.answer(request ->
                request.path().startsWith("/mistral/") ? Script.json(200, Answers.WHOLE) : Script.json(status, body));
    }

    private static List<String> asked() {
        return UPSTREAM.received().stream()
                .map(Received::path)
                .map(path -> path.split("/", 3)[1])
                .toList();
    }

    @ParameterizedTest
    @MethodSource("empty")
    void emptyAccount_isNotTheCallersTrouble(Said said) throws Exception {
        answers(said.status, said.body);

        HttpResponse<String> response = post(CHAT, chat(said.alias()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(asked()).containsExactly(said.provider, "mistral");
        assertThat(loads.of(said.provider + "/" + said.model).restsFor()).isGreaterThan(MINUTES);
    }

    @ParameterizedTest
    @MethodSource("empty")
    void emptyAccountOfTheOnlyTarget_isToldForGood(Said said) throws Exception {
        answers(said.status, said.body);

        HttpResponse<String> response = post(CHAT, chat(said.provider + "/alone-" + said.model));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(said.status);
        assertThat(error(response).path("code").asText()).isIn("insufficient_quota", "billing_error");
        assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(asked()).containsExactly(said.provider);
    }

    /** Else a caller could have a target left alone by what it writes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid value: 'Your credit balance is too low, you exceeded your current quota'",
                "tools.0.name: 'insufficient_quota' has reached your specified API usage limits and spend limit",
                "messages: key limit exceeded, all available credits, spending limit, enable billing"
            })
    void messageThatQuotesTheCaller_isNoEmptyAccount(String message) throws Exception {
        for (String provider : List.of("openai", "anthropic")) {
            answers(
                    400,
                    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"" + message
                            + "\"}}");

            HttpResponse<String> response = post(CHAT, chat(provider.equals("openai") ? "quoting" : "quoting-claude"));

            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            assertThat(loads.of(provider + "/quoting").restsFor()).isZero();
        }
    }
}
