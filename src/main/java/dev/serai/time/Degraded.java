package dev.serai.time;

import org.springframework.boot.actuate.health.Status;

/** What {@code /health} says of a part that is in trouble while requests are answered all the same. */
public final class Degraded {

    public static final Status STATUS = new Status("DEGRADED");

    private Degraded() {}
}
