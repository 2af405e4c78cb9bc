package dev.serai.call;

/** How far a request is before anybody is asked to answer it; any thread may ask. */
public final class Progress {

    /** How many parts of a conversation are summarised by now, of how many. */
    public record Parts(int done, int all) {}

    private volatile Parts condensing;
    private Runnable whenCondensing = () -> {};

    /** Sets what is done when parts begin to be summarised. */
    public void whenCondensing(Runnable action) {
        whenCondensing = action;
    }

    /** Says which part is being summarised. */
    public void condenses(int part, int of) {
        boolean first = condensing == null;
        condensing = new Parts(part, of);
        if (first) {
            whenCondensing.run();
        }
    }

    /** Says that none is any more. */
    public void condensed() {
        condensing = null;
    }

    /** The part that is being summarised; null if none is. */
    public Parts condensing() {
        return condensing;
    }
}
