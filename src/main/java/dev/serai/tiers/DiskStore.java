package dev.serai.tiers;

import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * Entries in a file of H2's MVStore, which maps pages: what is not in use is not in memory. They stand in the order in which
 * they go where there is no room, and are found by their ids; a third map has the order in which they expire. All are written
 * by one thread, and read by any. What is not committed is lost by a crash, and nothing else is.
 */
final class DiskStore {

    private static final int NORMAL_PRIORITY = 3;
    private static final int BESIDES = 96;
    private static final String FORM = "form";
    private static final String BYTES = "bytes";
    private static final String CLOCK = "clock";

    private final MVStore file;
    private final Marks marks;
    private final SecondChances chances;
    private final Clock clock;
    private final MVMap<Long, byte[]> entries;
    private final MVMap<Long, Long> places;
    private final MVMap<Long, Long> ends;
    private final MVMap<String, Long> forgotten;
    private final MVMap<String, Long> state;
    private final AtomicLong used;

    /**
     * Takes a file that is open.
     *
     * @throws IllegalStateException if it is of another version
     */
    DiskStore(MVStore file, Marks marks, SecondChances chances, Clock clock) {
        this.file = file;
        this.marks = marks;
        this.chances = chances;
        this.clock = clock;
        this.state = file.openMap("state");
        boolean isNew = state.isEmpty() && file.getMapNames().size() == 1;
        if (!isNew && state.getOrDefault(FORM, 0L) != 1) {
            throw new IllegalStateException("it is of another version");
        }
        state.put(FORM, 1L);
        MVMap.Builder<Long, Long> numbers = new MVMap.Builder<>();
        numbers.keyType(LongDataType.INSTANCE).valueType(LongDataType.INSTANCE);
        this.entries = file.openMap(
                "entries",
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
        this.places = file.openMap("places", numbers);
        this.ends = file.openMap("ends", numbers);
        this.forgotten = file.openMap("forgotten");
        this.used = new AtomicLong(state.getOrDefault(BYTES, 0L));
        marks.restore(state.getOrDefault(CLOCK, 0L), forgotten);
    }

    /** The bytes of an id; null if there are none. */
    byte[] bytes(long id) {
        Long place = places.get(id);
        return place == null ? null : entries.get(place);
    }

    /** Whether an entry is past its time, or was forgotten. */
    boolean isGone(TierEntry entry) {
        return entry.expires() <= clock.millis() || marks.hold(entry.key(), entry.stamp());
    }

    /** Puts an entry in the place of what has its id; whether it could be. */
    boolean put(TierEntry entry) {
        byte[] written = isGone(entry) ? null : EntryBytes.of(entry);
        if (written == null) {
            return false;
        }
        long id = entry.key().id();
        remove(id);
        long place = place(entry.stamp(), entry.priority(), entry.stamp());
        entries.put(place, written);
        places.put(id, place);
        ends.put(Place.end(entry.expires(), place), id);
        used.addAndGet(written.length + BESIDES);
        return true;
    }

    /** Where an entry stands among those that go: one of a high priority as if it came later. */
    private long place(long now, int priority, long stamp) {
        long place = Place.of(now + (priority - NORMAL_PRIORITY) * entries.sizeAsLong() / 2, stamp);
        while (entries.containsKey(place)) {
            place = Place.after(place);
        }
        return place;
    }

    /** Takes out what has an id. */
    void remove(long id) {
        Long place = places.get(id);
        if (place != null) {
            remove(place, id);
        }
    }

    private void remove(long place, long id) {
        places.remove(id, place);
        byte[] removed = entries.remove(place);
        if (removed != null) {
            used.addAndGet(-removed.length - BESIDES);
            TierEntry entry = EntryBytes.read(removed);
            if (entry != null) {
                ends.remove(Place.end(entry.expires(), place), id);
            }
        }
    }

    /** Takes out those that are past their time, some at once; gives how many. */
    int expire(int most) {
        int removed = 0;
        long now = clock.millis();
        for (Long end = ends.firstKey();
                end != null && Place.isPast(end, now) && removed < most;
                end = ends.firstKey()) {
            Long id = ends.remove(end);
            Long place = places.get(id);
            if (place != null && Place.isSame(end, place)) {
                remove(place, id);
                removed++;
            }
        }
        return removed;
    }

    /** Takes out those that stand first until all take no more than this, some at once; gives how many. */
    int evict(long mostBytes, int most) {
        int removed = 0;
        for (int i = 0; used.get() > mostBytes && i < most; i++) {
            Long first = entries.firstKey();
            if (first == null) {
                used.set(0);
                return removed;
            }
            byte[] written = entries.get(first);
            TierEntry entry = EntryBytes.read(written);
            if (entry == null) {
                entries.remove(first);
                used.addAndGet(-written.length - BESIDES);
            } else if (chances.take(entry.key().id()) && !isGone(entry)) {
                spare(first, entry, written);
            } else {
                remove(first, entry.key().id());
                removed++;
            }
        }
        return removed;
    }

    private void spare(long from, TierEntry entry, byte[] written) {
        long to = place(marks.now(), entry.priority(), from);
        entries.remove(from);
        entries.put(to, written);
        places.replace(entry.key().id(), from, to);
    }

    /**
     * Takes out those among the next ones that are gone.
     *
     * @param from the place where to begin; null for the first
     * @return where to go on; null at the end
     */
    Long sweep(Long from, int most) {
        Iterator<Long> next = entries.keyIterator(from);
        for (int i = 0; i < most && next.hasNext(); i++) {
            Long place = next.next();
            byte[] written = entries.get(place);
            TierEntry entry = written == null ? null : EntryBytes.read(written);
            if (entry != null && isGone(entry)) {
                remove(place, entry.key().id());
            }
        }
        return next.hasNext() ? next.next() : null;
    }

    /** Has all of it on disk. */
    void commit() {
        state.put(BYTES, used.get());
        state.put(CLOCK, marks.now());
        file.commit();
    }

    /** Has it on disk what was forgotten. */
    void saveMarks(Map<String, Long> texts) {
        List.copyOf(forgotten.keyList()).stream()
                .filter(it -> !texts.containsKey(it))
                .forEach(forgotten::remove);
        texts.forEach((text, stamp) -> {
            if (!stamp.equals(forgotten.get(text))) {
                forgotten.put(text, stamp);
            }
        });
        commit();
    }

    long entries() {
        return entries.sizeAsLong();
    }

    /** What entries take, before they are compressed. */
    long bytes() {
        return used.get();
    }

    MVStore file() {
        return file;
    }
}
