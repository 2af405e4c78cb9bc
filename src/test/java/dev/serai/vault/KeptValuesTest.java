package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.files.ValueFunction.Asked;
import dev.serai.log.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values of vaults are asked for once, and again when somebody looks; what is known serves while nobody tells more. */
class KeptValuesTest {

    private final Map<String, String> kept = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Supplier<Unread> failure = () -> null;
    private long nanos;
    private final KeptValues values = new KeptValues("vault", this::read, () -> nanos);

    private String read(String name) throws Unread {
        asked.add(name);
        Unread unread = failure.get();
        if (unread != null) {
            throw unread;
        }
        return kept.get(name);
    }

    @AfterEach
    void forget() {
        StandIn.failure = null;
        StandIn.VALUES.clear();
    }

    @Test
    void value_isAskedForOnce_andWhenSomebodyLooks() {
        kept.put("a", "the-first-value-of-a\n");

        assertThat(values.get("a")).isEqualTo("the-first-value-of-a");
        kept.put("a", "the-second-value-of-a");
        assertThat(values.get("a")).isEqualTo("the-first-value-of-a");
        assertThat(asked).hasSize(1);
        values.look(Set.of("a"));
        assertThat(values.get("a")).isEqualTo("the-second-value-of-a");
    }

    @Test
    void value_isASecretOfTheLog_untilItIsTwiceReplaced() {
        for (int i = 0; i < 3; i++) {
            kept.put("a", "the-secret-value-number-" + i);
            values.look(Set.of("a"));
        }

        assertThat(Secrets.known().isIn("the-secret-value-number-2")).isTrue();
        assertThat(Secrets.known().isIn("the-secret-value-number-1")).isTrue();
        assertThat(Secrets.known().isIn("the-secret-value-number-0")).isFalse();
    }

    @Test
    void sourceThatGoesAway_takesNothingWithIt() {
        kept.put("a", "the-value-of-a");
        values.get("a");
        failure = () -> Unread.away("gone");
        values.look(Set.of("a"));

        assertThat(values.get("a")).isEqualTo("the-value-of-a");
    }

    @Test
    void sourceThatIsAway_isNotWaitedForByEach() {
        failure = () -> Unread.away("gone");

        assertThat(values.get("a")).isNull();
        assertThat(values.get("a")).isNull();
        assertThat(values.get("b")).isNull();
        assertThat(asked).containsExactly("a");
        nanos += TimeUnit.SECONDS.toNanos(3);
        failure = () -> null;
        kept.put("b", "the-value-of-b");
        assertThat(values.get("b")).isEqualTo("the-value-of-b");
    }

    @Test
    void oneThatIsRefused_holdsUpNoOther() {
        kept.put("b", "the-value-of-b");
        failure = () -> asked.get(asked.size() - 1).equals("a") ? Unread.refused("not you") : null;
        values.look(Set.of("a", "b"));

        assertThat(values.get("a")).isNull();
        assertThat(values.get("b")).isEqualTo("the-value-of-b");
    }

    @Test
    void valueThatIsTakenAway_isNone() {
        kept.put("a", "the-value-of-a");
        values.get("a");
        kept.clear();
        values.look(Set.of("a"));

        assertThat(values.get("a")).isNull();
    }

    @Test
    void valueThatIsNoPlainText_isNotTaken() {
        kept.put("a", "{{env:SERAI_ADMIN_KEY}}");
        kept.put("b", "x".repeat(100_000));

        assertThat(values.get("a")).isNull();
        assertThat(values.get("b")).isNull();
    }

    @Test
    void placeholder_isReadAsCamelDoes() {
        assertThat(VaultFunction.asked("secret:llm/a#key:none@2", 2))
                .isEqualTo(new Asked("secret:llm/a#key@2", "none"));
        assertThat(VaultFunction.asked("secret:llm/a#key:", 2)).isEqualTo(new Asked("secret:llm/a#key", ""));
        assertThat(VaultFunction.asked("secret:a", 2)).isEqualTo(new Asked("secret:a", ""));
        assertThat(VaultFunction.asked("a#key:https://x", 1)).isEqualTo(new Asked("a#key", "https://x"));
        assertThat(VaultFunction.asked("a@2", 1)).isEqualTo(new Asked("a@2", ""));
    }

    @Test
    void functionOfCamel_isFoundOnTheClassPath() throws Exception {
        StandIn.VALUES.put("a#key", "the-value-of-a");
        CamelContext context = new DefaultCamelContext();
        context.start();
        try {
            CamelVault vault = new CamelVault(StandIn.NAME, () -> context);

            assertThat(vault.read("a#key")).isEqualTo("the-value-of-a");
            assertThat(vault.read("b#key")).as("not found").isNull();
            StandIn.failure = "away";
            assertThatThrownBy(() -> vault.read("a#key"))
                    .isInstanceOf(Unread.class)
                    .hasMessage("away");
            CamelVault missing = new CamelVault("aws", () -> context);
            assertThatThrownBy(() -> missing.read("a"))
                    .isInstanceOf(Unread.class)
                    .hasMessageContaining("class path");
        } finally {
            context.stop();
        }
    }
}
