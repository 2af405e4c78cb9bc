package dev.serai.journal;

import dev.serai.store.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a folder to one user, in this process and in others. The system gives a process's locks on a file up as soon as
 * the process closes any channel to it, so within one process the file is opened only by who has the folder.
 */
final class FolderLock implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    /**
     * Locks the folder until this is closed or the process ends, however it ends.
     *
     * @throws FolderInUse if somebody else has it
     */
    FolderLock(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        if (!HELD.add(this.folder)) {
            throw new FolderInUse(folder);
        }
        FileChannel opened = null;
        boolean locked = false;
        try {
            opened = PrivateFiles.open(this.folder.resolve("lock"));
            locked = opened.tryLock() != null;
            if (!locked) {
                throw new FolderInUse(folder);
            }
        } finally {
            if (!locked) {
                release(opened);
            }
        }
        channel = opened;
    }

    private void release(FileChannel opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            LOG.warn("{} could not be closed", folder.resolve("lock"), e);
        } finally {
            HELD.remove(folder);
        }
    }

    @Override
    public void close() {
        release(channel);
    }
}
