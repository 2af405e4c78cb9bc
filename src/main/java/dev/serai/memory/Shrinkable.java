package dev.serai.memory;

/** Gives memory back where it is short, and costs no more than time by that. All that are Spring's beans are asked. */
@FunctionalInterface
public interface Shrinkable {

    /**
     * Holds no more than this share of what it may hold, from now on.
     *
     * @param share 1 for all of it
     */
    void keep(double share);
}
