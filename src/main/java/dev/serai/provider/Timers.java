package dev.serai.provider;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/**
 * How long a target may take, in milliseconds: to connect; from the request to the answer's headers; to the first content
 * token; between two content tokens; and in all. A provider's file sets them, an alias and a request may change them.
 *
 * @param said the options of those that a file or an alias sets; the others are as the template has them
 * @param callers those that the caller has made shorter, as errors name them: what exceeds them is not to blame
 */
public record Timers(
        long connect, long headers, long firstToken, long idle, long total, Set<String> said, Set<String> callers) {

    /** Less would fail for reasons of our own. */
    private static final long LEAST = 100;

    private static final Map<String, String> HINTS = Map.of(
            "connectTimeout", "timeout-connect",
            "headersTimeout", "timeout-headers",
            "firstTokenTimeout", "timeout-first-token",
            "idleTimeout", "timeout-idle",
            "totalTimeout", "timeout-total");

    /** As the template has them. */
    Timers(long connect, long headers, long firstToken, long idle, long total) {
        this(connect, headers, firstToken, idle, total, Set.of(), Set.of());
    }

    /** As a provider's file has them. */
    public static Timers of(Provider provider) {
        return new Timers(
                provider.millis("connectTimeout"),
                provider.millis("headersTimeout"),
                provider.millis("firstTokenTimeout"),
                provider.millis("idleTimeout"),
                provider.millis("totalTimeout"),
                HINTS.keySet().stream().filter(provider::says).collect(Collectors.toUnmodifiableSet()),
                Set.of());
    }

    /** The names of the options of {@code target:} that change them. */
    public static Iterable<String> names() {
        return HINTS.keySet();
    }

    /**
     * The same with some changed.
     *
     * @param durations by name: {@code idleTimeout -> 5s}; milliseconds without a unit
     * @throws IllegalArgumentException naming the one that is no positive duration
     */
    public Timers with(Map<String, String> durations) {
        Map<String, Long> millis = new LinkedHashMap<>();
        durations.forEach((name, text) -> millis.put(name, millis(name, text)));
        Set<String> saidNow = new HashSet<>(said);
        saidNow.addAll(durations.keySet());
        return with(millis, chosen -> chosen, Set.copyOf(saidNow), callers);
    }

    /**
     * The same while another target is left to be asked: a silent one is given up sooner, unless somebody has said how long
     * it may take.
     *
     * @param silence in milliseconds, until an answer begins; 0 for as long as ever
     * @param goesOn whether another one can go on when it falls silent later
     */
    public Timers whileOthersAreLeft(long silence, boolean goesOn) {
        if (silence == 0) {
            return this;
        }
        // whoever may be late with the headers may be as late with what follows them
        long first = said.contains("headersTimeout") ? Math.max(silence, headers) : silence;
        return new Timers(
                connect,
                sooner("headersTimeout", headers, silence),
                sooner("firstTokenTimeout", firstToken, first),
                goesOn ? sooner("idleTimeout", idle, silence) : idle,
                total,
                said,
                callers);
    }

    private long sooner(String name, long millis, long silence) {
        return said.contains(name) ? millis : Math.min(millis, silence);
    }

    /** The same where as much passes as a client has to send, or to take: all of it may take this long. */
    public Timers passing(long most) {
        return new Timers(connect, headers, firstToken, idle, most, said, callers);
    }

    /** Whether it was the caller who wanted it that short. */
    public boolean isCallers(String timer) {
        return callers.contains(timer);
    }

    /** Whether the caller wanted any of them shorter. */
    public boolean anyCallers() {
        return !callers.isEmpty();
    }

    /**
     * The same as a caller wants them: from a tenth of a second up to the total.
     *
     * @param hints the {@code x-serai-timeout-…} headers without their prefix; what is no duration is left out
     */
    public Timers within(Map<?, ?> hints) {
        Map<String, Long> millis = new LinkedHashMap<>();
        HINTS.forEach((name, hint) -> {
            if (hints.get(hint) instanceof String text) {
                try {
                    millis.put(name, millis(name, text));
                } catch (IllegalArgumentException e) {
                    // a hint that says nothing
                }
            }
        });
        if (millis.isEmpty()) {
            return this;
        }
        LongUnaryOperator bounded = chosen -> Math.max(LEAST, Math.min(chosen, total));
        Timers wanted = with(millis, bounded, said, Set.of());
        return wanted.with(Map.of(), bounded, said, wanted.shorterThan(this));
    }

    private Set<String> shorterThan(Timers before) {
        Set<String> shorter = new HashSet<>();
        addIf(connect < before.connect, "connect timeout", shorter);
        addIf(headers < before.headers, "headers timeout", shorter);
        addIf(firstToken < before.firstToken, "first token timeout", shorter);
        addIf(idle < before.idle, "idle timeout", shorter);
        addIf(total < before.total, "total timeout", shorter);
        return Set.copyOf(shorter);
    }

    private static void addIf(boolean condition, String timer, Set<String> timers) {
        if (condition) {
            timers.add(timer);
        }
    }

    private Timers with(
            Map<String, Long> millis, LongUnaryOperator bounded, Set<String> saidNow, Set<String> callersNow) {
        return new Timers(
                chosen(millis, "connectTimeout", connect, bounded),
                chosen(millis, "headersTimeout", headers, bounded),
                chosen(millis, "firstTokenTimeout", firstToken, bounded),
                chosen(millis, "idleTimeout", idle, bounded),
                chosen(millis, "totalTimeout", total, bounded),
                saidNow,
                callersNow);
    }

    private static long chosen(Map<String, Long> millis, String name, long otherwise, LongUnaryOperator bounded) {
        Long chosen = millis.get(name);
        return chosen == null ? otherwise : bounded.applyAsLong(chosen);
    }

    /**
     * Reads a duration: {@code 500ms}, {@code 5s}; milliseconds without a unit.
     *
     * @param name of what it is for
     * @throws IllegalArgumentException naming that, if it is no positive duration
     */
    public static long millis(String name, String text) {
        long millis;
        try {
            millis = TimeUtils.toMilliSeconds(text.strip());
        } catch (RuntimeException e) {
            millis = 0;
        }
        if (millis <= 0) {
            throw new IllegalArgumentException("'" + text + "' in " + name + " is no duration: write 500ms, 5s or 2m");
        }
        return millis;
    }
}
