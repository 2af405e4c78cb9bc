package dev.serai.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What was forgotten stays so, and what is kept later does not. */
class MarksTest {

    private final Marks marks = new Marks();

    private static TierKey project(String id) {
        return new TierKey(id, null, null, null);
    }

    @Test
    void forgotten_isWhatWasThere_andNothingElse() {
        TierKey one = Given.key("a", 1);
        long before = marks.stamp();
        var unused = marks.forget(project("a"));
        assertThat(marks.hold(one, before)).isTrue();
        assertThat(marks.hold(Given.key("b", 1), before)).isFalse();
        assertThat(marks.hold(one, marks.stamp())).isFalse();
    }

    @Test
    void forgottenBeforeTheFileIsOpen_countsForAllThatIsInIt() {
        var unused = marks.forget(project("a"));
        marks.restore(1_000_000, Map.of(project("b").text(), 500L));
        assertThat(marks.hold(Given.key("a", 1), 999_999)).isTrue();
        assertThat(marks.hold(Given.key("b", 1), 499)).isTrue();
        assertThat(marks.hold(Given.key("b", 1), 501)).isFalse();
        assertThat(marks.stamp()).isGreaterThan(1_000_000);
    }

    @Test
    void whatCouldNotBeSaved_isSavedLater() {
        CompletableFuture<Void> saved = marks.forget(project("a"));
        assertThatThrownBy(() -> marks.save(texts -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        assertThat(saved).isNotDone();
        assertThat(marks.isUnsaved()).isTrue();
        Map<String, Long> disk = new HashMap<>();
        marks.save(disk::putAll);
        assertThat(saved).isDone();
        assertThat(disk).containsKey(project("a").text());
    }

    @Test
    void swept_isDropped_unlessItIsLater() {
        var unused = marks.forget(project("a"));
        marks.save(texts -> {});
        long until = marks.now();
        var unusedToo = marks.forget(project("b"));
        marks.save(texts -> {});
        marks.swept(until);
        assertThat(marks.hold(Given.key("a", 1), 0)).isFalse();
        assertThat(marks.hold(Given.key("b", 1), 0)).isTrue();
    }

    @Test
    void tooMany_forgetAll() {
        for (int i = 0; i < 11_000; i++) {
            var unused = marks.forget(project("p" + i));
        }
        assertThat(marks.hold(Given.key("other", 1), 1)).isTrue();
        assertThat(marks.hold(Given.key("other", 1), marks.stamp())).isFalse();
    }
}
