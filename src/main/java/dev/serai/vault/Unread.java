package dev.serai.vault;

/** A value could not be asked for. The message says why, in words for the log: no secret. */
final class Unread extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean away;

    private Unread(String message, boolean away) {
        super(message);
        this.away = away;
    }

    /** Nothing can be asked for now. */
    static Unread away(String message) {
        return new Unread(message, true);
    }

    /** This one is refused. */
    static Unread refused(String message) {
        return new Unread(message, false);
    }

    /** Whether others need not be asked for, either. */
    boolean isAway() {
        return away;
    }
}
