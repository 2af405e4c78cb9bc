package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.store.PrivateFiles;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that the database does not take, or that cannot be read: kept in a file of JSON lines, for people and for another
 * try, while all others go on.
 */
final class SetAside {

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
    static final int MOST = 10_000;
    private static final long MOST_BYTES = 16 << 20;

    /**
     * A record that was set aside.
     *
     * @param journal where it was
     * @param sequence its number there
     * @param reason why it could not be taken
     * @param record as far as it can be read; else null
     * @param bytes as the journal has it
     */
    record Entry(UUID journal, long sequence, Instant setAsideAt, String reason, JsonNode record, byte[] bytes) {

        String key() {
            return journal + "/" + sequence;
        }
    }

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /** Reads what was set aside before; a line that cannot be read stays out, and the others count. */
    SetAside(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(this::read);
            }
        } catch (IOException e) {
            LOG.error("What was set aside in {} cannot be read", file, e);
        }
    }

    private void read(String line) {
        try {
            put(Json.MAPPER.readValue(line, Entry.class));
        } catch (IOException | RuntimeException e) {
            LOG.error("A line of {} cannot be read: {}", file, e.toString());
        }
    }

    private void put(Entry entry) {
        Entry before = entries.put(entry.key(), entry);
        bytes += entry.bytes().length - (before == null ? 0 : before.bytes().length);
    }

    /**
     * Keeps records, with one wait for the disk; those that are here already are passed over.
     *
     * @throws IOException if one cannot be kept: the disk fails, or so many are here that something else must be wrong
     */
    synchronized void add(Collection<Entry> more) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        List<Entry> added = new ArrayList<>();
        long held = bytes;
        boolean full = false;
        for (Entry entry : more) {
            if (entries.containsKey(entry.key())) {
                continue;
            }
            full = entries.size() + added.size() >= MOST || held >= MOST_BYTES;
            if (full) {
                break;
            }
            lines.writeBytes(line(entry));
            added.add(entry);
            held += entry.bytes().length;
        }
        append(lines.toByteArray());
        for (Entry entry : added) {
            put(entry);
            LOG.error("Record {} of the usage journal is set aside in {}: {}", entry.sequence(), file, entry.reason());
        }
        if (full) {
            throw new IOException(entries.size() + " records are set aside in " + file + ", which is all it may hold");
        }
    }

    private static byte[] line(Entry entry) throws IOException {
        return (Json.MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void append(byte[] lines) throws IOException {
        if (lines.length > 0) {
            PrivateFiles.folder(file.toAbsolutePath().getParent());
            try (FileChannel channel = PrivateFiles.open(file)) {
                append(channel, channel.size(), lines);
            }
        }
    }

    /** All of the lines, or nothing of them. */
    private static void append(FileChannel channel, long end, byte[] lines) throws IOException {
        boolean done = false;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(lines);
            long at = end;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
            channel.force(true);
            done = true;
        } finally {
            if (!done) {
                channel.truncate(end);
            }
        }
    }

    /** Forgets those that are not here any more: they were taken. */
    synchronized void remove(Collection<String> keys) throws IOException {
        if (!entries.keySet().removeAll(keys)) {
            return;
        }
        bytes = entries.values().stream()
                .mapToLong(entry -> entry.bytes().length)
                .sum();
        PrivateFiles.write(file, out -> {
            for (Entry entry : entries.values()) {
                out.write(line(entry));
            }
        });
    }

    /** How many there are. */
    synchronized int size() {
        return entries.size();
    }

    /** All of them, oldest first. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }
}
