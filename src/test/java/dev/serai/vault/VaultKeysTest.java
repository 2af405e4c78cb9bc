package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Keys in a vault, which are replaced while 64 callers use them. The vault is played by {@link FakeVault}, or where the
 * variable {@code VAULT_BINARY} names a {@code vault} or {@code bao}, by that.
 */
@DirtiesContext
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "serai.provider-keys.interval=50ms",
            "serai.keep-alive-interval=298ms",
            "serai.vault-functions=" + StandIn.NAME
        })
class VaultKeysTest extends GatewayTest {

    private static final int CALLERS = 64;
    private static final FakeVault FAKE = new FakeVault();
    private static final String BINARY = System.getenv("VAULT_BINARY");
    private static final VaultServer VAULT = BINARY == null ? FAKE : new RealVault(BINARY);

    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @DynamicPropertySource
    static void files(DynamicPropertyRegistry properties) throws Exception {
        FAKE.seal();
        Path routes = RoutesCopy.edited(file -> file);
        String url = UPSTREAM.url();
        RoutesCopy.provider(routes, "kept", url + "/kept", "apiKey", "{{hashicorp:secret:llm/kept#key:}}");
        RoutesCopy.provider(routes, "named", url + "/named", "apiKey", "{{env:NAMED_API_KEY:}}");
        RoutesCopy.provider(routes, "cloud", url + "/cloud", "apiKey", "{{standin:cloud#key:}}");
        properties.add("serai.routes", routes::toString);
        properties.add("serai.vault.address", VAULT::url);
        properties.add("serai.vault.token", VAULT::token);
        properties.add("NAMED_API_KEY", () -> "{{hashicorp:secret:llm/named#key}}");
    }

    @BeforeEach
    void mindKeys() {
        UPSTREAM.answer(this::answer);
    }

    @AfterAll
    static void closeVault() {
        VAULT.close();
        FAKE.close();
    }

    private Script answer(Received request) {
        String key = request.headers().getOrDefault("authorization", "").replace("Bearer ", "");
        seen.add(key);
        return valid.contains(key)
                ? Script.json(200, Answers.WHOLE)
                : Script.json(401, "{\"error\":{\"message\":\"wrong key\"}}");
    }

    private HttpResponse<String> ask(String provider) {
        try {
            return post("/v1/chat/completions", chat(provider + "/m"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void serving(String key) throws Exception {
        VAULT.open();
        VAULT.put("llm/kept", "key", key);
        valid.add(key);
        until(() -> ask("kept").statusCode() == 200 && seen.contains(key));
    }

    @Test
    @Order(1)
    void vaultThatIsAwayAtTheStart_leavesTheProviderUnconfigured_untilItAnswers(CapturedOutput output)
            throws Exception {
        HttpResponse<String> response = ask("kept");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_not_configured");

        serving("the-first-key-in-the-vault");
        assertThat(output.toString())
                .contains("'secret llm/kept#key' of hashicorp could not be read")
                .contains("'secret llm/kept#key' of hashicorp is known now");
    }

    @Test
    void replacedKey_servesWithoutAFailedRequest(CapturedOutput output) throws Exception {
        serving("the-second-key-in-the-vault");
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<List<String>>> failures = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            failures.add(callers.submit(() -> {
                List<String> failed = new ArrayList<>();
                while (!done.get()) {
                    HttpResponse<String> response = ask("kept");
                    if (response.statusCode() != 200) {
                        failed.add(response.body());
                    }
                    served.incrementAndGet();
                }
                return failed;
            }));
        }
        try {
            for (int turn = 0; turn < 3; turn++) {
                String next = "the-next-key-in-the-vault-" + turn;
                int before = served.get();
                until(() -> served.get() > before + CALLERS);
                Set<String> old = Set.copyOf(valid);
                valid.add(next); // both, for an overlap
                VAULT.put("llm/kept", "key", next);
                until(() -> seen.contains(next));
                valid.removeAll(old); // some requests still have it
                int after = served.get();
                until(() -> served.get() > after + 2 * CALLERS);
            }
        } finally {
            done.set(true);
            callers.shutdown();
        }
        for (Future<List<String>> failed : failures) {
            assertThat(failed.get(30, TimeUnit.SECONDS)).isEmpty();
        }
        System.out.println("vault: 3 rotations under " + CALLERS + " connections, requests: " + served + ", failed: 0");
        assertThat(output.toString()).doesNotContain("key-in-the-vault");
    }

    @Test
    void vaultThatGoesAway_takesNoKeyWithIt() throws Exception {
        assumeTrue(VAULT == FAKE);
        serving("the-key-before-the-outage");
        FAKE.seal();
        int asked = FAKE.asked.size();
        until(() -> FAKE.asked.size() > asked + 3);

        assertThat(ask("kept").statusCode()).isEqualTo(200);
        serving("the-key-after-the-outage");
    }

    @Test
    void variable_mayNameASecret() throws Exception {
        VAULT.open();
        VAULT.put("llm/named", "key", "the-key-that-is-named");
        valid.add("the-key-that-is-named");
        until(() -> ask("named").statusCode() == 200);
    }

    @Test
    void functionOfCamel_isAskedAgainToo() throws Exception {
        for (String key : List.of("the-first-key-of-a-cloud", "the-second-key-of-a-cloud")) {
            StandIn.VALUES.put("cloud#key", key);
            valid.add(key);
            until(() -> ask("cloud").statusCode() == 200 && seen.contains(key));
        }
        assertThat(StandIn.ASKED).as("defaults stay here").contains("cloud#key").noneMatch(it -> it.contains(":"));
    }

    private static void until(BooleanSupplier reached) throws InterruptedException {
        for (int i = 0; !reached.getAsBoolean(); i++) {
            assertThat(i).as("it does not come to that").isLessThan(3000);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
