package dev.serai.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Kept answers in a database: for their owner, for a time, and no more than there may be. */
abstract class KeptAnswersContract {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final Duration KEPT = Duration.ofDays(1);

    /** One that has been migrated. */
    abstract Database database();

    private AnswerStore store() {
        return new AnswerStore(database(), CLOCK);
    }

    private KeptAnswers answers(long most, long characters) {
        return new KeptAnswers(store(), new AnswerLimits(KEPT, 1000, most, characters));
    }

    private static KeptAnswer answer(String owner, String id, int age) {
        Instant at = NOON.minusSeconds(age);
        return new KeptAnswer(
                owner, id, null, "completed", "{\"id\":\"" + id + "\",\"text\":\"Grüße 世界\"}", "[]", at, at.plus(KEPT));
    }

    @Test
    void answer_isFoundBeforeAndAfterItIsWritten() {
        KeptAnswers answers = answers(10, 10_000);
        KeptAnswer kept = answer("a", "resp_1", 0);

        answers.keep(kept);
        assertThat(answers.find("a", "resp_1")).contains(kept);
        answers.write();

        assertThat(answers.find("a", "resp_1")).contains(kept);
        assertThat(store().find(kept.key())).contains(kept);
    }

    @Test
    void answer_isItsOwnersAlone() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("b", "resp_same", 0));
        answers.write();
        KeptAnswer other = new KeptAnswer("c", "resp_same", "openai", "failed", "{}", "[1]", NOON, NOON.plus(KEPT));
        answers.keep(other);
        answers.write();

        assertThat(answers.find("b", "resp_same")).contains(answer("b", "resp_same", 0));
        assertThat(answers.find("c", "resp_same")).contains(other);
        assertThat(answers.find("d", "resp_same")).isEmpty();
        assertThat(answers.delete("d", "resp_same")).isFalse();
        assertThat(answers.delete("c", "resp_same")).isTrue();
        assertThat(answers.find("b", "resp_same")).isPresent();
    }

    @Test
    void answerInANewState_replacesTheOldOne() {
        KeptAnswers answers = answers(10, 10_000);
        KeptAnswer queued = answer("e", "resp_1", 0).is("queued");
        answers.keep(queued);
        answers.write();
        answers.keep(queued.is("cancelled"));
        answers.write();

        assertThat(store().find(queued.key()).orElseThrow().status()).isEqualTo("cancelled");
    }

    @Test
    void deletedAnswer_isNotWritten() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("f", "resp_1", 0));

        assertThat(answers.delete("f", "resp_1")).isTrue();
        answers.write();

        assertThat(answers.find("f", "resp_1")).isEmpty();
    }

    @Test
    void expiredAnswer_isGone() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("g", "resp_old", 2 * 86_400));
        answers.keep(answer("g", "resp_new", 0));
        answers.write();

        assertThat(answers.find("g", "resp_old")).isEmpty();
        store().expire();

        assertThat(count("g")).isEqualTo(1);
        assertThat(answers.find("g", "resp_new")).isPresent();
    }

    @Test
    void oldestAnswers_goWhereThereAreTooMany() {
        KeptAnswers answers = answers(10, 100_000);
        for (int i = 0; i < 25; i++) {
            answers.keep(answer("h", "resp_" + i, 25 - i));
            answers.write();
        }
        answers.keep(answer("i", "resp_0", 1000));
        answers.write();

        assertThat(count("h")).isLessThanOrEqualTo(11);
        assertThat(answers.find("h", "resp_24")).isPresent();
        assertThat(answers.find("h", "resp_0")).isEmpty();
        assertThat(answers.find("i", "resp_0")).isPresent();
    }

    @Test
    void tooLargeAnswer_isNotKept() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(new KeptAnswer("j", "resp_1", null, "completed", "{}", "x".repeat(1001), NOON, NOON.plus(KEPT)));

        assertThat(answers.find("j", "resp_1")).isEmpty();
    }

    @Test
    void workThatNobodyCanBeDoing_hasFailed() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("k", "resp_1", 3 * 3600).is("in_progress"));
        answers.keep(answer("k", "resp_2", 60).is("in_progress"));

        assertThat(answers.find("k", "resp_1").map(KeptAnswer::status)).isEqualTo(Optional.of("failed"));
        assertThat(answers.find("k", "resp_2").map(KeptAnswer::status)).isEqualTo(Optional.of("in_progress"));
    }

    private long count(String owner) {
        return database()
                .sql()
                .sql("select count(*) from kept_answer where owner = :owner")
                .param("owner", owner)
                .query(Long.class)
                .single();
    }
}
