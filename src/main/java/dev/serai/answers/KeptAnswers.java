package dev.serai.answers;

import dev.serai.store.Database;
import dev.serai.wire.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Answers that can be asked for again. No request waits for the database to keep its answer: what was given a moment ago is
 * in memory until it is written, some at a time. Who asks for one waits, and is told 503 where the database is away.
 */
final class KeptAnswers extends WriteBehind {

    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(5);
    /** No provider answers for longer, however often it is asked. */
    private static final Duration LONGEST = Duration.ofHours(2);

    /** Owners whose additions are counted. */
    private static final int MOST_COUNTED = 10_000;

    private static final int SHARE = 10;
    private static final String ASKED = "what is kept";

    private final AnswerStore store;
    private final AnswerLimits limits;
    private final WaitingAnswers waiting = new WaitingAnswers();
    private final ReentrantLock writing = new ReentrantLock();
    private final UnderWay underWay = new UnderWay(this);
    private final Map<String, Long> since = new HashMap<>();
    private volatile boolean full;

    KeptAnswers(AnswerStore store, AnswerLimits limits) {
        super("answers-keeper", "Answers could not be kept");
        this.store = store;
        this.limits = limits;
    }

    /**
     * The one of that key, if there is one. What nobody can be working on any more has failed.
     *
     * @param memory what it is taken of
     */
    Optional<KeptAnswer> find(KeptAnswer.Key key, Memory memory) {
        return findAll(key.owner(), List.of(key.id()), memory).stream().findFirst();
    }

    /** An owner's of these ids. */
    List<KeptAnswer> findAll(String owner, Collection<String> ids, Memory memory) {
        List<KeptAnswer> found = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (String id : ids) {
            Optional<KeptAnswer> recent = waiting.find(new KeptAnswer.Key(owner, id));
            recent.ifPresentOrElse(found::add, () -> written.add(id));
        }
        if (!written.isEmpty()) {
            found.addAll(Database.asked(ASKED, () -> store.find(owner, written, memory)));
        }
        return found.stream().map(this::now).toList();
    }

    private KeptAnswer now(KeptAnswer answer) {
        return answer.underWay()
                        && isAbandoned(answer.createdAt(), store.clock().instant())
                ? answer.failed("server_error", "The gateway stopped while it worked on the response")
                : answer;
    }

    /** Whether nobody can be working any more on what was begun then. */
    static boolean isAbandoned(Instant begun, Instant now) {
        return begun.isBefore(now.minus(LONGEST));
    }

    /** The ids of an owner's answers that have items whose ids a provider gave. */
    Set<String> withItems(String owner, Set<String> items) {
        Set<String> ids = new HashSet<>(waiting.withItems(owner, items));
        ids.addAll(Database.asked(ASKED, () -> store.withItems(owner, items)));
        return ids;
    }

    /** Those that somebody works on. */
    UnderWay underWay() {
        return underWay;
    }

    WaitingAnswers waiting() {
        return waiting;
    }

    /** Whether one of so many characters may be kept. */
    boolean keeps(long size) {
        return limits.keepAny() && size <= limits.largest();
    }

    /** Keeps one, if it is not too large and there is room; gives whether it does. */
    boolean keep(KeptAnswer answer) {
        if (!keeps(answer.size())) {
            LOG.debug("{} is not kept: it has {} characters", answer.id(), answer.size());
            return false;
        }
        boolean room = waiting.add(answer);
        if (!room && !full) {
            LOG.warn("Answers are not kept: the database does not take them as fast as they come");
        }
        full = !room;
        return room;
    }

    /** Whether there was one to be deleted. */
    boolean delete(KeptAnswer.Key key) {
        writing.lock(); // one that is being written comes back otherwise
        try {
            boolean recent = waiting.remove(key);
            return Database.asked(ASKED, () -> store.delete(key)) || recent;
        } finally {
            writing.unlock();
        }
    }

    /** Writes what waits. */
    @Override
    void write() {
        for (List<KeptAnswer> batch = writeSome(); !batch.isEmpty(); batch = writeSome()) {
            trim(batch);
        }
    }

    private List<KeptAnswer> writeSome() {
        writing.lock();
        try {
            List<KeptAnswer> batch = waiting.next();
            if (!batch.isEmpty()) {
                keepAll(batch);
                batch.forEach(waiting::written);
                wrote();
            }
            return batch;
        } finally {
            writing.unlock();
        }
    }

    /** A database that is away is waited for. One that refuses an answer all the same does not get it. */
    private void keepAll(List<KeptAnswer> batch) {
        try {
            store.keep(batch);
        } catch (DataAccessException e) {
            store.requireThere();
            for (KeptAnswer answer : batch) {
                keepAlone(answer);
            }
        }
    }

    private void keepAlone(KeptAnswer answer) {
        try {
            store.keep(List.of(answer));
        } catch (DataAccessException e) {
            store.requireThere();
            // its own words would repeat what was said
            LOG.error(
                    "{} is not kept: the database refuses it: {}",
                    answer.id(),
                    e.getClass().getSimpleName());
        }
    }

    /** An owner's oldest go, each time that a tenth of what it may have was added. */
    private void trim(List<KeptAnswer> added) {
        long each = Math.max(limits.mostCharacters() / limits.most(), 1);
        for (KeptAnswer answer : added) {
            if (since.size() > MOST_COUNTED) {
                since.clear();
            }
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
}
