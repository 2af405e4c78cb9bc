package dev.serai.answers;

import dev.serai.time.Recurring;
import dev.serai.wire.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the database what is in memory until then, again and again, and at the end what is left. */
abstract class WriteBehind extends Recurring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);

    private final String trouble;
    private volatile boolean troubled;

    /**
     * Writes nothing yet.
     *
     * @param trouble what the log says, once, where it cannot be written
     */
    WriteBehind(String thread, String trouble) {
        super(thread);
        this.trouble = trouble;
    }

    /** Writes what there is. */
    abstract void write();

    /** It can be written: that it could not would be news. */
    final void wrote() {
        troubled = false;
    }

    final void failed(RuntimeException reason) {
        if (!troubled) {
            troubled = true;
            LOG.warn("{}: {}", trouble, Reason.of(reason));
        }
    }

    /** Writes the last ones. */
    @Override
    public final void close() {
        try {
            write();
        } catch (RuntimeException e) {
            failed(e);
        }
    }
}
