package dev.serai.cache;

import dev.serai.time.Recurring;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops, in the background, what other files have made than those that make answers by now: nobody is given it any more. */
final class CacheUpkeep extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(CacheUpkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final AnswerCache cache;
    private final Supplier<String> serving;

    /**
     * Does nothing yet.
     *
     * @param serving gives the digest of the files that make answers
     */
    CacheUpkeep(AnswerCache cache, Supplier<String> serving) {
        super("cache-upkeep");
        this.cache = cache;
        this.serving = serving;
    }

    @Override
    protected void begin() {
        every(PAUSE, PAUSE, this::look, e -> LOG.warn("The answers that are kept could not be looked at", e));
    }

    void look() {
        long dropped = cache.removeUnless(serving.get());
        if (dropped > 0) {
            LOG.info("{} answers dropped: the files that made them are others now", dropped);
        }
    }

    /** After the routes are there, which stop after it. */
    @Override
    public int getPhase() {
        return 1;
    }
}
