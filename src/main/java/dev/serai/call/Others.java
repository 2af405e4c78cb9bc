package dev.serai.call;

/** Whether others can be asked in place of a target that fails, and until when. */
public enum Others {
    /** There are none. */
    NONE,
    /** Until a part of its answer has been sent. */
    AT_FIRST,
    /** In the midst of its answer, too. */
    THROUGHOUT;

    /** Those of an alias inside another one: who is left in either. */
    public Others or(Others further) {
        return compareTo(further) < 0 ? further : this;
    }
}
