package dev.serai.realtime;

import java.time.Duration;

/**
 * How many sessions there may be, and for how long.
 *
 * @param most at a time
 * @param mostOfOne of one project, or of a caller without one
 * @param idle for how long nobody need say anything
 * @param longest how long one may last
 * @param writeTimeout for how long a side need not take what the other one says
 */
record RealtimeSettings(int most, int mostOfOne, Duration idle, Duration longest, Duration writeTimeout) {}
