import dev.serai.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/** A place for records that the database does not have yet: what both candidates do, so that one program measures them. */
interface JournalStore extends AutoCloseable {

    /** Completes when the record is on disk. */
    CompletableFuture<Void> append(byte[] record);

    /** The records after that sequence, in order. */
    List<byte[]> read(long after, int max);

    /** Forgets what has at most that sequence. */
    void release(long upTo);

    @Override
    void close();

    static JournalStore open(String name, Path folder) throws Exception {
        return name.equals("mvstore") ? new OnMvStore(folder) : new Own(folder);
    }

    /** The gateway's own segments. */
    record Own(Journal journal) implements JournalStore {

        Own(Path folder) {
            this(new Journal(folder));
        }

        @Override
        public CompletableFuture<Void> append(byte[] record) {
            return journal.appendDurably(record);
        }

        @Override
        public List<byte[]> read(long after, int max) {
            return journal.read(after, max).stream().map(Journal.Entry::record).toList();
        }

        @Override
        public void release(long upTo) {
            journal.release(upTo);
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    /**
     * H2's MVStore, as well as we could: one writer that takes what waits, appends it at the right edge of a tree, commits and
     * forces once; a tree for each 65,536 records, so that what is done with goes as a whole.
     */
    final class OnMvStore implements JournalStore {

        private static final int BATCH = 1 << 20;
        private static final long PART = 1 << 16;

        private record Pending(byte[] record, CompletableFuture<Void> written) {}

        private final Path file;
        private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>(100_000);
        private final Thread writer = new Thread(this::write);
        private volatile boolean closing;
        private volatile MVStore store;
        private long last;

        OnMvStore(Path folder) throws Exception {
            Files.createDirectories(folder);
            file = folder.resolve("records.mv");
            store = open();
            List<Long> parts = parts();
            if (!parts.isEmpty()) {
                MVMap<Long, byte[]> newest = part(parts.get(parts.size() - 1));
                last = newest.isEmpty() ? parts.get(parts.size() - 1) * PART : newest.lastKey();
            }
            writer.start();
        }

        private MVStore open() {
            MVStore opened = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .cacheSize(4)
                    .pageSplitSize(16 << 10)
                    .open();
            opened.setRetentionTime(0); // each commit is forced: what it replaces may go
            opened.setVersionsToKeep(0);
            return opened;
        }

        private List<Long> parts() {
            return store.getMapNames().stream().map(Long::valueOf).sorted().toList();
        }

        private MVMap<Long, byte[]> part(long number) {
            return store.openMap(
                    Long.toString(number),
                    new MVMap.Builder<Long, byte[]>()
                            .keyType(LongDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
        }

        @Override
        public CompletableFuture<Void> append(byte[] record) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            if (!queue.offer(new Pending(record, written))) {
                written.completeExceptionally(new IllegalStateException("full"));
            }
            return written;
        }

        private void write() {
            List<Pending> batch = new ArrayList<>();
            try {
                while (!closing || !queue.isEmpty()) {
                    Pending next = queue.poll(50, TimeUnit.MILLISECONDS);
                    for (int bytes = 0; next != null; next = bytes < BATCH ? queue.poll() : null) {
                        batch.add(next);
                        bytes += next.record().length;
                    }
                    if (!batch.isEmpty()) {
                        commit(batch);
                        batch.clear();
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void commit(List<Pending> batch) {
            try {
                if (store.isClosed()) {
                    store = open(); // it closes itself when it cannot write
                    dropUnacknowledged();
                }
                long sequence = last;
                for (Pending pending : batch) {
                    sequence++;
                    part((sequence - 1) / PART).append(sequence, pending.record());
                }
                store.commit();
                store.sync();
                last = sequence;
                batch.forEach(it -> it.written().complete(null));
            } catch (RuntimeException e) {
                store.closeImmediately();
                batch.forEach(it -> it.written().completeExceptionally(e));
            }
        }

        /** A chunk that was written and not forced may be there: nobody may find records in it that were refused. */
        private void dropUnacknowledged() {
            for (long number : parts()) {
                MVMap<Long, byte[]> part = part(number);
                for (Long key = part.lastKey(); key != null && key > last; key = part.lastKey()) {
                    part.remove(key);
                }
            }
        }

        @Override
        public List<byte[]> read(long after, int max) {
            List<byte[]> records = new ArrayList<>();
            for (long number : parts()) {
                if ((number + 1) * PART > after) {
                    var cursor = part(number).cursor(after + 1);
                    while (records.size() < max && cursor.hasNext()) {
                        cursor.next();
                        records.add(cursor.getValue());
                    }
                }
            }
            return records;
        }

        @Override
        public void release(long upTo) {
            for (long number : parts()) {
                if ((number + 1) * PART <= upTo) {
                    store.removeMap(part(number));
                    store.commit();
                    store.compactFile(100);
                }
            }
        }

        @Override
        public void close() {
            closing = true;
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            store.close();
        }
    }
}
