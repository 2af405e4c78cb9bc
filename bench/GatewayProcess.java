import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A gateway's process as {@code jcmd} shows it. */
final class GatewayProcess {
    private static final Pattern USED = Pattern.compile("(?m)^ *(?:\\S+Gen|\\S+Heap|garbage-first heap) +total \\d+K, used (\\d+)K");
    /** Threads that serve what there is to serve come and go; those without a number are there for good. */
    private static final Pattern NAME = Pattern.compile("(?m)^\"([a-z-]*[a-z])\" ");

    /**
     * What it holds after a collection.
     *
     * @param heap in MB
     * @param names of threads that have no number
     */
    record Reading(double heap, int threads, Set<String> names) {
        /** How many of those of an earlier reading are not there any more. */
        int gone(Reading before) {
            Set<String> gone = new TreeSet<>(before.names);
            gone.removeAll(names);
            gone.forEach(name -> System.out.println("gone: " + name));
            return gone.size();
        }
    }

    private final long pid;

    GatewayProcess(long pid) {
        this.pid = pid;
    }

    boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    Reading read() throws IOException, InterruptedException {
        jcmd("GC.run");
        Thread.sleep(500);
        double used = 0;
        Matcher heap = USED.matcher(jcmd("GC.heap_info"));
        while (heap.find()) {
            used += Long.parseLong(heap.group(1)) / 1024.0;
        }
        String dump = jcmd("Thread.print");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(dump);
        while (name.find()) {
            names.add(name.group(1));
        }
        return new Reading(used, (int) dump.lines().filter(line -> line.startsWith("\"")).count(), names);
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", String.valueOf(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        jcmd.waitFor();
        return said;
    }
}
