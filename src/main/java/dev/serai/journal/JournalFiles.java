package dev.serai.journal;

import dev.serai.store.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The journal's folder, readable by its owner only: {@code id}, the journal's identity; {@code lock}, locked while a
 * process has it open; and segments, each named after the sequence of its first record, so that numbering goes on even
 * if all records were released.
 */
final class JournalFiles implements Closeable {

    private static final Pattern SEGMENT = Pattern.compile("(\\d{20})\\.journal");

    private final Path folder;
    private final ConcurrentSkipListSet<Long> segments = new ConcurrentSkipListSet<>();
    private final FolderLock lock;
    private final UUID id;

    /**
     * Opens the folder, and creates what it lacks.
     *
     * @throws IllegalStateException if it is in use, or has segments but no identity
     */
    JournalFiles(Path folder) throws IOException {
        this.folder = folder;
        PrivateFiles.folder(folder);
        lock = new FolderLock(folder);
        boolean opened = false;
        try {
            list();
            // without segments it counts from 1 again, so it must not be taken for the journal that was here before
            id = segments.isEmpty() ? newId() : readId();
            if (segments.isEmpty()) {
                add(1);
            }
            opened = true;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private void list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> SEGMENT.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .forEach(name -> segments.add(Long.parseLong(name.group(1))));
        }
    }

    private UUID newId() throws IOException {
        UUID created = UUID.randomUUID();
        Path complete = folder.resolve("id.new");
        try (FileChannel file = PrivateFiles.open(complete)) {
            file.truncate(0);
            file.write(ByteBuffer.wrap((created + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        }
        Files.move(complete, folder.resolve("id"), StandardCopyOption.ATOMIC_MOVE);
        return created;
    }

    private UUID readId() {
        Path file = folder.resolve("id");
        try {
            return UUID.fromString(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The usage journal " + folder + " has records but no id: restore " + file
                            + ", or move the folder away to begin a new journal",
                    e);
        }
    }

    UUID id() {
        return id;
    }

    /** The sequence that each segment's first record has or will have. */
    ConcurrentSkipListSet<Long> segments() {
        return segments;
    }

    /** The file of the segment that begins with that sequence. */
    Path path(long first) {
        return folder.resolve(String.format(Locale.ROOT, "%020d.journal", first));
    }

    /** Adds an empty segment; its file may be there already, from an attempt that failed. */
    void add(long first) throws IOException {
        PrivateFiles.open(path(first)).close();
        PrivateFiles.forceNames(folder);
        segments.add(first);
    }

    /**
     * Deletes the segments whose records all have at most that sequence, except the newest, and those that are kept for
     * others.
     */
    void release(long upTo, Holds holds) throws IOException {
        long needed = holds.released();
        long kept = 0;
        for (Long first : segments.descendingSet()) {
            Long next = segments.higher(first);
            if (next != null && next - 1 <= upTo) {
                kept += path(first).toFile().length(); // none if somebody has deleted it
                if (next - 1 <= needed || kept > holds.mostBytes()) {
                    delete(first);
                }
            }
        }
    }

    private void delete(Long first) throws IOException {
        Files.deleteIfExists(path(first));
        segments.remove(first);
    }

    /** Lets others open the folder. */
    @Override
    public void close() {
        lock.close();
    }
}
