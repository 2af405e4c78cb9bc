import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A gateway's process as {@code jcmd} shows it. */
final class GatewayProcess {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    /** What fills the gaps that a collection left between objects. */
    private static final Pattern FILLER = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\S*jdk\\.internal\\.vm\\.Filler");
    private static final int LOOKS = 3;
    private static final int BETWEEN_LOOKS_MILLIS = 1000;
    private static final double MB = 1 << 20;
    /** Threads that serve what there is to serve come and go; those without a number are there for good. */
    private static final Pattern NAME = Pattern.compile("(?m)^\"([a-z-]*[a-z])\" ");

    /**
     * What it holds.
     *
     * @param heap the objects that are reachable, in MB
     * @param files that are open, connections among them; 0 where there is no {@code /proc}
     * @param names of threads that have no number
     */
    record Reading(double heap, int files, int threads, Set<String> names) {
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
        double heap = live();
        for (int i = 1; i < LOOKS; i++) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            heap = Math.min(heap, live()); // what a request in passing holds is not there each time
        }
        String dump = jcmd("Thread.print");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(dump);
        while (name.find()) {
            names.add(name.group(1));
        }
        String[] files = Path.of("/proc", String.valueOf(pid), "fd").toFile().list();
        return new Reading(heap, files == null ? 0 : files.length, (int) dump.lines().filter(line -> line.startsWith("\"")).count(), names);
    }

    /** Counted in the same pause as the collection, so that nothing made since is in it. */
    private double live() throws IOException, InterruptedException {
        String histogram = jcmd("GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("no histogram of the heap: " + histogram);
        }
        double bytes = Long.parseLong(total.group(1));
        Matcher filler = FILLER.matcher(histogram);
        while (filler.find()) {
            bytes -= Long.parseLong(filler.group(1));
        }
        return bytes / MB;
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
