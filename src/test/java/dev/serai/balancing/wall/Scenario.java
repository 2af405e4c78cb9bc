package dev.serai.balancing.wall;

import dev.serai.balancing.wall.Faults.Fault;
import java.time.Duration;
import java.util.List;

/** One way in which a primary misbehaves, and what a caller of the alias over it is owed all the same. */
final class Scenario {

    /** What the caller gets. */
    enum Owed {
        WHOLE,
        /** The primary's own error. */
        REFUSED,
        /** The primary's own answer, which a content filter ended. */
        FILTERED
    }

    /** Who the answer is of. */
    enum By {
        PRIMARY,
        FALLBACK,
        EITHER,
        /** One begins a stream, another ends it. A whole answer is of one alone. */
        BOTH
    }

    /** Why a primary gave up after so many tokens of a filtered answer. */
    static final int FILTERED_AFTER = 5;

    private static final int MOST_ATTEMPTS = 6;

    private final String name;
    private final Fault primary;
    private Fault fallback = Faults.HEALTHY;
    private String options = "firstTokenTimeout=2s&idleTimeout=2s&retries=2";
    private String fallbackOptions = "";
    private Owed owed = Owed.WHOLE;
    private By by = By.FALLBACK;
    private int mostAttempts = MOST_ATTEMPTS;
    private List<Boolean> modes = List.of(true, false);
    private Duration within = Duration.ofSeconds(10);
    private boolean headersAreEarly;

    private Scenario(String name, Fault primary) {
        this.name = name;
        this.primary = primary;
    }

    /** Begins with the usual: the fallback gives the whole answer after at most six attempts on the primary. */
    static Scenario of(String name, Fault primary) {
        return new Scenario(name, primary);
    }

    Scenario fallback(Fault fault) {
        fallback = fault;
        return this;
    }

    /** Sets what stands behind the {@code ?} of the primary's target. */
    Scenario options(String ofPrimary) {
        options = ofPrimary;
        return this;
    }

    Scenario fallbackOptions(String ofFallback) {
        fallbackOptions = "?" + ofFallback;
        return this;
    }

    Scenario owes(Owed what) {
        owed = what;
        return this;
    }

    Scenario by(By who) {
        by = who;
        return this;
    }

    /** The primary is asked once: another try would cost as much time again, or is in vain. */
    Scenario once() {
        mostAttempts = 1;
        return this;
    }

    Scenario streamedOnly() {
        modes = List.of(true);
        return this;
    }

    /** The client's stream begins before it is known who answers: its headers cannot tell. */
    Scenario earlyHeaders() {
        headersAreEarly = true;
        return streamedOnly();
    }

    boolean headersAreEarly() {
        return headersAreEarly;
    }

    Scenario within(int seconds) {
        within = Duration.ofSeconds(seconds);
        return this;
    }

    String name() {
        return name;
    }

    Fault primary() {
        return primary;
    }

    Fault fallback() {
        return fallback;
    }

    String options() {
        return options;
    }

    String fallbackOptions() {
        return fallbackOptions;
    }

    Owed owed() {
        return owed;
    }

    By by(boolean stream) {
        return by == By.BOTH && !stream ? By.FALLBACK : by;
    }

    int mostAttempts() {
        return mostAttempts;
    }

    List<Boolean> modes() {
        return modes;
    }

    Duration within() {
        return within;
    }
}
