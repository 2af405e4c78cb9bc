package dev.serai.condensing;

/** What providers' own lists say of how many tokens their models take. */
@FunctionalInterface
public interface ListedWindows {

    /** Of one model; 0 where its provider does not say. */
    long contextWindow(String provider, String model);
}
