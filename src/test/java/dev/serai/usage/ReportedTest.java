package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.prices.TokenCounts;
import dev.serai.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedTest {

    private static final Reported.Seen CHAT = new Reported.Seen(1000, 100, true, true);

    private static Reported of(String usage, Reported.Seen seen) throws JsonProcessingException {
        return Reported.of(Json.MAPPER.readTree(usage), seen);
    }

    @Test
    void chat_countsEveryPart() throws JsonProcessingException {
        Reported reported = of("""
                {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150,
                 "prompt_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 30, "cache_write_1h_tokens": 10,
                                           "audio_tokens": 20, "image_tokens": 5},
                 "completion_tokens_details": {"reasoning_tokens": 25, "audio_tokens": 15}}""", CHAT);

        assertThat(reported).isEqualTo(new Reported(new TokenCounts(100, 50, 40, 30, 10, 25, 20, 15, 5), true));
    }

    @Test
    void embeddings_haveNoCompletion() throws JsonProcessingException {
        Reported.Seen embeddings = new Reported.Seen(9, 0, false, true);

        assertThat(of("{\"prompt_tokens\": 7, \"total_tokens\": 7}", embeddings))
                .isEqualTo(new Reported(TokenCounts.of(7, 0), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "7",
                "{\"prompt_tokens\": null}",
                "{\"prompt_tokens\": -1, \"completion_tokens\": -1}",
                "{\"prompt_tokens\": 0, \"completion_tokens\": 0}",
                "{\"prompt_tokens\": \"7\", \"completion_tokens\": \"7\"}",
                "{\"prompt_tokens\": true}",
                "{\"prompt_tokens\": 1.5, \"completion_tokens\": 0.1}",
                "{\"prompt_tokens\": 99999999999999999999, \"completion_tokens\": 9223372036854775807}",
                "{\"prompt_tokens\": 1e300}",
                "{\"prompt_tokens_details\": null, \"completion_tokens_details\": 3}"
            })
    void nonsense_isReplacedByAnEstimate(String usage) throws JsonProcessingException {
        assertThat(of(usage, CHAT)).isEqualTo(new Reported(TokenCounts.of(1000, 100), false));
    }

    @Test
    void noUsage_isReplacedByAnEstimate() {
        assertThat(Reported.of(null, CHAT)).isEqualTo(new Reported(TokenCounts.of(1000, 100), false));
    }

    @ParameterizedTest
    @CsvSource({
        "900, 90, 990, 900, 90, true",
        "900, 90, 1500, 900, 600, false",
        "900, 90, 100, 900, 90, false",
        "0, 90, 990, 900, 90, false",
        "900, 0, 990, 900, 90, false",
        "900, 0, 0, 900, 100, false",
        "900, 5, 905, 900, 100, false"
    })
    void total_tellsWhatIsMissing(long prompt, long completion, long total, long p, long c, boolean believed)
            throws JsonProcessingException {
        String usage = "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}";

        assertThat(of(usage.formatted(prompt, completion, total), CHAT))
                .isEqualTo(new Reported(TokenCounts.of(p, c), believed));
    }

    @Test
    void moreCachedThanThereIs_isNotCheaper() throws JsonProcessingException {
        String usage =
                "{\"prompt_tokens\":900,\"completion_tokens\":90,\"prompt_tokens_details\":{\"cached_tokens\":5000}}";

        assertThat(of(usage, CHAT).tokens().cached()).isZero();
    }

    @Test
    void moreReasoningThanWasWritten_isCountedBesideIt() throws JsonProcessingException {
        String usage = "{\"prompt_tokens\":900,\"completion_tokens\":90,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":500}}";

        assertThat(of(usage, CHAT).tokens().completion()).isEqualTo(590);
    }

    @Test
    void answerThatBrokeOff_countsItsTextAsWell() throws JsonProcessingException {
        Reported.Seen broken = new Reported.Seen(1000, 100, true, false);

        assertThat(of("{\"prompt_tokens\":900,\"completion_tokens\":1}", broken))
                .isEqualTo(new Reported(TokenCounts.of(900, 100), false));
    }
}
