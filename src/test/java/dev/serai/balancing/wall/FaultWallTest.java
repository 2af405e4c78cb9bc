package dev.serai.balancing.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.balancing.wall.Scenario.By;
import dev.serai.balancing.wall.Scenario.Owed;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What the gateway owes its callers when providers misbehave: the whole answer, well-formed and in time, or the error that
 * is theirs to see; to the providers: not to be asked again and again; to the operator: true accounts, and nothing left
 * behind.
 */
class FaultWallTest extends WallContract {

    private static final int MOST_AFTER_429 = 4;
    private static final int MOST_ON_FALLBACK = 4;
    /** Three for each of its fifteen requests, were there no breaker. */
    private static final int MOST_WHILE_DOWN = 45;
    /** Events that were dropped, under whatever name. */
    private static final String GARBLED_EVENTS = "serai\\..*(event|chunk|stream).*(drop|garbled|malformed|skipped).*"
            + "|serai\\..*(drop|garbled|malformed|skipped).*(event|chunk|stream).*";

    @Autowired
    private MeterRegistry meters;

    @DynamicPropertySource
    static void wall(DynamicPropertyRegistry properties) throws IOException {
        twoProviders(properties);
    }

    @Override
    String warmUp() {
        return "fallback/warm-up";
    }

    Stream<Trial> answeredByOne() {
        return trials().filter(
                        trial -> trial.by() != By.BOTH && trial.scenario().owed() != Owed.REFUSED);
    }

    Stream<Trial> streamsOfBoth() {
        return trials().filter(trial -> trial.by() == By.BOTH);
    }

    Stream<Trial> rateLimited() {
        return trials().filter(trial -> trial.scenario().name().startsWith("429"));
    }

    Stream<Trial> filtered() {
        return owed(Owed.FILTERED);
    }

    Stream<Trial> refused() {
        return owed(Owed.REFUSED);
    }

    /** Of the records of a request, that of who ended it: those who were replaced have their own. */
    private Map<String, Object> answered(Trial trial) throws Exception {
        String id = requestId(trial.faulty().response());
        return await(() -> records(id), found -> !found.isEmpty()).stream()
                .filter(record -> !"replaced".equals(record.get("error")))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("filtered")
    void contentFiltersFinish_isPassedOn(Trial trial) {
        assertThat(trial.faulty().flaws()).isEmpty();
        assertThat(trial.faulty().text()).isEqualTo(Canon.upTo(Scenario.FILTERED_AFTER));
        assertThat(trial.faulty().finishes()).containsExactly("content_filter");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void contentFiltersError_isPassedOn(Trial trial) {
        assertThat(trial.faulty().status()).isEqualTo(400);
        assertThat(trial.faulty().error().path("code").asText()).isEqualTo("content_filter");
        assertThat(trial.faulty().error().path("message").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void providers_areAskedWithinBounds(Trial trial) {
        assertThat(trial.primary())
                .as("attempts on the primary")
                .hasSizeBetween(1, trial.scenario().mostAttempts());
        assertThat(trial.fallback())
                .as("attempts on the fallback")
                .hasSizeBetween(trial.by() == By.FALLBACK ? 1 : 0, trial.by() == By.PRIMARY ? 0 : MOST_ON_FALLBACK);
    }

    @ParameterizedTest
    @MethodSource("rateLimited")
    void rateLimit_isNotAnsweredWithAStorm(Trial trial) {
        assertThat(trial.attemptsWithin(3)).isLessThanOrEqualTo(MOST_AFTER_429);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void answer_isInTime(Trial trial) {
        assertThat(trial.faulty().millis()).isLessThan(trial.scenario().within().toMillis());
    }

    @ParameterizedTest
    @MethodSource("answeredByOne")
    void usage_isOfWhoAnswered(Trial trial) throws Exception {
        Accounts.assertShown(trial);
        Accounts.assertRecorded(trial, answered(trial));
    }

    @ParameterizedTest
    @MethodSource("streamsOfBoth")
    void usageOfAContinuedStream_isOfAllThatWasMade(Trial trial) throws Exception {
        Accounts.assertShownOfBoth(trial);
        Accounts.assertRecordedOfBoth(
                trial, answered(trial), records(requestId(trial.faulty().response())));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void record_countsEveryAttempt(Trial trial) throws Exception {
        assertThat(answered(trial))
                .containsEntry(
                        "attempts", trial.primary().size() + trial.fallback().size())
                .containsEntry("status", trial.faulty().status())
                .containsEntry("aborted", false)
                .containsEntry("error", trial.scenario().owed() == Owed.REFUSED ? "content_filter" : null);
    }

    @ParameterizedTest
    @MethodSource("streamsOfBoth")
    void brokenStream_isContinuedFromWhereItBroke(Trial trial) {
        assertThat(trial.fallback()).first().extracting(Ask::prefill).asString().isNotEmpty();
    }

    @Test
    void refusedPrefill_isFollowedByAPlainRequest() {
        Trial trial = trial("no-prefill-streamed");

        assertThat(trial.fallback()).last().extracting(Ask::prefill).isEqualTo("");
    }

    @Test
    void garbledEvent_isCounted() {
        assertThat(meters.getMeters())
                .filteredOn(meter -> meter.getId().getName().matches(GARBLED_EVENTS))
                .anyMatch(meter -> meter.measure().iterator().next().getValue() > 0);
    }

    @ParameterizedTest
    @MethodSource("outages")
    void primaryThatIsDown_isLeftAlone(Outage outage) {
        assertThat(outage.whileDown()).isLessThanOrEqualTo(MOST_WHILE_DOWN);
    }

    @Test
    void key_isSeenByNobody() {
        assertThat(trials())
                .allSatisfy(trial ->
                        assertThat(trial.faulty().all() + trial.healthy().all()).doesNotContain(PROVIDER_KEY));
    }
}
