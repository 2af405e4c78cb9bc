package dev.serai.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.stream.SseParser;
import dev.serai.wire.Json;
import dev.serai.wire.JsonMembers;
import dev.serai.wire.RawObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of an answer that is made in the background, as whoever follows it gets them: numbered from the promise on, under
 * the id that was promised, and no more of them than there is room for. How it ended is no event of these: that is the answer
 * as it is kept, whoever has ended it.
 *
 * @see <a href="https://platform.openai.com/docs/guides/background">streams of what is made in the background</a>
 */
final class Told {

    /** Of one answer's events. */
    static final long LARGEST = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Told.class);
    private static final int LARGEST_EVENT = 1 << 20;
    private static final long CHUNK = 1 << 16;
    private static final String RESPONSE = "response";
    private static final String NUMBER = "sequence_number";

    /** Told already, or told of the answer as it is kept. */
    private static final Set<String> OURS = Set.of(
            "response.created", "response.queued", "response.completed", "response.incomplete", "response.failed");

    /** Events with consecutive numbers. */
    record Chunk(long first, List<byte[]> events) {

        long last() {
            return first + events.size() - 1;
        }
    }

    private final String id;
    private final AtomicLong room;
    private final List<byte[]> events = new ArrayList<>();
    private long next;
    private long taken;
    private int written;
    private boolean full;
    private boolean over;

    /**
     * Begins with the promise.
     *
     * @param room bytes that there are for all, which is taken of
     */
    Told(String id, ObjectNode promise, AtomicLong room) {
        this.id = id;
        this.room = room;
        promise("response.created", promise);
        promise("response.queued", promise);
    }

    private void promise(String type, ObjectNode promise) {
        RawObject members = new RawObject();
        members.put("type", (Object) type);
        members.put(NUMBER, (Object) 0);
        members.put(RESPONSE, (Object) promise);
        tell(type, members);
    }

    /** Takes whole events as they are made. */
    void add(byte[] made) {
        SseParser parser = new SseParser(new ByteArrayInputStream(made));
        try {
            for (SseParser.Event event = parser.next(); event != null; event = parser.next()) {
                event(event.data());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private void event(byte[] lines) {
        byte[] data = lines.clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = data[i] == '\n' ? (byte) ' ' : data[i]; // where a line ends in JSON, it may as well not
        }
        try {
            RawObject members = JsonMembers.of(data, 0, data.length);
            RawObject.Slice named = members.get("type");
            String type = named == null
                    ? ""
                    : Json.parse(named.source(), named.start(), named.length()).asText();
            if (!type.isEmpty() && !OURS.contains(type)) {
                RawObject.Slice response = members.get(RESPONSE);
                if (response != null) {
                    members.put(RESPONSE, (Object) promised(response));
                }
                tell(type, members);
            }
        } catch (IOException | ClassCastException e) {
            LOG.debug("An event is not told again: it is no JSON object");
        }
    }

    private ObjectNode promised(RawObject.Slice response) throws IOException {
        ObjectNode tree = (ObjectNode) Json.parse(response.source(), response.start(), response.length());
        return tree.put("id", id).put(Later.VARIABLE, true);
    }

    private synchronized void tell(String type, RawObject members) {
        if (over) {
            return;
        }
        members.put(NUMBER, (Object) next++);
        if (full) {
            return;
        }
        byte[] head = ("event: " + type.replaceAll("[^\\w.]", "") + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        long size = head.length + members.length() + 2;
        if (size > LARGEST_EVENT || taken + size > LARGEST || !take(size)) {
            full = true; // the numbers of those that are told have no gap
            return;
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream((int) size);
        event.writeBytes(head);
        event.writeBytes(members.bytes());
        event.write('\n');
        event.write('\n');
        events.add(event.toByteArray());
        notifyAll();
    }

    private boolean take(long size) {
        if (room.addAndGet(-size) < 0) {
            room.addAndGet(size);
            return false;
        }
        taken += size;
        return true;
    }

    /** Nothing follows. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Lets go of the room that it took. */
    synchronized void release() {
        over = true;
        room.addAndGet(taken);
        taken = 0;
        notifyAll();
    }

    /** The number of the event that tells how it ended; -1 where that is still to come. */
    synchronized long last() {
        return over ? next : -1;
    }

    /** The event of that number, if it is there by then; null if it is not told, or not yet. */
    synchronized byte[] await(long number, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (number >= events.size() && !over && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return number < events.size() ? events.get((int) number) : null;
    }

    /** Those that the database does not have; null if it has all so far. */
    synchronized Chunk unwritten() {
        List<byte[]> some = new ArrayList<>();
        long size = 0;
        for (int i = written; i < events.size() && size < CHUNK; i++) {
            some.add(events.get(i));
            size += events.get(i).length;
        }
        return some.isEmpty() ? null : new Chunk(written, some);
    }

    /** It has these. */
    synchronized void written(Chunk chunk) {
        written += chunk.events.size();
    }
}
