package dev.serai.diagnostics;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/** What threads do. */
final class Threads {

    private static final int MOST = 1000;
    private static final int DEEPEST = 40;
    private static final int LONGEST = 2 << 20;
    /** The file that the JVM writes of virtual threads has no bound: some 5 kB for each. */
    private static final long MOST_VIRTUAL = 5000;

    private Threads() {}

    /** The system's threads: names, states, what they wait for and where they are. */
    static String platform() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        StringBuilder text = new StringBuilder();
        long[] deadlocked = threads.findDeadlockedThreads();
        text.append(deadlocked == null ? "No deadlock" : "DEADLOCK of the threads " + Arrays.toString(deadlocked))
                .append("; ")
                .append(threads.getThreadCount())
                .append(" threads, ")
                .append(threads.getPeakThreadCount())
                .append(" at most\n\n");
        long[] ids = threads.getAllThreadIds();
        Arrays.stream(threads.getThreadInfo(Arrays.copyOf(ids, Math.min(MOST, ids.length)), DEEPEST))
                .filter(info -> info != null)
                .sorted(Comparator.comparing(ThreadInfo::getThreadName))
                .forEach(info -> append(text, info));
        if (ids.length > MOST) {
            text.append("… and ").append(ids.length - MOST).append(" more threads\n");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ThreadInfo info) {
        text.append('"').append(info.getThreadName()).append("\" #").append(info.getThreadId());
        text.append(' ').append(info.getThreadState());
        if (info.getLockName() != null) {
            text.append(" on ").append(info.getLockName());
        }
        if (info.getLockOwnerName() != null) {
            text.append(" of \"").append(info.getLockOwnerName()).append("\" #").append(info.getLockOwnerId());
        }
        text.append('\n');
        for (StackTraceElement frame : info.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
        }
        text.append('\n');
    }

    /**
     * All threads, virtual ones as well, where the JDK can say what those do.
     *
     * @param requests under way, each of which may have one
     */
    static String virtual(long requests) throws IOException {
        if (Runtime.version().feature() < 21) {
            return "This JDK has no virtual threads; threads.txt has all there are.\n";
        }
        if (requests > MOST_VIRTUAL) {
            return "There are " + requests + " requests under way: a dump of their threads would be too large.\n";
        }
        Path folder = Files.createTempDirectory("serai-threads"); // of this user alone
        Path file = folder.resolve("threads.txt");
        try {
            if (!JvmCommands.dumpThreads(file.toString())) {
                return "This JVM does not tell what virtual threads do.\n";
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }
}
