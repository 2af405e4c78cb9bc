package dev.serai.routing;

import dev.serai.files.EnvironmentFunction;
import dev.serai.time.Recurring;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether keys that the serving routes have were replaced, and has the routes serve with the new ones. Requests under way
 * end with those that they began with.
 */
final class KeysWatch extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(KeysWatch.class);
    private static final Duration READING = Duration.ofMinutes(1);

    private final Generations generations;
    private final Reloads reloads;
    private final Duration interval;

    /** Which generation could not be replaced, and is not tried again: whoever mends the files reads the keys as well. */
    private int given;

    /**
     * Watches nothing yet.
     *
     * @param interval between two looks; zero to never look
     * @param startLimit how long routes may take to start
     */
    KeysWatch(Generations generations, Reloads reloads, Duration interval, Duration startLimit) {
        super("keys-watch", startLimit.multipliedBy(2).plus(READING));
        this.generations = generations;
        this.reloads = reloads;
        this.interval = interval;
    }

    private void look() {
        Generation serving = generations.serving();
        if (serving == null || serving.number() == given || !isChanged(serving)) {
            return;
        }
        if (reloads.renew("keys changed").isPresent()) {
            given = serving.number();
        }
    }

    private static boolean isChanged(Generation serving) {
        return serving.context().getPropertiesComponent().getPropertiesFunction(EnvironmentFunction.NAME)
                        instanceof EnvironmentFunction environment
                && environment.isChanged();
    }

    @Override
    protected void begin() {
        if (interval.toMillis() > 0) {
            every(interval, interval, this::look, e -> LOG.error("The keys could not be looked at", e));
        }
    }

    /** After the first generation was loaded, and no longer than it serves. */
    @Override
    public int getPhase() {
        return 1;
    }
}
