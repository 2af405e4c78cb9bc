package dev.serai.call;

import java.util.Locale;

/** Why a target was asked. */
public enum Way {
    /** Nobody was asked before it. */
    FIRST,
    /** It was asked before, and asked again. */
    RETRY,
    /** The one before it could not give the answer. */
    FAILOVER,
    /** To go on from the beginning of an answer that broke off. */
    RESUME,
    /** To give an answer that broke off from its beginning. */
    RESTART,
    /** Beside one that takes long. */
    HEDGE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As metrics, traces and events have it. */
    public String word() {
        return word;
    }
}
