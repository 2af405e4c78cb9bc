package dev.serai.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.shedding.MemoryBudget;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Kept answers in a database: for their owner, for a time, and no more than there may be. */
abstract class KeptAnswersContract extends DatabaseContract {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final Duration KEPT = Duration.ofDays(1);

    private AnswerStore store() {
        return new AnswerStore(database(), CLOCK);
    }

    private KeptAnswers answers(long most, long characters) {
        return new KeptAnswers(store(), new AnswerLimits(KEPT, 1000, most, characters));
    }

    private static KeptAnswer answer(String owner, String id, int age) {
        Instant at = NOON.minusSeconds(age);
        return new KeptAnswer(
                owner,
                id,
                null,
                "completed",
                "{\"id\":\"" + id + "\",\"text\":\"Grüße 世界\"}",
                "[]",
                List.of(),
                at,
                at.plus(KEPT));
    }

    private static Optional<KeptAnswer> find(KeptAnswers answers, String owner, String id) {
        return answers.find(new KeptAnswer.Key(owner, id), Memory.UNCOUNTED);
    }

    private Optional<KeptAnswer> find(String owner, String id) {
        return store().find(owner, List.of(id), Memory.UNCOUNTED).stream().findFirst();
    }

    @Test
    void answer_isFoundBeforeAndAfterItIsWritten() {
        KeptAnswers answers = answers(10, 10_000);
        KeptAnswer kept = answer("a", "resp_1", 0);

        answers.keep(kept);
        assertThat(find(answers, "a", "resp_1")).contains(kept);
        answers.write();

        assertThat(find(answers, "a", "resp_1")).contains(kept);
        assertThat(find("a", "resp_1")).contains(kept);
    }

    @Test
    void answer_isItsOwnersAlone() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("b", "resp_same", 0));
        answers.write();
        KeptAnswer other =
                new KeptAnswer("c", "resp_same", "openai", "failed", "{}", "[1]", List.of(), NOON, NOON.plus(KEPT));
        answers.keep(other);
        answers.write();

        assertThat(find(answers, "b", "resp_same")).contains(answer("b", "resp_same", 0));
        assertThat(find(answers, "c", "resp_same")).contains(other);
        assertThat(find(answers, "d", "resp_same")).isEmpty();
        assertThat(answers.delete(new KeptAnswer.Key("d", "resp_same"))).isFalse();
        assertThat(answers.delete(new KeptAnswer.Key("c", "resp_same"))).isTrue();
        assertThat(find(answers, "b", "resp_same")).isPresent();
    }

    @Test
    void answerInANewState_replacesTheOldOne() {
        KeptAnswers answers = answers(10, 10_000);
        KeptAnswer queued = answer("e", "resp_1", 0).is("queued");
        answers.keep(queued);
        answers.write();
        answers.keep(queued.is("cancelled"));
        answers.write();

        assertThat(find("e", "resp_1").orElseThrow().status()).isEqualTo("cancelled");
    }

    @Test
    void deletedAnswer_isNotWritten() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("f", "resp_1", 0));

        assertThat(answers.delete(new KeptAnswer.Key("f", "resp_1"))).isTrue();
        answers.write();

        assertThat(find(answers, "f", "resp_1")).isEmpty();
    }

    @Test
    void expiredAnswer_isGone() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("g", "resp_old", 2 * 86_400));
        answers.keep(answer("g", "resp_new", 0));
        answers.write();

        assertThat(find(answers, "g", "resp_old")).isEmpty();
        store().expire();

        assertThat(count("g")).isEqualTo(1);
        assertThat(find(answers, "g", "resp_new")).isPresent();
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
        assertThat(find(answers, "h", "resp_24")).isPresent();
        assertThat(find(answers, "h", "resp_0")).isEmpty();
        assertThat(find(answers, "i", "resp_0")).isPresent();
    }

    @Test
    void tooLargeAnswerOrAnyWhereNoneMayBe_isNotKept() {
        assertThat(answers(0, 10_000).keep(answer("j", "resp_2", 0))).isFalse();
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(new KeptAnswer(
                "j", "resp_1", null, "completed", "{}", "x".repeat(1001), List.of(), NOON, NOON.plus(KEPT)));

        assertThat(find(answers, "j", "resp_1")).isEmpty();
    }

    @Test
    void workThatNobodyCanBeDoing_hasFailed() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("k", "resp_1", 3 * 3600).is("in_progress"));
        answers.keep(answer("k", "resp_2", 60).is("in_progress"));

        assertThat(find(answers, "k", "resp_1").map(KeptAnswer::status)).isEqualTo(Optional.of("failed"));
        assertThat(find(answers, "k", "resp_2").map(KeptAnswer::status)).isEqualTo(Optional.of("in_progress"));
    }

    @Test
    void answerOfAProvider_isFoundByItsItems() {
        KeptAnswers answers = answers(10, 10_000);
        KeptAnswer plain = answer("l", "resp_1", 0);
        KeptAnswer kept = new KeptAnswer(
                "l", "resp_2", "openai", "completed", "{}", "[]", List.of("rs_1", "msg_1"), NOON, NOON.plus(KEPT));
        answers.keep(plain);
        answers.keep(kept);

        assertThat(answers.withItems("l", Set.of("msg_1", "msg_2"))).containsExactly("resp_2");
        answers.write();
        assertThat(answers.withItems("l", Set.of("msg_1", "msg_2"))).containsExactly("resp_2");
        assertThat(answers.withItems("m", Set.of("msg_1"))).isEmpty();
        answers.keep(kept.is("failed"));
        answers.write();
        answers.delete(kept.key());
        assertThat(answers.withItems("l", Set.of("msg_1"))).isEmpty();
    }

    @Test
    void answerThatTheDatabaseRefuses_keepsNoOtherOut() {
        KeptAnswers answers = answers(10, 10_000);
        answers.keep(answer("n", "resp_1", 0));
        answers.keep(new KeptAnswer("n", "resp_2", null, null, "{}", "[]", List.of(), NOON, NOON.plus(KEPT)));
        answers.keep(answer("n", "resp_3", 0));
        answers.write();

        assertThat(count("n")).isEqualTo(2);
        assertThat(find(answers, "n", "resp_2")).isEmpty();
    }

    @Test
    void answers_areTakenOfMemoryBeforeTheyAreRead() {
        KeptAnswers answers = answers(10, 10_000);
        KeptAnswer kept = answer("o", "resp_1", 0);
        answers.keep(kept);
        answers.write();
        MemoryBudget none = new MemoryBudget(kept.size());

        assertThatThrownBy(() -> answers.find(kept.key(), none.open())).isInstanceOf(MemoryShort.class);
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
