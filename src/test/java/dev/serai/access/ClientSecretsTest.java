package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.wire.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that say all of themselves, and that nobody else can make or change. */
class ClientSecretsTest {

    private static final String FIRST = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String SECOND = "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Caller KEY = Caller.named("key-0");
    private static final String SESSION = "{\"model\":\"m\",\"instructions\":\"bärenstark\"}";

    private static ClientSecrets secrets(Instant now, String... keys) {
        return new ClientSecrets(new MasterKeys(List.of(keys)), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String refusal(ClientSecrets secrets, String text, String path) {
        return catchThrowableOfType(ApiException.class, () -> secrets.open(text, path))
                .body()
                .at("/error/code")
                .asText();
    }

    @Test
    void secret_saysWhatItWasMadeFor_toEachReplica_andUnderTheKeyBefore() {
        ClientSecrets maker = secrets(NOW, FIRST);
        String text = maker.issue(KEY, maker.in(Duration.ofSeconds(60)), SESSION);

        assertThat(text).startsWith("ek_serai_").matches("[\\w.-]+").doesNotContain("key-0");
        assertThat(secrets(NOW, SECOND, FIRST).open(text, ClientSecret.PATH))
                .isEqualTo(new ClientSecret("key-0", NOW.plusSeconds(60), SESSION));
    }

    @Test
    void secret_isGoodForItsTime_andAtItsPlaceAlone() {
        String text = secrets(NOW, FIRST).issue(KEY, NOW.plusSeconds(60), SESSION);

        assertThat(secrets(NOW.plusSeconds(59), FIRST).open(text, ClientSecret.PATH))
                .isNotNull();
        assertThat(refusal(secrets(NOW.plusSeconds(60), FIRST), text, ClientSecret.PATH))
                .isEqualTo("client_secret_expired");
        for (String path : List.of("/v1/chat/completions", "/v1/realtime/client_secrets", "/v1/realtime/")) {
            assertThat(refusal(secrets(NOW, FIRST), text, path)).isEqualTo("invalid_client_secret");
        }
    }

    @Test
    void secretOfOthers_isNotKnown() {
        String text = secrets(NOW, FIRST).issue(KEY, NOW.plusSeconds(60), SESSION);

        assertThat(refusal(secrets(NOW, SECOND), text, ClientSecret.PATH)).isEqualTo("invalid_client_secret");
        assertThat(refusal(secrets(NOW), text, ClientSecret.PATH)).isEqualTo("invalid_client_secret");
    }

    @Test
    void changedSecret_isNotKnown_whereverThatIs() {
        ClientSecrets secrets = secrets(NOW, FIRST);
        String text = secrets.issue(KEY, NOW.plusSeconds(60), SESSION);
        for (int i = "ek_serai_".length();
                i < text.length() - 1;
                i++) { // the last character has bits that mean nothing
            String changed = text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
            assertThat(refusal(secrets, changed, ClientSecret.PATH)).isEqualTo("invalid_client_secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "....", "%%%", "12345678.AAAA", "12345678.\u00e4"})
    void whatIsNone_isNotKnown(String rest) {
        assertThat(refusal(secrets(NOW, FIRST), "ek_serai_" + rest, ClientSecret.PATH))
                .isEqualTo("invalid_client_secret");
        assertThat(refusal(secrets(NOW, FIRST), "ek_serai_" + rest + "A".repeat(9000), ClientSecret.PATH))
                .isEqualTo("invalid_client_secret");
    }

    @Test
    void whoCannotBeTakenBack_getsNone() {
        for (Caller caller : List.of(Caller.named("local"), Caller.gateway())) {
            assertThat(catchThrowableOfType(
                                    ApiException.class,
                                    () -> secrets(NOW, FIRST).issue(caller, NOW.plusSeconds(60), SESSION))
                            .status())
                    .isEqualTo(403);
        }
    }
}
