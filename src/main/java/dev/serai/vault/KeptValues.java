package dev.serai.vault;

import dev.serai.log.Secrets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values as they were when the source last told them: who needs one does not ask for it again, and while the source is away
 * what is known serves on. They outlive generations.
 */
final class KeptValues {

    private static final Logger LOG = LoggerFactory.getLogger(KeptValues.class);

    /** More than files name; each is asked for in turn. */
    private static final int MOST = 1000;

    /** A key, a certificate: no more than a file that is one may have. */
    private static final int LONGEST = 1 << 16;

    /** So long nobody who loads files waits for a source again that did not answer. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final String function;
    private final ValueSource source;
    private final LongSupplier nanos;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();
    private final Map<String, String> before = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private Unread away;
    private long awaySince;

    /**
     * Knows nothing yet.
     *
     * @param function by whose name placeholders ask for them, for messages
     */
    KeptValues(String function, ValueSource source, LongSupplier nanos) {
        this.function = function;
        this.source = source;
        this.nanos = nanos;
    }

    /** What it is, asked for if that is not known; null if there is none, or nobody knows. */
    String get(String name) {
        Optional<String> there = known.get(name);
        return (there == null ? first(name) : there).orElse(null);
    }

    private synchronized Optional<String> first(String name) {
        Long pause = notBefore.get(name);
        if (!known.containsKey(name) && (pause == null || nanos.getAsLong() - pause > PAUSE.toNanos())) {
            ask(name);
        }
        return known.getOrDefault(name, Optional.empty());
    }

    /** Asks for values again. */
    synchronized void look(Set<String> names) {
        away = null;
        for (String name : names) {
            ask(name);
        }
        if (known.size() > MOST) {
            known.keySet().retainAll(names);
        }
    }

    private void ask(String name) {
        try {
            if (away != null && nanos.getAsLong() - awaySince < PAUSE.toNanos()) {
                throw away;
            }
            away = null;
            takes(name, checked(source.read(name)));
        } catch (Unread e) {
            fails(name, e);
        }
    }

    /** A value is text as it stands: it may name no other one. */
    private static String checked(String value) throws Unread {
        if (value != null && value.length() > LONGEST) {
            throw Unread.refused("it is longer than " + LONGEST + " characters");
        }
        if (value != null && value.contains("{{")) {
            throw Unread.refused("it has {{ in it, as placeholders do");
        }
        return value == null || value.isBlank() ? null : value.stripTrailing();
    }

    private void takes(String name, String value) {
        notBefore.remove(name);
        boolean failed = failing.remove(name);
        Optional<String> old = known.put(name, Optional.ofNullable(value));
        if (value == null && (failed || old == null || old.isPresent())) {
            LOG.warn("{} has no value: what stands for it otherwise counts", told(name));
        } else if (failed) {
            LOG.info("{} is known now", told(name));
        }
        if (old == null || !old.equals(known.get(name))) {
            Secrets.known().add(value);
            forget(before.put(name, old == null ? "" : old.orElse("")));
        }
    }

    /** Without colons, behind which the log takes whatever it is for a secret. */
    private String told(String name) {
        return "'" + name.replace(':', ' ') + "' of " + function;
    }

    /** What was before the one before is on no request any more. */
    private void forget(String value) {
        if (value != null && !before.containsValue(value) && !known.containsValue(Optional.of(value))) {
            Secrets.known().forget(value);
        }
    }

    private void fails(String name, Unread e) {
        if (e.isAway() && away == null) {
            away = e;
            awaySince = nanos.getAsLong();
        }
        notBefore.put(name, nanos.getAsLong());
        if (failing.add(name)) { // each reason of a cloud is another one, for the id of its request
            LOG.warn(
                    "{} could not be read: {}; {}, and it is asked for again",
                    told(name),
                    e.getMessage(),
                    known.containsKey(name) ? "what is known serves on" : "what stands for it otherwise counts");
        }
    }
}
