package dev.serai.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many append at once, and one reads meanwhile. */
@Timeout(30)
class JournalConcurrencyTest {

    private static final int APPENDERS = 8;
    private static final int EACH = 3000;

    @TempDir
    private Path folder;

    @Test
    void appenders_keepTheirOrderAndLoseNothingWhileRead() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(APPENDERS);
        List<Journal.Entry> read = new ArrayList<>();
        try (Journal journal = new Journal(folder, 64 << 10, JournalFolder.SOON, APPENDERS * EACH, SegmentFile::open)) {
            for (int appender = 0; appender < APPENDERS; appender++) {
                int number = appender;
                threads.execute(() -> append(journal, number));
            }
            while (read.size() < APPENDERS * EACH) {
                read.addAll(journal.read(read.size(), 500));
                if (read.size() % 5 == 0) {
                    journal.release(read.size());
                }
            }
            assertThat(journal.dropped()).isZero();
        } finally {
            threads.shutdownNow();
        }
        assertOrdered(read);
    }

    /** One in a hundred of its records durably. */
    private static void append(Journal journal, int appender) {
        for (int i = 0; i < EACH; i++) {
            byte[] record = ByteBuffer.allocate(8).putInt(appender).putInt(i).array();
            if (i % 100 == 99) {
                journal.appendDurably(record).join();
            } else {
                journal.append(record);
            }
        }
    }

    private static void assertOrdered(List<Journal.Entry> entries) {
        int[] next = new int[APPENDERS];
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).sequence()).isEqualTo(i + 1);
            ByteBuffer record = ByteBuffer.wrap(entries.get(i).record());
            int appender = record.getInt();
            assertThat(record.getInt()).isEqualTo(next[appender]);
            next[appender]++;
        }
        assertThat(next).containsOnly(EACH);
    }

    @Test
    void durableAppends_shareOneForce() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch allQueued = new CountDownLatch(1);
        SegmentFile.Disk slow = new FailingDisk().beforeForce(() -> {
            forces.incrementAndGet();
            forcing.countDown();
            awaitLatch(allQueued);
        });
        try (Journal journal = new Journal(folder, 1 << 20, JournalFolder.NEVER, 1000, slow)) {
            CompletableFuture<Void> first = journal.appendDurably(new byte[1]);
            awaitLatch(forcing);
            List<CompletableFuture<Void>> others = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                others.add(journal.appendDurably(new byte[1]));
            }
            allQueued.countDown();
            first.get(10, TimeUnit.SECONDS);
            CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
            assertThat(forces).hasValue(2);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
