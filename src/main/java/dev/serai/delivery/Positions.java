package dev.serai.delivery;

import dev.serai.journal.Follower;
import dev.serai.journal.Journal;
import dev.serai.store.PrivateFiles;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each event route is in the usage journal: a file for each, {@code event-billing.position}, with the journal's id
 * and the sequence of the last record that was taken.
 */
final class Positions {

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final Journal journal;
    private final Path folder;

    Positions(Journal journal, Path folder) {
        this.journal = journal;
        this.folder = folder;
    }

    /** Follows the journal from where the route was; a new one from now on. */
    Follower follow(String route) {
        Path file = file(route);
        if (!Files.exists(file)) {
            return fromNow(route);
        }
        return journal.follow(read(file));
    }

    private Follower fromNow(String route) {
        Follower follower = journal.follow(journal.last());
        try {
            save(route, follower.position()); // else a crash would begin anew, and leave out what came before
            return follower;
        } catch (RuntimeException e) {
            follower.close(); // it is tried again, with another one
            throw e;
        }
    }

    /** Of another journal nothing was taken here; one that has lost its end goes on where it ends. */
    private long read(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            return UUID.fromString(words[0]).equals(journal.id())
                    ? Math.min(journal.last(), Math.max(0, Long.parseLong(words[1])))
                    : 0;
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("{} cannot be read: the route begins with all that the journal has", file, e);
            return 0;
        }
    }

    /**
     * Writes down how far a route is.
     *
     * @throws UncheckedIOException if the disk fails; it may be tried again
     */
    void save(String route, long sequence) {
        byte[] line = (journal.id() + " " + sequence + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            PrivateFiles.write(file(route), out -> out.write(line));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "How far " + route + " is in the usage journal cannot be written down: " + Reason.of(e), e);
        }
    }

    /**
     * Refuses what cannot be the name of a file.
     *
     * @throws IllegalArgumentException saying so
     */
    static void requireName(String route) {
        if (!route.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "The id of a route that uses delivery=atLeastOnce is the name of a file: '" + route + "' is none");
        }
    }

    private Path file(String route) {
        requireName(route);
        return folder.resolve(route + ".position");
    }
}
