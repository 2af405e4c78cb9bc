package dev.serai.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is known of alerts: which fire, who was told, and what each replica finds. */
interface Book {

    /** Those of an alert that fire, or are over and not everybody knows it. */
    List<Standing> standings(String alert);

    /** Adds one; false if somebody else has. */
    boolean add(Standing standing);

    /** Changes one; false if it is not as it was any more. */
    boolean change(Standing from, Standing to);

    /** Removes one, if it is as it was. */
    void remove(Standing standing);

    /** Notes what this replica finds, in place of what it found before. */
    void find(String alert, Map<Map<String, String>, Double> findings, Instant now);

    /** What this replica found last, however long ago. */
    Map<Map<String, String>, Double> own(String alert);

    /** What other replicas have found since. */
    Map<Map<String, String>, Double> others(String alert, Instant since);
}
