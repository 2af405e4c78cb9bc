package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.store.PrivateFiles;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    private static final int MOST = 10_000;
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
     * Keeps a record.
     *
     * @throws IOException if it cannot be kept: the disk fails, or so many are here that something else must be wrong
     */
    synchronized void add(Entry entry) throws IOException {
        if (entries.containsKey(entry.key())) {
            return;
        }
        if (entries.size() >= MOST || bytes >= MOST_BYTES) {
            throw new IOException(entries.size() + " records are set aside in " + file + ", which is all it may hold");
        }
        PrivateFiles.folder(file.toAbsolutePath().getParent());
        byte[] line = (Json.MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = PrivateFiles.open(file)) {
            long end = channel.size();
            append(channel, end, line);
        }
        put(entry);
        LOG.error("Record {} of the usage journal is set aside in {}: {}", entry.sequence(), file, entry.reason());
    }

    /** All of the line, or nothing of it. */
    private static void append(FileChannel channel, long end, byte[] line) throws IOException {
        boolean done = false;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(line);
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
                out.write((Json.MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
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
