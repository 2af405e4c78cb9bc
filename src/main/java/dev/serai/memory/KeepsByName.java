package dev.serai.memory;

/**
 * Keeps something by names that files give, so that a reload does not forget it. Those that are Spring's beans are told when
 * names have gone: else each name that ever stood in a file would stay.
 */
@FunctionalInterface
public interface KeepsByName {

    /** Forgets what no file names any more. */
    void retain(NamesInUse names);
}
