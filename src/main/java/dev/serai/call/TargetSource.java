package dev.serai.call;

/** An endpoint that stands for a target, as {@code target:provider/model?weight=3} does. */
public interface TargetSource {

    /** Who is asked through it; null where the request says. */
    Target target();
}
