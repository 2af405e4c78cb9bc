package dev.serai.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a provider is asked for its models. */
class ModelQuestionTest {

    private final ModelQuestion question = new ModelQuestion(Duration.ofMinutes(10), 0);

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void providerThatAnswers_isAskedAfterTheInterval() {
        assertThat(question.begin(0, false, false)).isTrue();
        assertThat(question.begin(seconds(1000), false, true))
                .as("while it is asked")
                .isFalse();
        question.end(seconds(1), true);

        assertThat(question.begin(seconds(600), false, true)).isFalse();
        assertThat(question.begin(seconds(601), false, false)).isTrue();
    }

    @Test
    void providerThatFails_isAskedSoonAndLessAndLessOften() {
        long now = 0;
        for (long pause : new long[] {5, 10, 20, 40, 80, 160, 320, 600, 600}) {
            assertThat(question.begin(now, false, false)).isTrue();
            question.end(now, false);
            assertThat(question.begin(now + seconds(pause) - 1, false, false)).isFalse();
            now += seconds(pause);
        }
    }

    @Test
    void changedRoutes_askAtOnceAndBeginAnew() {
        question.begin(0, false, false);
        question.end(0, false);
        assertThat(question.begin(seconds(1), false, false)).isFalse();

        assertThat(question.begin(seconds(1), true, false)).isTrue();
        question.end(seconds(1), false);

        assertThat(question.begin(seconds(6), false, false)).isTrue();
    }

    /** A provider may answer chats all day and have no list. */
    @Test
    void hope_asksOnceMoreForEachTimeThatItIsDue() {
        int asked = 0;
        for (long now = 0; now < seconds(600); now += Duration.ofMillis(250).toNanos()) {
            if (question.begin(now, false, now > 0)) {
                asked++;
                question.end(now, false);
            }
        }
        assertThat(asked).isBetween(8, 20);
    }
}
