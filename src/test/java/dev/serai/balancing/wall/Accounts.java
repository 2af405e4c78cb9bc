package dev.serai.balancing.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.balancing.wall.Scenario.By;
import dev.serai.balancing.wall.Scenario.Owed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What is said and put on record of an answer: who gave it, how many tokens it took, and what they cost. */
final class Accounts {

    /** The canonical answer made one and a half times and a bit: what was cut off, and all of it anew. */
    private static final int MOST_MADE = 110;
    /** What a fallback makes that goes on after 40 tokens. */
    private static final int LEAST_SHOWN = 20;

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private Accounts() {}

    /** The caller is told the usage of who answered, and who that is. */
    static void assertShown(Trial trial) {
        Heard answer = trial.faulty();
        boolean primary = byPrimary(trial);
        if (trial.by() != By.EITHER) {
            assertThat(primary).as("answered by the primary").isEqualTo(trial.by() == By.PRIMARY);
        }
        JsonNode usage = answer.usage();
        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(Canon.PROMPT_TOKENS);
        assertThat(usage.path("completion_tokens").asInt()).isEqualTo(tokens(trial));
        assertThat(answer.model())
                .isEqualTo((primary ? WallGatewayTest.PRIMARY : WallGatewayTest.FALLBACK).shownModel());
        if (!trial.scenario().headersAreEarly()) {
            assertThat(answer.header("x-serai-provider")).isEqualTo(provider(trial, primary));
        }
    }

    /** The record names who answered, its tokens, and their cost at its price. */
    static void assertRecorded(Trial trial, Map<String, Object> record) {
        boolean primary = byPrimary(trial);
        assertThat(record)
                .containsEntry("alias", WallRoutes.alias(trial.toString()))
                .containsEntry("provider", provider(trial, primary))
                .containsEntry("model", trial.toString())
                .containsEntry("prompt_tokens", (long) Canon.PROMPT_TOKENS)
                .containsEntry("completion_tokens", (long) tokens(trial))
                .containsEntry("estimated", false);
        int micros = primary ? 10 * Canon.PROMPT_TOKENS + 20 * tokens(trial) : Canon.PROMPT_TOKENS + 2 * tokens(trial);
        assertThat((BigDecimal) record.get("cost"))
                .isEqualByComparingTo(BigDecimal.valueOf(micros).divide(MILLION));
    }

    /** Of a stream that one began and another ended, the caller is told at least what the latter made. */
    static void assertShownOfBoth(Trial trial) {
        JsonNode usage = trial.faulty().usage();
        assertThat(usage.path("prompt_tokens").asInt()).isGreaterThanOrEqualTo(Canon.PROMPT_TOKENS);
        assertThat(usage.path("completion_tokens").asInt()).isBetween(LEAST_SHOWN, MOST_MADE);
    }

    /** The records have all that the caller got: whoever made it wants to be paid. */
    static void assertRecordedOfBoth(Trial trial, Map<String, Object> record, List<Map<String, Object>> all) {
        assertThat(record).containsEntry("alias", WallRoutes.alias(trial.toString()));
        assertThat((Integer) record.get("attempts")).isGreaterThan(1);
        assertThat((Long) record.get("prompt_tokens")).isGreaterThanOrEqualTo(Canon.PROMPT_TOKENS);
        assertThat(all.stream()
                        .mapToLong(each -> (Long) each.get("completion_tokens"))
                        .sum())
                .isBetween((long) Canon.TOKENS, (long) MOST_MADE);
        assertThat(all)
                .allSatisfy(each -> assertThat((BigDecimal) each.get("cost")).isPositive());
    }

    private static boolean byPrimary(Trial trial) {
        return trial.faulty().model().equals(WallGatewayTest.PRIMARY.shownModel());
    }

    private static String provider(Trial trial, boolean primary) {
        return primary ? WallRoutes.primary(trial.toString()) : WallRoutes.FALLBACK;
    }

    private static int tokens(Trial trial) {
        return trial.scenario().owed() == Owed.FILTERED ? Scenario.FILTERED_AFTER : Canon.TOKENS;
    }
}
