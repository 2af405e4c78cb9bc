package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Keys that are replaced while they are in use, tokens that are fetched, and proxies on the way to a provider. */
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "serai.provider-keys.interval=50ms",
            "serai.keep-alive-interval=299ms",
            "spring.config.import=optional:configtree:target/provider-keys/"
        })
class ProviderKeysTest extends GatewayTest {

    private static final Path FOLDER = Path.of("target/provider-keys");
    private static final int CALLERS = 64;
    private static final String SECRET = "the-secret-of-the-client";

    private final KeyedUpstream provider = new KeyedUpstream(SECRET);
    private final Set<String> valid = provider.valid();
    private final Set<String> seen = provider.seen();

    static { // before Spring reads which there are
        try {
            Files.createDirectories(FOLDER);
            key("the-first-key-of-all");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void files(DynamicPropertyRegistry properties) throws IOException {
        properties.add("serai.routes", KeyedUpstream.routes(UPSTREAM.url(), PROVIDER_KEY, SECRET)::toString);
    }

    @BeforeEach
    void answer() throws Exception {
        UPSTREAM.answer(provider::answer);
        key("the-first-key-of-all");
        valid.add("the-first-key-of-all");
        until(() -> {
            seen.clear();
            chat();
            return seen.equals(Set.of("the-first-key-of-all")); // and no other that was refused before it
        });
        seen.clear();
    }

    /** Replaces the file at once, as those do who rotate. */
    private static void key(String key) throws IOException {
        Path next = Files.writeString(FOLDER.resolveSibling("next-key"), key + "\n");
        Files.move(next, FOLDER.resolve("ROTATED_API_KEY"), StandardCopyOption.REPLACE_EXISTING);
    }

    private HttpResponse<String> chat() {
        try {
            return post("/v1/chat/completions", chat("rotated/m"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void replacedKey_servesWithoutAFailedRequest() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<List<String>>> failures = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            failures.add(callers.submit(() -> {
                List<String> failed = new ArrayList<>();
                while (!done.get()) {
                    HttpResponse<String> response = chat();
                    if (response.statusCode() != 200) {
                        failed.add(response.body());
                    }
                    served.incrementAndGet();
                }
                return failed;
            }));
        }
        try {
            until(() -> served.get() > CALLERS);
            valid.add("the-second-key-of-all");
            key("the-second-key-of-all");
            until(() -> seen.contains("the-second-key-of-all"));
            valid.remove("the-first-key-of-all"); // some requests still have it
            int before = served.get();
            until(() -> served.get() > before + 4 * CALLERS);
        } finally {
            done.set(true);
            callers.shutdown();
        }
        for (Future<List<String>> failed : failures) {
            assertThat(failed.get(30, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void keyThatTheProviderDoesNotKnowYet_failsNobody() throws Exception {
        key("the-third-key-of-all");
        List<Integer> statuses = new ArrayList<>();
        until(() -> {
            statuses.add(chat().statusCode());
            return seen.contains("the-third-key-of-all");
        });

        assertThat(statuses).containsOnly(200);
    }

    @Test
    void keyThatIsWrong_isToldWhenTheOldOneIsAsWell() throws Exception {
        valid.clear();

        HttpResponse<String> response = chat();
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_authentication_failed");
    }

    @Test
    void token_standsForTheKey() throws Exception {
        assertThat(post("/v1/chat/completions", chat("granted/m")).statusCode()).isEqualTo(200);

        Received asked = received("/token/granted");
        assertThat(asked.text())
                .isEqualTo("grant_type=client_credentials&scope=all-apis&client_id=the+client&client_secret=" + SECRET);
        assertThat(asked.headers()).doesNotContainKey("authorization");
        Received answered = received("/granted/");
        assertThat(answered.headers().get("authorization")).startsWith("Bearer the-token-number-");
        assertThat(answered.headers()).doesNotContainKey("api-key");
    }

    @Test
    void clientInAHeader_isNotInTheBody() throws Exception {
        atOnce(16, 16, () -> post("/v1/chat/completions", chat("headed/m")).statusCode())
                .forEach(status -> assertThat(status).isEqualTo(200));

        assertThat(UPSTREAM.received().stream().filter(it -> it.path().startsWith("/token/headed")))
                .as("one fetches for all who wait")
                .hasSize(1);
        Received asked = received("/token/headed");
        assertThat(asked.text()).isEqualTo("grant_type=client_credentials&scope=all-apis");
        assertThat(asked.headers().get("authorization")).startsWith("Basic ");
    }

    @Test
    void lackingToken_isTheProvidersFailure(CapturedOutput output) throws Exception {
        HttpResponse<String> response = post("/v1/chat/completions", chat("lost/m"));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_token_unavailable");
        assertThat(error(response).path("message").asText()).contains("'lost'", "127.0.0.1", "401", "invalid_client");
        assertThat(response.body()).doesNotContain(SECRET);
        assertThat(output.toString()).contains("invalid_client").doesNotContain(SECRET);
    }

    @Test
    void proxy_leadsToTheProvider() throws Exception {
        HttpResponse<String> response = post("/v1/chat/completions", chat("proxied/m"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().path()).isEqualTo("http://far.invalid/v1/chat/completions");
        assertThat(UPSTREAM.last().headers().get("authorization")).isEqualTo("Bearer " + PROVIDER_KEY);
    }

    private static Received received(String path) {
        return UPSTREAM.received().stream()
                .filter(it -> it.path().startsWith(path))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static void until(BooleanSupplier reached) throws InterruptedException {
        for (int i = 0; !reached.getAsBoolean(); i++) {
            assertThat(i).as("it does not come to that").isLessThan(3000);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
