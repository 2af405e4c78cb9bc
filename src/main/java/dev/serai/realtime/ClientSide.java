package dev.serai.realtime;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** What goes to the client of a session: events of ours between the provider's, never within one. */
final class ClientSide {

    private static final int MOST_WAITING = 16;

    private final Deque<String> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Session session;
    private boolean within;

    void is(Session opened) {
        session = opened;
    }

    boolean isThere() {
        return session != null;
    }

    /** A part of a message; waits until the client takes it. */
    void text(String part, boolean last) throws IOException {
        lock.lock();
        try {
            within = !last;
            session.getBasicRemote().sendText(part, last);
            sendWaiting();
        } finally {
            lock.unlock();
        }
    }

    /** The same of one that is no text. */
    void binary(ByteBuffer part, boolean last) throws IOException {
        lock.lock();
        try {
            within = !last;
            session.getBasicRemote().sendBinary(part, last);
            sendWaiting();
        } finally {
            lock.unlock();
        }
    }

    /** An event of ours; one too many is not told. */
    void event(String event) {
        lock.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(event);
            }
            sendWaiting();
        } catch (IOException e) {
            waiting.clear(); // the client has left, which its own side finds
        } finally {
            lock.unlock();
        }
    }

    private void sendWaiting() throws IOException {
        while (!within && !waiting.isEmpty()) {
            session.getBasicRemote().sendText(waiting.poll(), true);
        }
    }

    void close(CloseReason reason) throws IOException {
        Session opened = session;
        if (opened != null && opened.isOpen()) {
            opened.close(reason);
        }
    }
}
