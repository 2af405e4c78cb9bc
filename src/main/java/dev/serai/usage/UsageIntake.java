package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.journal.Journal;
import dev.serai.store.DatabaseFailure;
import dev.serai.wire.Json;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Takes records from the journal into the database. What fails for the data of one record is not tried for ever: halves of
 * the batch are tried until that record is found, which is set aside.
 */
final class UsageIntake {

    /** Why a record was not taken, for people. */
    private static final int LONGEST_REASON = 500;

    private final UUID journal;
    private final UsageStore store;
    private final SetAside aside;
    private final ReentrantLock lock = new ReentrantLock(); // administrators' threads may be virtual

    UsageIntake(UUID journal, UsageStore store, SetAside aside) {
        this.journal = journal;
        this.store = store;
        this.aside = aside;
    }

    /**
     * Takes the journal's next records; when it returns, each is in the database or set aside.
     *
     * @throws RuntimeException if the database or the disk fails; it may be tried again
     */
    void take(List<Journal.Entry> entries) {
        lock.lock();
        try {
            half(entries);
        } finally {
            lock.unlock();
        }
    }

    private void half(List<Journal.Entry> entries) {
        try {
            store.take(journal.toString(), readable(entries), last(entries));
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isOfTheData(e)) {
                throw e;
            }
            if (entries.size() == 1) {
                refused(entries.get(0), e);
                store.take(journal.toString(), List.of(), last(entries));
                return;
            }
            int middle = entries.size() / 2;
            half(entries.subList(0, middle));
            half(entries.subList(middle, entries.size()));
            return;
        }
        if (aside.size() > 0) {
            forget(entries.get(0).sequence(), last(entries));
        }
    }

    /** One may have been set aside when the database failed just then, and was taken now. */
    private void forget(long first, long last) {
        try {
            aside.remove(aside.entries().stream()
                    .filter(entry -> entry.journal().equals(journal) && entry.record() != null)
                    .filter(entry -> entry.sequence() >= first && entry.sequence() <= last)
                    .map(SetAside.Entry::key)
                    .collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long last(List<Journal.Entry> entries) {
        return entries.get(entries.size() - 1).sequence();
    }

    private List<UsageStore.Numbered> readable(List<Journal.Entry> entries) {
        List<UsageStore.Numbered> records = new ArrayList<>(entries.size());
        List<SetAside.Entry> unreadable = new ArrayList<>();
        for (Journal.Entry entry : entries) {
            try {
                records.add(new UsageStore.Numbered(entry.sequence(), UsageCodec.decodeWhole(entry.record())));
            } catch (IOException e) {
                unreadable.add(entry(entry, Reason.of(e), null));
            }
        }
        setAside(unreadable);
        return records;
    }

    private void refused(Journal.Entry entry, RuntimeException e) {
        try {
            UsageRecord record = UsageCodec.decode(entry.record());
            setAside(List.of(entry(entry, Reason.of(e), Json.MAPPER.valueToTree(record))));
        } catch (IOException unreadable) {
            // is set aside already
        }
    }

    private SetAside.Entry entry(Journal.Entry entry, String reason, JsonNode record) {
        return new SetAside.Entry(
                journal,
                entry.sequence(),
                Instant.now(),
                reason.substring(0, Math.min(LONGEST_REASON, reason.length())),
                record,
                entry.record());
    }

    private void setAside(List<SetAside.Entry> entries) {
        try {
            aside.add(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("A record that cannot be taken cannot be set aside: " + Reason.of(e), e);
        }
    }

    /**
     * Tries those again that were set aside; what cannot be taken stays.
     *
     * @param position how far this journal is taken: what is beyond comes by itself
     * @throws RuntimeException if the database or the disk fails
     */
    void retry(long position) {
        lock.lock();
        try {
            Set<String> taken = aside.entries().stream()
                    .filter(entry -> !entry.journal().equals(journal) || entry.sequence() <= position)
                    .filter(this::taken)
                    .map(SetAside.Entry::key)
                    .collect(Collectors.toSet());
            aside.remove(taken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** In a journal of its own, as it were, so that it counts once even if it is not forgotten here. */
    private boolean taken(SetAside.Entry entry) {
        try {
            store.take(entry.key(), List.of(new UsageStore.Numbered(1, UsageCodec.decodeWhole(entry.bytes()))), 1);
            return true;
        } catch (IOException e) {
            return false;
        } catch (RuntimeException e) {
            if (DatabaseFailure.isOfTheData(e)) {
                return false;
            }
            throw e;
        }
    }
}
