package dev.serai.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.Memory;
import org.junit.jupiter.api.Test;

/** So much is worked on in the background at a time, and of one project. */
class BacklogTest {

    private static final long LARGE = 30 << 20;

    private final Backlog backlog = new Backlog();
    private int ids;

    private KeptAnswer.Key add(String owner, long bytes) {
        KeptAnswer.Key key = new KeptAnswer.Key(owner, "resp_" + ids++);
        backlog.add(key, new Call(key.id(), Memory.UNCOUNTED), bytes);
        return key;
    }

    private void assertNoRoom(String owner, long bytes) {
        assertThatThrownBy(() -> add(owner, bytes))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(429));
    }

    @Test
    void oneProject_hasNoMoreThanItsShare() {
        KeptAnswer.Key first = add("a", 1);
        for (int i = 1; i < 100; i++) {
            add("a", 1);
        }

        assertNoRoom("a", 1);
        add("b", 1);
        backlog.remove(first);
        add("a", 1);
    }

    @Test
    void largeRequests_areFewer() {
        add("a", LARGE);
        add("a", LARGE);

        assertNoRoom("a", LARGE);
        add("a", 1);
    }

    @Test
    void allProjects_haveNoMoreThanThereIsRoomFor() {
        for (int i = 0; i < 8; i++) {
            add("project-" + i, LARGE);
        }

        assertNoRoom("another", LARGE);
    }

    @Test
    void abortedWork_isOver() {
        Call call = new Call("1", Memory.UNCOUNTED);
        KeptAnswer.Key key = new KeptAnswer.Key("a", "resp_x");
        backlog.add(key, call, 1);
        backlog.abort(key);
        backlog.abort(new KeptAnswer.Key("b", "resp_x"));

        assertThat(call.outcome().over()).isTrue();
    }

    @Test
    void nothing_isTakenOnAtTheEnd() {
        KeptAnswer.Key key = add("a", 1);

        assertThat(backlog.close()).containsExactly(key);
        assertThatThrownBy(() -> add("a", 1))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(503));
    }
}
