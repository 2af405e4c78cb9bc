package dev.serai.recovery;

import java.util.Locale;
import java.util.Optional;

/** What is done when a provider fails after a part of its answer has gone to the client. */
public enum Recovery {
    /** The client gets an error event. */
    NONE,
    /** Another target goes on from what was sent, if it can; otherwise as {@link #RESTART}. */
    RESUME,
    /** Another target is asked again; what was sent is left out, as long as it says the same. */
    RESTART,
    /** The beginning is held back for a while: a failure in it stays unseen. */
    HOLD;

    /** Whether another target goes on from what was sent. */
    public boolean continues() {
        return this == RESUME || this == RESTART;
    }

    /** The one of this name, in any case. */
    public static Optional<Recovery> named(String name) {
        for (Recovery recovery : values()) {
            if (recovery.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(recovery);
            }
        }
        return Optional.empty();
    }
}
