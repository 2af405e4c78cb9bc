package dev.serai.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A journal's folder, and the journals that tests open in it. Records are texts. */
record JournalFolder(Path path) {

    static final Duration NEVER = Duration.ofHours(1);
    static final Duration SOON = Duration.ofMillis(2);

    /** Small segments, and writes as soon as may be. */
    Journal open() {
        return new Journal(path, 200, SOON, 1000, SegmentFile::open);
    }

    /** One large segment, and nothing is written before it is closed unless somebody waits for it. */
    Journal openIdle() {
        return new Journal(path, 1 << 20, NEVER, 1000, SegmentFile::open);
    }

    Journal open(SegmentFile.Disk disk) {
        return new Journal(path, 200, SOON, 10, disk);
    }

    /** Leaves a journal with records {@code record 1}, {@code record 2} … in one segment. */
    JournalFolder with(int records) {
        try (Journal journal = openIdle()) {
            append(journal, 1, records);
        }
        return this;
    }

    /** All segments' files, oldest first. */
    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void append(Journal journal, int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> journal.append(bytes("record " + number)));
    }

    static void awaitLast(Journal journal, long last) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journal.last()).isEqualTo(last));
    }

    /** All that can be read, as {@code 1: record 1}. */
    static List<String> all(Journal journal) {
        return texts(journal.read(0, Integer.MAX_VALUE));
    }

    static List<String> texts(List<Journal.Entry> entries) {
        return entries.stream()
                .map(entry -> entry.sequence() + ": " + new String(entry.record(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What {@link #all} gives if these records are there. */
    static List<String> records(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> number + ": record " + number)
                .toList();
    }
}
