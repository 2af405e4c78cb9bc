package dev.serai.jobs;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How many requests are answered later, and for how long they are kept.
 *
 * @param keep for how long one is kept: unanswered since it came, answered since then
 * @param most of an owner
 * @param mostBytes of an owner
 * @param largest bytes of an answer
 * @param atATime how many this replica works on at a time
 * @param runs how often one is begun at most whose replica has stopped or died
 * @param patience for how long one waits that limits refuse
 * @param above bytes of a prompt from which on a request is answered later unasked; 0 for never
 */
record JobLimits(
        Duration keep,
        int most,
        DataSize mostBytes,
        DataSize largest,
        int atATime,
        int runs,
        Duration patience,
        DataSize above) {}
