package dev.serai.diagnostics;

import dev.serai.time.Survival;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the JVM tells of itself by its own diagnostic commands, as {@code jcmd} shows it. */
final class JvmCommands {

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    /** Whether a histogram counts what lives, after a collection, or garbage as well. */
    enum Histogram {
        LIVE,
        ALL,
        NONE
    }

    private static final int MOST_CLASSES = 1000;

    private JvmCommands() {}

    /** The classes of which there is most on the heap. All threads stand still meanwhile, and it says for how long. */
    static String histogram(Histogram which) throws JMException {
        if (which == Histogram.NONE) {
            return "Not asked for.\n";
        }
        String[] arguments = which == Histogram.ALL ? new String[] {"-all"} : new String[0];
        long began = System.nanoTime();
        String all = run("gcClassHistogram", arguments);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        StringBuilder shown = new StringBuilder(
                which == Histogram.ALL
                        ? "All objects, garbage included"
                        : "Objects that live, after a collection of the whole heap");
        shown.append("; all threads stood still for about ").append(took).append(" ms\n");
        all.lines().limit(MOST_CLASSES).forEach(line -> shown.append(line).append('\n'));
        long classes = all.lines().count();
        if (classes > MOST_CLASSES) {
            shown.append("… and ").append(classes - MOST_CLASSES).append(" more lines\n");
        }
        return shown.toString();
    }

    /**
     * Writes all threads to a file, virtual ones as well.
     *
     * @return whether this JVM can
     */
    static boolean dumpThreads(String file) {
        try {
            run("threadDumpToFile", file);
            return true;
        } catch (JMException e) {
            Survival.saw(e);
            return false;
        }
    }

    private static String run(String command, String... arguments) throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName(COMMANDS), command, new Object[] {arguments}, new String[] {
                    String[].class.getName()
                });
    }
}
