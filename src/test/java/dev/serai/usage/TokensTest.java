package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void chat_countsEveryPart() throws JsonProcessingException {
        assertThat(of("""
                {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150,
                 "prompt_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 30, "audio_tokens": 20,
                                           "image_tokens": 5},
                 "completion_tokens_details": {"reasoning_tokens": 25, "audio_tokens": 15}}""")).isEqualTo(new Tokens(100, 50, 40, 30, 25, 20, 15, 5));
    }

    @Test
    void embeddings_haveNoCompletion() throws JsonProcessingException {
        assertThat(of("{\"prompt_tokens\": 7, \"total_tokens\": 7}")).isEqualTo(new Tokens(7, 0, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "7",
                "{\"prompt_tokens\": null}",
                "{\"prompt_tokens\": -1}",
                "{\"prompt_tokens\": \"7\"}",
                "{\"prompt_tokens\": true}",
                "{\"prompt_tokens\": 99999999999999999999}",
                "{\"prompt_tokens\": 1e400}",
                "{\"prompt_tokens_details\": null, \"completion_tokens_details\": 3}"
            })
    void nonsense_countsAsZero(String usage) throws JsonProcessingException {
        assertThat(of(usage)).isEqualTo(NONE);
    }

    @Test
    void noUsage_countsAsZero() {
        assertThat(Tokens.of(null)).isEqualTo(NONE);
    }

    @Test
    void parts_neverExceedTheWhole() {
        Tokens tokens = new Tokens(10, 5, 8, 8, 9, 8, 9, 8);

        assertThat(tokens).isEqualTo(new Tokens(10, 5, 8, 2, 5, 0, 0, 0));
        assertThat(tokens.plainPrompt()).isZero();
        assertThat(tokens.plainCompletion()).isZero();
    }

    @Test
    void total_isPromptAndCompletion() {
        assertThat(new Tokens(10, 5, 8, 1, 3, 1, 1, 0).total()).isEqualTo(15);
    }

    @Test
    void total_ofAbsurdCounts_isPositive() {
        assertThat(new Tokens(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, 0, 0, 0, 0).total())
                .isPositive();
    }

    private static Tokens of(String usage) throws JsonProcessingException {
        return Tokens.of(Json.MAPPER.readTree(usage));
    }
}
