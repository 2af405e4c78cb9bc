package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole chats, and what passes between caller and provider beside them: nothing that is not meant to. */
class ProviderContractChatTest extends ProviderContract {

    /** Headers without which there is no HTTP request. */
    private static final Set<String> ORDINARY =
            Set.of("host", "connection", "user-agent", "accept", "content-type", "content-length");

    private static final String CALLER = "caller-canary";
    private static final String UPSTREAM_ONLY = "upstream-canary";

    static Stream<String> toolProviders() throws IOException {
        return providersThatCan("tools");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void wholeChat_isOpenAis(String provider) throws Exception {
        HttpResponse<String> response = ask(provider);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().allValues("content-type")).containsExactly("application/json");
        ProviderContractPayload.assertSame(text(provider, "response").tree(), json(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("toolProviders")
    void toolCalls_areOpenAis(String provider) throws Exception {
        ProviderContractPayload payload = ProviderContractPayload.tools(provider, "response");
        UPSTREAM.answer(Script.json(200, payload.sent()));

        HttpResponse<String> response = post(CHAT, chatWith(provider, payload, TOOLS));

        assertThat(UPSTREAM.last().text()).contains("\"get_weather\"");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ProviderContractPayload.assertSame(payload.tree(), json(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void request_goesToTheDeclaredPath(String provider) throws Exception {
        ask(provider);

        assertThat(UPSTREAM.last().path())
                .isEqualTo(
                        path(provider, "chat", false, text(provider, "response").model()));
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void key_isInItsHeaderOnly(String provider) throws Exception {
        ask(provider);

        assertThat(UPSTREAM.last().path()).doesNotContain(PROVIDER_KEY);
        assertThat(UPSTREAM.last().text()).doesNotContain(PROVIDER_KEY);
        assertThat(UPSTREAM.last().headers())
                .containsEntry(keyHeader(provider), provider(provider).parameter("keyPrefix") + PROVIDER_KEY);
        UPSTREAM.last().headers().forEach((name, value) -> {
            if (!name.equals(keyHeader(provider))) {
                assertThat(value).as(name).doesNotContain(PROVIDER_KEY);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void callersHeaders_endHere(String provider) throws Exception {
        ask(
                provider,
                "Cookie",
                "session=" + CALLER,
                "Authorization",
                "Bearer " + CALLER,
                "x-api-key",
                CALLER,
                "api-key",
                CALLER,
                "x-goog-api-key",
                CALLER,
                "OpenAI-Organization",
                CALLER,
                "x-stainless-lang",
                CALLER,
                "x-request-id",
                CALLER,
                "Idempotency-Key",
                CALLER);

        Set<String> allowed = new HashSet<>(ORDINARY);
        allowed.add(keyHeader(provider));
        provider(provider).headers().keySet().forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
        assertThat(UPSTREAM.last().headers().keySet()).isSubsetOf(allowed);
        assertThat(UPSTREAM.last().headers().values()).noneMatch(value -> value.contains(CALLER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void declaredHeaders_areSent(String provider) throws Exception {
        ask(provider);

        provider(provider)
                .headers()
                .forEach((name, value) ->
                        assertThat(UPSTREAM.last().headers()).containsEntry(name.toLowerCase(Locale.ROOT), value));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void providersHeaders_endHere(String provider) throws Exception {
        HttpResponse<String> response = ask(provider);

        assertThat(response.headers().map().keySet()).doesNotContain("set-cookie", "x-internal", "server", "via");
        response.headers()
                .map()
                .forEach((name, values) ->
                        assertThat(values).as(name).noneMatch(value -> value.contains(UPSTREAM_ONLY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void answer_saysWhoGaveIt(String provider) throws Exception {
        HttpResponse<String> response = ask(provider);

        assertThat(response.headers().firstValue("x-serai-provider")).contains(provider);
        assertThat(response.headers().firstValue("x-serai-model"))
                .contains(text(provider, "response").model());
        assertThat(response.headers().firstValue("x-upstream-request-id")).contains("req_up");
        assertThat(response.headers().firstValue("x-request-id")).isNotEmpty();
        assertThat(response.headers().firstValue("x-serai-dropped-params")).isEmpty();
    }

    private HttpResponse<String> ask(String provider, String... headers) throws Exception {
        ProviderContractPayload payload = text(provider, "response");
        UPSTREAM.answer(Script.json(
                200,
                payload.sent(),
                "Set-Cookie: __cf_bm=" + UPSTREAM_ONLY,
                "Server: " + UPSTREAM_ONLY,
                "Via: 1.1 " + UPSTREAM_ONLY,
                "OpenAI-Organization: " + UPSTREAM_ONLY,
                "X-Internal: " + UPSTREAM_ONLY,
                "x-request-id: req_up"));
        return post(CHAT, chatWith(provider, payload), headers);
    }
}
