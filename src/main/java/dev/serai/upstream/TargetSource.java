package dev.serai.upstream;

/** An endpoint that stands for a target, as {@code target:provider/model?weight=3} does. */
public interface TargetSource {

    /** Who is asked through it. */
    Target target();

    /** Its share beside others, where shares count; positive. */
    double weight();
}
