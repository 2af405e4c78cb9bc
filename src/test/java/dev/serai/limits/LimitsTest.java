package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void json_isReadAndWrittenAlike() throws Exception {
        String json = "{\"requests\":{\"minute\":60,\"burst\":10},\"tokens\":{\"day\":1000000},\"concurrent\":4,"
                + "\"models\":{\"gpt-*\":{\"requests\":{\"hour\":5}}}}";
        Limits limits = Json.MAPPER.readValue(json, Limits.class);
        assertThat(limits.models().get("gpt-*").requests().hour()).isEqualTo(5);
        assertThat(limits.problems()).isEmpty();
        assertThat(Json.text(limits)).isEqualTo(json);
    }

    @Test
    void nothing_isUnlimited() throws Exception {
        assertThat(Json.MAPPER.readValue("{\"models\":{\"a\":null}}", Limits.class))
                .isEqualTo(Limits.NONE);
        assertThat(Json.text(Limits.NONE)).isEqualTo("{}");
        assertThat(Limits.NONE.unlimited()).isTrue();
        assertThat(Limits.NONE.problems()).isEmpty();
    }

    @Test
    void mistakes_areNamedByTheirPath() {
        Limits nested = new Limits(new Rates(null, 0L, null, null), null, null, Map.of("x", Limits.NONE));
        Limits limits = new Limits(
                new Rates(0L, null, null, null), new Rates(10L, 100L, null, 20L), 0, Map.of("gpt-*", nested));
        assertThat(limits.problems())
                .containsExactly(
                        "requests.minute must be at least 1",
                        "tokens.burst must be at most tokens.minute",
                        "concurrent must be at least 1",
                        "models.gpt-*.requests.hour must be at least 1",
                        "models.gpt-*.models is not allowed: name each pattern in models itself");
    }

    @Test
    void burst_isPartOfSomething() {
        Limits limits = new Limits(new Rates(null, null, null, 0L), null, null, Map.of("", Limits.NONE));
        assertThat(limits.problems())
                .containsExactly(
                        "requests.burst must be at least 1",
                        "requests.burst needs a minute, hour or day of which it is a part",
                        "models must not have an empty pattern");
    }

    @Test
    void rate_hasABound() {
        Rates most = new Rates(60_000_000_000L, null, null, null);
        assertThat(new Limits(most, null, null, null).problems()).isEmpty();
        assertThat(most.configuration().getBandwidths()).hasSize(1);
        assertThat(new Limits(new Rates(60_000_000_001L, null, null, null), null, null, null).problems())
                .containsExactly("requests.minute must be at most 60000000000");
    }
}
