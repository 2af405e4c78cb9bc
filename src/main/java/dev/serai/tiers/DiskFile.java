package dev.serai.tiers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that entries are in: opened, held to its size, and dropped where it is none that can be read.
 *
 * @param wrapped what is put before its name, for H2; empty but in tests
 */
record DiskFile(Path path, String wrapped) {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFile.class);

    /** Reads go on where a thread is told to end: anything else would close the file for all. */
    private static final String SCHEME = "retry:";

    private static final int KEYS_PER_PAGE = 96;
    private static final int PAGE_BYTES = 1 << 13;
    private static final int UNSAVED_KB = 8 << 10;
    private static final int CACHE_MB = 32;

    /** What a reader may yet need is not written over before. */
    private static final int RETENTION_MILLIS = 1000;

    /**
     * Opens it, and begins anew where it is none that can be read; no entry of it is read.
     *
     * @param taken makes of the file what it is for
     * @throws RuntimeException if the disk does not let it be read and written, or another process has it open
     */
    <T> T open(Function<MVStore, T> taken) {
        prepare();
        try {
            return opened(taken);
        } catch (RuntimeException | Error e) {
            if (!isUnreadable(e)) {
                throw e;
            }
            drop(e);
            prepare();
            return opened(taken);
        }
    }

    private <T> T opened(Function<MVStore, T> taken) {
        MVStore store = store();
        boolean done = false;
        try {
            T opened = taken.apply(store);
            done = true;
            return opened;
        } finally {
            if (!done) {
                store.closeImmediately();
            }
        }
    }

    /** Makes it and its folder, for nobody else to read. */
    private void prepare() {
        try {
            boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!Files.exists(path)) {
                Files.createFile(path);
                if (isPosix) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MVStore store() {
        MVStore store = new MVStore.Builder()
                .fileName(wrapped + SCHEME + path.toAbsolutePath())
                .autoCommitDisabled()
                .autoCommitBufferSize(UNSAVED_KB)
                .cacheSize(CACHE_MB)
                .keysPerPage(KEYS_PER_PAGE)
                .pageSplitSize(PAGE_BYTES)
                .compress()
                .open();
        store.setRetentionTime(RETENTION_MILLIS);
        store.setVersionsToKeep(0);
        return store;
    }

    /** Whether the trouble is what stands in the file, rather than the disk or who else has it open. */
    static boolean isUnreadable(Throwable failure) {
        if (failure instanceof MVStoreException store) {
            return switch (store.getErrorCode()) {
                case DataUtils.ERROR_READING_FAILED,
                        DataUtils.ERROR_WRITING_FAILED,
                        DataUtils.ERROR_CLOSED,
                        DataUtils.ERROR_FILE_LOCKED -> false;
                default -> true;
            };
        }
        return failure instanceof Error // a length or a page that was damaged
                || (failure instanceof RuntimeException && !(failure instanceof UncheckedIOException));
    }

    /** Drops it: it is a cache. */
    void drop(Throwable why) {
        LOG.warn("{} cannot be read and begins anew: {}", path, why.toString());
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
