package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Series of circuit breakers end with what they are of. */
class BreakerSeriesTest extends TimedGatewayTest {

    private static final String OPEN = "serai_breaker_open";

    private boolean shows(String labels) throws Exception {
        return figure(OPEN, labels) >= 0;
    }

    @Test
    void providerThatIsRemoved_leavesNoSeriesBehind() throws Exception {
        write(ACME, provider("acme", "one"));
        reload();
        askedPath("acme/acme-1");
        assertThat(shows("provider=\"acme\"")).isTrue();

        Files.delete(file(ACME));
        reload();

        assertThat(shows("provider=\"acme\"")).isFalse();
        assertThat(shows("provider=\"openai\"")).isTrue();
    }

    @Test
    void breakerThatIsOpenedByHand_isSeen() throws Exception {
        write(ACME, provider("acme", "one"));
        reload();
        assertThat(force("acme", "open")).isEqualTo(200);

        assertThat(figure(OPEN, "model=\"*\",provider=\"acme\"")).isEqualTo(1);
        assertThat(figure("serai_breaker_state", "model=\"*\",provider=\"acme\""))
                .isEqualTo(2);

        assertThat(force("acme", "auto")).isEqualTo(200);
        assertThat(figure(OPEN, "model=\"*\",provider=\"acme\"")).isZero();
    }

    private int force(String provider, String state) throws Exception {
        return CLIENT.send(
                        request("/manage/providers/" + provider + "/breaker")
                                .header("Content-Type", "application/json")
                                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"state\":\"" + state + "\"}"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void digest_isThatOfTheGenerationThatServes() throws Exception {
        long before = series().stream()
                .filter(it -> it.startsWith("serai_generation_info{"))
                .count();
        String first = series().stream()
                .filter(it -> it.startsWith("serai_generation_info{"))
                .findFirst()
                .orElseThrow();
        write(ACME, provider("acme", "two"));
        reload();

        assertThat(series().stream().filter(it -> it.startsWith("serai_generation_info{")))
                .hasSize((int) before)
                .hasSize(1)
                .doesNotContain(first);
    }
}
