package dev.serai.recovery;

/** How another answer follows what was sent of one that broke off. */
public enum Continuation {
    /** It begins anew, without having been told. */
    ANEW,
    /** It is the rest: the model was given the beginning. */
    REST,
    /** The model was given the beginning, and says it again before the rest. */
    REPEATED
}
