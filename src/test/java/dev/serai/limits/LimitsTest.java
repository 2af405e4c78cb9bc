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
    void burst_isPartOfSomething() {
        Rates tooMuch = new Rates(10L, 100L, null, 20L);
        Limits limits = new Limits(
                new Rates(null, null, null, 5L), tooMuch, null, Map.of("gpt-*", new Limits(tooMuch, null, null, null)));
        assertThat(limits.problems())
                .containsExactly(
                        "requests.burst needs a minute, hour or day of which it is a part",
                        "tokens.burst must be at most tokens.minute",
                        "models.gpt-*.requests.burst must be at most models.gpt-*.requests.minute");
    }

    /** The most that {@code openapi.yaml} allows: a bucket refills by no more than one in a nanosecond. */
    @Test
    void largestRates_haveBuckets() {
        Rates most = new Rates(60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L, null);
        assertThat(most.configuration().getBandwidths()).hasSize(3);
    }
}
