package dev.serai.answers;

import dev.serai.time.Recurring;
import dev.serai.wire.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that can be asked for again. No request waits for the database to keep its answer: what was given a moment ago is
 * in memory until it is written, some at a time.
 */
final class KeptAnswers extends Recurring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);

    /** Characters that wait to be written; more are not kept. */
    private static final long MOST_WAITING = 16 << 20;

    private static final int BATCH = 200;
    private static final long BATCH_CHARACTERS = 4 << 20;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(5);
    /** No provider answers for longer, however often it is asked. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private static final int TRIES = 1000;
    private static final int SHARE = 10;

    private final AnswerStore store;
    private final AnswerLimits limits;
    private final Map<KeptAnswer.Key, KeptAnswer> waiting = new LinkedHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, Long> since = new HashMap<>();
    private long characters;
    private int failures;
    private boolean full;

    KeptAnswers(AnswerStore store, AnswerLimits limits) {
        super("answers-keeper");
        this.store = store;
        this.limits = limits;
    }

    /** The one of that owner and id, if there is one. What nobody can be working on any more has failed. */
    Optional<KeptAnswer> find(String owner, String id) {
        return known(owner, id)
                .map(it -> it.underWay()
                                && it.createdAt()
                                        .isBefore(store.clock().instant().minus(LONGEST))
                        ? it.failed("server_error", "The gateway stopped while it worked on the response")
                        : it);
    }

    private Optional<KeptAnswer> known(String owner, String id) {
        KeptAnswer.Key key = new KeptAnswer.Key(owner, id);
        synchronized (waiting) {
            KeptAnswer recent = waiting.get(key);
            if (recent != null) {
                return Optional.of(recent);
            }
        }
        return store.find(key);
    }

    /** Keeps one, if it is not too large and there is room. */
    void keep(KeptAnswer answer) {
        if (answer.size() > limits.largest()) {
            LOG.debug("{} is not kept: it has {} characters", answer.id(), answer.size());
            return;
        }
        synchronized (waiting) {
            KeptAnswer before = waiting.remove(answer.key());
            characters -= before == null ? 0 : before.size();
            if (characters + answer.size() > MOST_WAITING) {
                lost();
                return;
            }
            full = false;
            waiting.put(answer.key(), answer);
            characters += answer.size();
        }
    }

    private void lost() {
        if (!full) {
            full = true;
            LOG.warn("Answers are not kept: the database does not take them as fast as they come");
        }
    }

    /** Whether there was one to be deleted. */
    boolean delete(String owner, String id) {
        KeptAnswer.Key key = new KeptAnswer.Key(owner, id);
        writing.lock(); // one that is being written comes back otherwise
        try {
            boolean recent = forget(key, null);
            return store.delete(key) || recent;
        } finally {
            writing.unlock();
        }
    }

    private boolean forget(KeptAnswer.Key key, KeptAnswer written) {
        synchronized (waiting) {
            KeptAnswer known = waiting.get(key);
            if (known == null || (written != null && !known.equals(written))) {
                return false; // another state of it has come meanwhile
            }
            waiting.remove(key);
            characters -= known.size();
            return true;
        }
    }

    /** Writes what waits. */
    void write() {
        for (List<KeptAnswer> batch = writeSome(); !batch.isEmpty(); batch = writeSome()) {
            trim(batch);
        }
    }

    private List<KeptAnswer> writeSome() {
        writing.lock();
        try {
            List<KeptAnswer> batch = next();
            if (!batch.isEmpty()) {
                store.keep(batch);
                batch.forEach(it -> forget(it.key(), it));
                failures = 0;
            }
            return batch;
        } finally {
            writing.unlock();
        }
    }

    private List<KeptAnswer> next() {
        List<KeptAnswer> batch = new ArrayList<>();
        long size = 0;
        synchronized (waiting) {
            for (KeptAnswer answer : waiting.values()) {
                if (batch.size() == BATCH || (size > 0 && size + answer.size() > BATCH_CHARACTERS)) {
                    break;
                }
                batch.add(answer);
                size += answer.size();
            }
        }
        return batch;
    }

    /** An owner's oldest go, each time that a tenth of what it may have was added. */
    private void trim(List<KeptAnswer> added) {
        long each = Math.max(limits.mostCharacters() / limits.most(), 1);
        for (KeptAnswer answer : added) {
            long more = since.merge(answer.owner(), Math.max(each, answer.size()), Long::sum);
            if (more > limits.mostCharacters() / SHARE) {
                since.remove(answer.owner());
                store.trim(answer.owner(), limits.most(), limits.mostCharacters());
            }
        }
    }

    @Override
    protected void begin() {
        every(PAUSE, PAUSE, this::write, this::failed);
        every(BETWEEN_EXPIRIES, BETWEEN_EXPIRIES, store::expire, this::failed);
    }

    /** A database that is away is waited for; what it refuses, however often it is asked, is given up. */
    private void failed(RuntimeException reason) {
        if (failures++ == 0) {
            LOG.warn("Answers could not be kept: {}", Reason.of(reason));
        }
        if (failures > TRIES) {
            failures = 0;
            List<KeptAnswer> batch = next();
            batch.forEach(it -> forget(it.key(), it));
            LOG.error("{} answers were given up, since they could not be kept", batch.size());
        }
    }

    /** Writes the last ones. */
    @Override
    public void close() {
        try {
            write();
        } catch (RuntimeException e) {
            failed(e);
        }
    }
}
