package dev.serai.usage;

import java.util.List;

/**
 * A part of the log of requests.
 *
 * @param next where the page after this one begins; null if there is none
 * @param complete whether it is full, or all was looked through; else time was over, and {@code next} goes on from there
 */
public record RequestPage(List<UsageRecord> data, RequestPosition next, boolean complete) {}
