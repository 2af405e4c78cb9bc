package dev.serai.memory;

import java.util.List;

/** Holds something that could grow. Those that are Spring's beans are watched, and shown to operators. */
@FunctionalInterface
public interface Holder {

    /** How much it holds now, by constant names; looked at several times a minute, and so cheap. */
    List<Holding> holdings();
}
