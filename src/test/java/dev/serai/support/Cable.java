package dev.serai.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port that leads to another one until the cable is cut, and again when it is mended. */
public final class Cable implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public Cable(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Ends all connections; new ones end at once. */
    public void cut() {
        cut = true;
        sockets.forEach(Cable::close);
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        close(server);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (cut) {
                    near.close();
                } else {
                    join(near, new Socket(InetAddress.getLoopbackAddress(), target));
                }
            } catch (IOException e) {
                // the next one, if the port is still open
            }
        }
    }

    private void join(Socket near, Socket far) {
        sockets.add(near);
        sockets.add(far);
        if (cut) {
            cut(); // while they were joined
        }
        daemon(() -> pump(near, far));
        daemon(() -> pump(far, near));
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // it was cut
        } finally {
            sockets.remove(from);
        }
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }
}
