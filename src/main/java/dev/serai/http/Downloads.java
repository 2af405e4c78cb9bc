package dev.serai.http;

import dev.serai.time.Watchdog;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The clients that are waited for to take what is sent, be it an answer, a refusal or many of them. Each holds a thread
 * meanwhile, so there are not more than so many at the watchdog's looks: whoever took least in the time that it was waited
 * for is given up.
 */
final class Downloads implements Watchdog.Watched {

    private static final double SECOND = 1e9;

    /** What a client is believed to take at once, so that the newest is not the slowest. */
    private static final double HEAD_START_BYTES = 64 << 10;

    /** One that is answered. Used by the watchdog's thread alone. */
    private static final class Download {

        private final Connection connection;
        /** Tomcat uses a connection again, for another client. */
        private final SocketWrapperBase<?> socket;

        private long awaitedNanos;

        Download(Connection connection) {
            this.connection = connection;
            this.socket = connection.socket();
        }

        /** Whether the thread that answers waits for it, as it seems for so long. */
        boolean isAwaited(long nanos) {
            if (!(socket instanceof NioSocketWrapper nio) || !nio.interestOpsHas(SelectionKey.OP_WRITE)) {
                return false;
            }
            awaitedNanos += nanos;
            return true;
        }

        /** Bytes a nanosecond that it was waited for. */
        double rate() {
            return (HEAD_START_BYTES + connection.taken()) / (SECOND + awaitedNanos);
        }

        /** Its answer is cut, and so is no whole one. */
        void giveUp() {
            HalfClose.output(socket);
        }
    }

    private final int most;
    private final Map<Connection, Download> answered = new ConcurrentHashMap<>();
    private long lastNanos = System.nanoTime();

    private Downloads(int most) {
        this.most = most;
    }

    /** So many. */
    static Downloads atMost(int most, Watchdog watchdog) {
        Downloads downloads = new Downloads(most);
        watchdog.watchAlways(downloads);
        return downloads;
    }

    /** How many answers are being taken, as far as they are bounded. */
    int answered() {
        return answered.size();
    }

    /** Any number; nobody looks. */
    static Downloads unbounded() {
        return new Downloads(Integer.MAX_VALUE);
    }

    /** A request is answered from now on. */
    void begin(Connection connection) {
        if (most < Integer.MAX_VALUE) {
            answered.put(connection, new Download(connection));
        }
    }

    /** The answer is out, or failed. */
    void end(Connection connection) {
        if (most < Integer.MAX_VALUE) {
            answered.remove(connection);
        }
    }

    @Override
    public void check(long nowNanos) {
        long since = nowNanos - lastNanos;
        lastNanos = nowNanos;
        List<Download> awaited = new ArrayList<>();
        for (Download download : answered.values()) {
            if (download.isAwaited(since)) {
                awaited.add(download);
            }
        }
        if (awaited.size() > most) {
            awaited.sort(Comparator.comparingDouble(Download::rate));
            awaited.subList(0, awaited.size() - most).forEach(Download::giveUp);
        }
    }
}
