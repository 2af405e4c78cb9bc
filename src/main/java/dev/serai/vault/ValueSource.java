package dev.serai.vault;

/** Whoever keeps values. It waits for no longer than some seconds. */
@FunctionalInterface
interface ValueSource {

    /**
     * What it keeps under a name; null if there is none.
     *
     * @throws Unread if that is not known
     */
    String read(String name) throws Unread;
}
