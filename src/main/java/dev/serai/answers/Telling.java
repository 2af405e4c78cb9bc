package dev.serai.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import dev.serai.wire.Memory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The events of answers that are made in the background and are told as they are made: here while they are, and in the database
 * soon, where every replica finds them. Whoever leaves ends nothing.
 */
final class Telling extends WriteBehind {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Of all that the database does not have yet, or that are still made. */
    private static final long MOST = 64 << 20;

    /** Each holds a connection, and where another replica makes the answer, asks the database. */
    private static final int MOST_FOLLOWERS = 1000;

    private static final int MOST_OF_ONE = 100;

    private static final String ASKED = "what is told";

    private final KeptAnswers answers;
    private final EventStore store;
    private final AnswerStore kept;
    private final AnswerLimits limits;
    private final Map<KeptAnswer.Key, Told> live = new ConcurrentHashMap<>();
    private final Map<String, Integer> followers = new ConcurrentHashMap<>();
    private final AtomicLong room = new AtomicLong(MOST);
    private int following;

    Telling(KeptAnswers answers, EventStore store, AnswerStore kept, AnswerLimits limits) {
        super("answers-teller", "Events of responses could not be kept");
        this.answers = answers;
        this.store = store;
        this.kept = kept;
        this.limits = limits;
    }

    KeptAnswers answers() {
        return answers;
    }

    /** What the database knows of an answer's events. */
    Optional<EventStore.State> state(KeptAnswer.Key key) {
        return Database.asked(ASKED, () -> store.state(key));
    }

    /** Some of those that it has behind a number; empty if there are none yet. */
    Optional<EventStore.Part> after(KeptAnswer.Key key, long number, Memory memory) {
        return Database.asked(ASKED, () -> store.after(key, number, memory));
    }

    /** Begins with what was promised. */
    void begin(KeptAnswer.Key key, ObjectNode promise) {
        live.put(key, new Told(key.id(), promise, room));
    }

    /** Takes events of one that is told; of others, nothing. */
    void add(KeptAnswer.Key key, byte[] events) {
        Told told = live.get(key);
        if (told != null) {
            told.add(events);
        }
    }

    /** Says that it is in its last state, as it is kept. */
    void end(KeptAnswer.Key key) {
        Told told = live.get(key);
        if (told != null) {
            told.end();
        }
    }

    /** Forgets one that will not be made. */
    void drop(KeptAnswer.Key key) {
        Told told = live.remove(key);
        if (told != null) {
            told.release();
        }
    }

    /** The one that is told here; null where the database has all of it, or another replica makes it. */
    Told told(KeptAnswer.Key key) {
        return live.get(key);
    }

    /**
     * Takes a follower on.
     *
     * @throws ApiException 429 if there is no room
     */
    synchronized void follows(String owner) {
        if (following >= MOST_FOLLOWERS || followers.getOrDefault(owner, 0) >= MOST_OF_ONE) {
            throw new ApiException(
                            429, "overloaded_error", "overloaded", null, "Too many streams of responses are followed")
                    .header("retry-after", "1");
        }
        following++;
        followers.merge(owner, 1, Integer::sum);
    }

    /** It has left. */
    synchronized void leaves(String owner) {
        following--;
        followers.computeIfPresent(owner, (name, count) -> count > 1 ? count - 1 : null);
    }

    /** Writes what there is. */
    @Override
    void write() {
        live.forEach(this::write);
        wrote();
    }

    private void write(KeptAnswer.Key key, Told told) {
        boolean waits = answers.waiting().find(key).isPresent(); // asked first: it may be written meanwhile
        boolean there = true;
        long last = told.last();
        for (Told.Chunk chunk = told.unwritten(); there && chunk != null; chunk = told.unwritten()) {
            there = store.append(key, chunk);
            if (there) {
                told.written(chunk);
            }
        }
        if (there && last >= 0) {
            there = store.end(key, last);
            if (there) {
                kept.trim(key.owner(), limits.most(), limits.mostCharacters());
                drop(key);
            }
        }
        if (!there && !waits) {
            drop(key); // it was deleted, or the database does not take it
        }
    }

    @Override
    protected void begin() {
        every(PAUSE, PAUSE, this::write, this::failed);
    }
}
