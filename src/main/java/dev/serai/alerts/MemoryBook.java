package dev.serai.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The book of this process, which goes on where the database is away. It knows what the database does not know yet. */
final class MemoryBook implements Book {

    private final Map<String, Map<Map<String, String>, Standing>> standings = new HashMap<>();
    private final Map<String, Map<Map<String, String>, Double>> findings = new HashMap<>();
    private final Map<String, Map<Map<String, String>, Double>> others = new HashMap<>();
    /** What was changed here alone; null for what was removed. */
    private final Map<String, Map<Map<String, String>, Standing>> unknown = new HashMap<>();

    @Override
    public synchronized List<Standing> standings(String alert) {
        return new ArrayList<>(of(alert).values());
    }

    private Map<Map<String, String>, Standing> of(String alert) {
        return standings.computeIfAbsent(alert, it -> new HashMap<>());
    }

    /** Takes in what the database knows. */
    synchronized void replace(String alert, List<Standing> known) {
        Map<Map<String, String>, Standing> all = new HashMap<>();
        known.forEach(standing -> all.put(standing.labels(), standing));
        standings.put(alert, all);
    }

    /** Takes in one that the database knows. */
    synchronized void put(Standing standing) {
        of(standing.alert()).put(standing.labels(), standing);
    }

    /** Takes out one that the database does not have any more. */
    synchronized void forget(Standing standing) {
        of(standing.alert()).remove(standing.labels());
    }

    @Override
    public synchronized boolean add(Standing standing) {
        if (of(standing.alert()).putIfAbsent(standing.labels(), standing) != null) {
            return false;
        }
        note(standing, standing);
        return true;
    }

    @Override
    public synchronized boolean change(Standing from, Standing to) {
        put(to);
        note(to, to);
        return true;
    }

    @Override
    public synchronized void remove(Standing standing) {
        forget(standing);
        note(standing, null);
    }

    private void note(Standing which, Standing now) {
        unknown.computeIfAbsent(which.alert(), it -> new HashMap<>()).put(which.labels(), now);
    }

    /** Gives what the database does not know of an alert: changes by labels, null for what was removed. */
    synchronized Map<Map<String, String>, Standing> unknown(String alert) {
        return new HashMap<>(unknown.getOrDefault(alert, Map.of()));
    }

    /** The database knows them by now. */
    synchronized void known(String alert) {
        unknown.remove(alert);
    }

    /** Forgets alerts whose files are gone, as far as the database knows all of them: it forgets them a day later. */
    synchronized void retain(Set<String> alerts) {
        standings.keySet().removeIf(alert -> !alerts.contains(alert) && !unknown.containsKey(alert));
        findings.keySet().retainAll(alerts);
        others.keySet().retainAll(alerts);
    }

    @Override
    public synchronized void find(String alert, Map<Map<String, String>, Double> found, Instant now) {
        findings.put(alert, Map.copyOf(found));
    }

    @Override
    public synchronized Map<Map<String, String>, Double> own(String alert) {
        return new HashMap<>(findings.getOrDefault(alert, Map.of()));
    }

    /** Takes in what others have found. */
    synchronized void othersFind(String alert, Map<Map<String, String>, Double> found) {
        others.put(alert, Map.copyOf(found));
    }

    /** What was known of it last: while the database is away nothing is known to have changed. */
    @Override
    public synchronized Map<Map<String, String>, Double> others(String alert, Instant since) {
        return new HashMap<>(others.getOrDefault(alert, Map.of()));
    }
}
