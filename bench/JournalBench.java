import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * What {@code journal.sh} runs, each part in a process of its own: {@code PART STORE FOLDER ARG…}, where STORE is
 * {@code own} or {@code mvstore}. Each prints lines {@code name value}.
 */
public final class JournalBench {

    /** As long as a record of usage is. */
    private static final int RECORD = 220;

    private JournalBench() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[2]);
        switch (args[0]) {
            case "durable" -> durable(args[1], folder, Integer.parseInt(args[3]), Long.parseLong(args[4]));
            case "fill" -> fill(args[1], folder, Integer.parseInt(args[3]));
            case "drain" -> drain(args[1], folder);
            case "appender" -> appender(args[1], folder);
            case "check" -> check(args[1], folder, Path.of(args[3]));
            case "damage" -> damage(args[1], folder, Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(0);
    }

    private static byte[] record(long number) {
        byte[] record = new byte[RECORD];
        new Random(number).nextBytes(record);
        return ByteBuffer.wrap(record).putLong(0, number).array();
    }

    private static void print(String name, double value) {
        System.out.printf("%s %.3f%n", name, value);
    }

    /** Some threads, each of which waits until its record is on disk, as callers do with SERAI_USAGE_DURABLE. */
    private static void durable(String name, Path folder, int clients, long millis) throws Exception {
        try (JournalStore store = JournalStore.open(name, folder)) {
            appendFor(store, clients, 2000);
            double cpu = cpuMicros();
            long written = writtenBytes();
            long size = size(folder);
            long begin = System.nanoTime();
            long[] latencies = appendFor(store, clients, millis);
            double seconds = (System.nanoTime() - begin) / 1e9;
            int records = latencies.length;
            Arrays.sort(latencies);
            print("records-s", records / seconds);
            print("p50-us", latencies[records / 2] / 1e3);
            print("p99-us", latencies[(int) (records * 0.99)] / 1e3);
            print("cpu-us", (cpuMicros() - cpu) / records);
            print("disk-bytes", (size(folder) - size) / (double) records);
            print("written-bytes", (writtenBytes() - written) / (double) records);
        }
    }

    private static long[] appendFor(JournalStore store, int clients, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        List<List<Long>> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            List<Long> mine = new ArrayList<>();
            byte[] record = record(client);
            all.add(mine);
            threads.add(new Thread(() -> {
                for (long now = System.nanoTime(); now < end; ) {
                    store.append(record).join();
                    long after = System.nanoTime();
                    mine.add(after - now);
                    now = after;
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return all.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
    }

    /** A journal that the database has not taken in for long. */
    private static void fill(String name, Path folder, int records) throws Exception {
        Semaphore window = new Semaphore(50_000);
        try (JournalStore store = JournalStore.open(name, folder)) {
            double cpu = cpuMicros();
            long written = writtenBytes();
            long begin = System.nanoTime();
            CompletableFuture<Void> last = null;
            for (int number = 1; number <= records; number++) {
                window.acquire();
                last = store.append(record(number));
                last.whenComplete((done, failure) -> window.release());
            }
            last.join();
            print("records-s", records / ((System.nanoTime() - begin) / 1e9));
            print("cpu-us", (cpuMicros() - cpu) / records);
            print("disk-bytes", size(folder) / (double) records);
            print("written-bytes", (writtenBytes() - written) / (double) records);
        }
    }

    /** Opens that one, and reads and releases all of it as the usage writer does. */
    private static void drain(String name, Path folder) throws Exception {
        long begin = System.nanoTime();
        try (JournalStore store = JournalStore.open(name, folder)) {
            store.read(0, 1);
            print("open-ms", (System.nanoTime() - begin) / 1e6);
            begin = System.nanoTime();
            double cpu = cpuMicros();
            long after = 0;
            for (List<byte[]> some = store.read(0, 5000); !some.isEmpty(); some = store.read(after, 5000)) {
                after += some.size();
                store.release(after);
            }
            print("drain-ms", (System.nanoTime() - begin) / 1e6);
            print("drain-cpu-us", (cpuMicros() - cpu) / after);
            print("drained", after);
        }
        print("left-bytes", size(folder));
    }

    /** Appends until it is killed or the disk is full, and says what is on disk and what was refused. */
    private static void appender(String name, Path folder) throws Exception {
        JournalStore store = JournalStore.open(name, folder);
        for (int number = 1, refused = 0; refused < 20; number++) {
            try {
                store.append(record(number)).join();
                System.out.println("durable " + number);
            } catch (RuntimeException e) {
                refused++;
                System.out.println("refused " + number);
                Thread.sleep(50);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Compares what is there with what the appender said. */
    private static void check(String name, Path folder, Path said) throws Exception {
        List<Long> found = new ArrayList<>();
        try (JournalStore store = JournalStore.open(name, folder)) {
            store.read(0, Integer.MAX_VALUE).forEach(it -> found.add(ByteBuffer.wrap(it).getLong(0)));
        }
        List<String> lines = Files.readAllLines(said);
        List<Long> durable = numbers(lines, "durable ");
        List<Long> refused = numbers(lines, "refused ");
        print("durable", durable.size());
        print("missing", durable.stream().filter(it -> !found.contains(it)).count());
        print("refused", refused.size());
        print("refused-and-there", refused.stream().filter(found::contains).count());
    }

    private static List<Long> numbers(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.matches(prefix + "\\d+"))
                .map(line -> Long.valueOf(line.substring(prefix.length())))
                .toList();
    }

    /** One damaged byte anywhere in the newest file of 2000 records, then another one. */
    private static void damage(String name, Path folder, int trials) throws Exception {
        int records = 2000;
        try (JournalStore store = JournalStore.open(name, folder)) {
            for (int number = 1; number <= records; number++) {
                if (number % 50 == 0) {
                    store.append(record(number)).join();
                } else {
                    var unused = store.append(record(number));
                }
            }
        }
        Path file = largest(folder);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        int unreadable = 0;
        int wrong = 0;
        List<Integer> lost = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, damaged);
            try (JournalStore store = JournalStore.open(name, folder)) {
                int right = 0;
                boolean false_ = false;
                for (byte[] record : store.read(0, Integer.MAX_VALUE)) {
                    boolean good = Arrays.equals(record, record(ByteBuffer.wrap(record).getLong(0)));
                    right += good ? 1 : 0;
                    false_ |= !good;
                }
                wrong += false_ ? 1 : 0;
                lost.add(records - right);
            } catch (RuntimeException e) {
                unreadable++;
            }
        }
        Files.write(file, whole);
        print("unreadable-%", 100.0 * unreadable / trials);
        print("silently-wrong-%", 100.0 * wrong / trials);
        print("most-lost", lost.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    private static Path largest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.max((a, b) -> Long.compare(length(a), length(b))).orElseThrow();
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(JournalBench::length).sum();
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cpuMicros() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e3;
    }

    /** What the system has written for this process. */
    private static long writtenBytes() throws IOException {
        for (String line : Files.readString(Path.of("/proc/self/io"), StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith("write_bytes: ")) {
                return Long.parseLong(line.substring("write_bytes: ".length()));
            }
        }
        return 0;
    }
}
