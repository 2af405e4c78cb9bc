package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.call.Duplex;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A realtime session without a network: takes the client's events one by one, and says what a {@link SessionScript} has. */
final class SimulatedSession extends Duplex {

    private static final int LONGEST = 1 << 20;
    private static final int MOST_WAITING = 1000;

    /** How a session goes on after an event. */
    enum Then {
        MORE,
        BYE,
        RESET,
        SILENCE
    }

    /**
     * What is said.
     *
     * @param event none where it is empty
     * @param pause before it
     */
    record Step(String event, Duration pause, Then then) {}

    private final SessionScript script;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream(0);
    private boolean tooLong;
    private boolean over;
    private Ending ending;

    SimulatedSession(SessionScript script) {
        this.script = script;
        steps.addAll(script.begin());
    }

    @Override
    public void send(Part part) throws IOException {
        lock.lock();
        try {
            byte[] bytes = new byte[part.bytes().remaining()];
            part.bytes().get(bytes);
            tooLong |= heard.size() + bytes.length > LONGEST;
            if (!tooLong) {
                heard.writeBytes(bytes);
            }
            if (part.last()) {
                List<Step> answer = answer(part.text());
                heard.reset();
                tooLong = false;
                while (!over && steps.size() + answer.size() > MOST_WAITING) {
                    changed.await();
                }
                requireOpen();
                steps.addAll(answer);
                changed.signalAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted");
        } finally {
            lock.unlock();
        }
    }

    private List<Step> answer(boolean text) {
        if (tooLong || !text) {
            return script.unread(tooLong ? "The event is too long" : "Events are text");
        }
        try {
            return script.answer(Json.parse(heard.toByteArray()));
        } catch (JsonProcessingException e) {
            return script.unread("The event is no JSON");
        }
    }

    private void requireOpen() throws SocketException {
        if (over) {
            throw new SocketException("Socket closed");
        }
    }

    @Override
    public Part receive() throws IOException {
        lock.lock();
        try {
            while (true) {
                Step step = next();
                if (step.then() == Then.BYE && step.event().isEmpty()) {
                    ending = new Ending(1000, "");
                    return null;
                }
                if (step.then() == Then.RESET) {
                    over = true;
                    throw new SocketException("Connection reset");
                }
                if (step.then() != Then.SILENCE) {
                    return new Part(ByteBuffer.wrap(step.event().getBytes(StandardCharsets.UTF_8)), true, true);
                }
                while (!over) {
                    changed.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted");
        } finally {
            lock.unlock();
        }
    }

    private Step next() throws SocketException, InterruptedException {
        while (!over && steps.isEmpty()) {
            changed.await();
        }
        requireOpen();
        Step step = steps.poll();
        long nanos = step.pause().toNanos();
        while (!over && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
        requireOpen();
        changed.signalAll();
        return step;
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public void bye(int code) {
        abort();
    }

    @Override
    public void abort() {
        lock.lock(); // held for moments alone
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
