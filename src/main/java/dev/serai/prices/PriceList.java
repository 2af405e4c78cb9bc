package dev.serai.prices;

import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.time.Recurring;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prices that count now. The file is read again and again; what changed counts when it is the same twice: whoever
 * writes has finished. A list with mistakes changes no price.
 */
public final class PriceList extends Recurring {

    private static final long LARGEST_FILE = 8 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(PriceList.class);

    /** Takes the file's place where there is none. */
    private static final String SHIPPED = "/prices.yaml";

    /**
     * What the file held, or why it cannot be read.
     *
     * @param content null if it cannot be read
     * @param unreadable null if it can
     */
    private record Reading(String content, Problem unreadable) {}

    private final Path file;
    private final Duration interval;
    private volatile Prices prices;
    private volatile List<Problem> problems = List.of();
    private boolean seen;
    private Reading handled;
    private Reading last;

    /**
     * Reads the file, or where it does not exist the copy on the class path.
     *
     * @param interval between two looks at it, once started; zero to never look
     * @throws InvalidFilesException if the prices have mistakes or cannot be read
     */
    public PriceList(Path file, Duration interval) {
        super("prices-watch");
        this.file = file;
        this.interval = interval;
        this.handled = read();
        this.last = handled;
        this.prices = parse(handled);
    }

    /** What counts now; one request asks once, so that its costs are of one list. */
    public Prices prices() {
        return prices;
    }

    /** What is wrong with the file, while older prices count; empty if nothing is. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Reads the file now.
     *
     * @return what is wrong with it, so that the prices are as before; empty if it counts
     */
    public synchronized List<Problem> reload() {
        return handle(read());
    }

    private synchronized void look() {
        Reading now = read();
        boolean settled = now.equals(last);
        last = now;
        if (settled && !now.equals(handled)) {
            handle(now);
        }
    }

    private List<Problem> handle(Reading now) {
        handled = now;
        try {
            prices = parse(now);
            problems = List.of();
            LOG.info("Prices {} loaded", prices.version());
        } catch (InvalidFilesException e) {
            problems = e.problems();
            LOG.warn("The prices stay those of {}:", prices.version());
            problems.forEach(problem -> LOG.warn("{}", problem));
        }
        return problems;
    }

    private Prices parse(Reading reading) {
        if (reading.unreadable != null) {
            throw new InvalidFilesException(List.of(reading.unreadable));
        }
        return Prices.read(file.toString(), reading.content);
    }

    /** A file that was there and is gone is a mistake. */
    private Reading read() {
        try {
            seen = seen || Files.exists(file);
            if (seen && Files.size(file) > LARGEST_FILE) {
                throw new IOException("it is larger than " + LARGEST_FILE + " bytes");
            }
            return new Reading(seen ? Files.readString(file) : shipped(), null);
        } catch (IOException e) {
            return new Reading(null, new Problem(file.toString(), 0, "cannot be read: " + e));
        }
    }

    private static String shipped() throws IOException {
        try (InputStream in = PriceList.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IOException("there is no such file, and none on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    protected void begin() {
        if (interval.toMillis() > 0) {
            every(interval, interval, this::look, e -> LOG.error("The prices could not be looked at", e));
        }
    }
}
