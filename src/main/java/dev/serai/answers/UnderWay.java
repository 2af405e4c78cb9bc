package dev.serai.answers;

import dev.serai.wire.Memory;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Answers that somebody works on: of all who would end one, the first does. */
final class UnderWay {

    private static final int LOCKS = 64;

    private final KeptAnswers answers;
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    UnderWay(KeptAnswers answers) {
        this.answers = answers;
    }

    /**
     * Puts another in the place of one that is under way.
     *
     * @param memory what it is taken of
     * @param next made of what is there
     * @return what is there by now; empty where nothing is under way any more
     */
    Optional<KeptAnswer> change(KeptAnswer.Key key, Memory memory, UnaryOperator<KeptAnswer> next) {
        Lock lock = locks[Math.floorMod(key.hashCode(), locks.length)];
        lock.lock();
        try {
            Optional<KeptAnswer> changed =
                    answers.find(key, memory).filter(KeptAnswer::underWay).map(next);
            changed.ifPresent(answers::keep);
            return changed;
        } finally {
            lock.unlock();
        }
    }
}
