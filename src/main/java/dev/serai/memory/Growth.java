package dev.serai.memory;

import java.time.Duration;

/**
 * Something that has grown for a whole window, without a fall.
 *
 * @param name of what has grown
 * @param unit {@code entries} or {@code bytes}
 * @param from the least that there was in the window's first quarter
 * @param to the least in its last one
 * @param window how long it has grown
 */
public record Growth(String name, String unit, long from, long to, Duration window) {}
