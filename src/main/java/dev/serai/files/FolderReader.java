package dev.serai.files;

import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a folder again and again, and opens only those files and directories that may have changed since. A file's size and
 * time of modification do not say whether it has: who copies a file sets both. The time of its last change of any kind does,
 * which nobody can set. Where the system has no such time, each look reads everything; where it has, one a minute, for file
 * systems that are not exact.
 */
final class FolderReader {

    private static final long LARGEST_FILE = 8 << 20;
    /** Longer than the steps in which file systems count time: of two changes in one step the second is not to be seen. */
    private static final Duration STEP = Duration.ofSeconds(3);

    private static final Duration EVERYTHING = Duration.ofMinutes(1);

    private static final String CHANGED = "ctime";
    private static final String BASIC = "basic:isDirectory,isRegularFile,size,fileKey";
    private static final String UNIX = "unix:isDirectory,isRegularFile,size,fileKey,lastModifiedTime," + CHANGED;

    /**
     * A file as it was read.
     *
     * @param attributes those before it was read
     * @param settled whether no later change leaves them as they are
     */
    private record Known(Map<String, Object> attributes, boolean settled, byte[] content) {}

    /** A directory as it was listed, in the same way. */
    private record Listed(Map<String, Object> attributes, boolean settled, List<Path> entries) {}

    private final Path root;
    private final Clock clock;
    private final List<String> suffixes;
    private final String attributes;
    private Map<String, Known> known = Map.of();
    private Map<String, Listed> listed = Map.of();
    private Instant everything = Instant.MIN;
    private Folder folder;

    /**
     * Reads nothing yet.
     *
     * @param clock that of the file system
     * @param suffixes of the files that count
     */
    FolderReader(Path root, Clock clock, String... suffixes) {
        this.root = root;
        this.clock = clock;
        this.suffixes = List.of(suffixes);
        this.attributes = root.getFileSystem().supportedFileAttributeViews().contains("unix") ? UNIX : BASIC;
    }

    /**
     * What the folder holds: the same object as before where that is the same.
     *
     * @throws UncheckedIOException if any of it cannot be read
     */
    Folder read() {
        try {
            Look look = new Look(clock.instant());
            look.into(root, "", attributes(root));
            return seen(look);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + root + ": " + Reason.of(e), e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // other bytes that are the same were made the same object
    private Folder seen(Look look) {
        boolean same = folder != null && look.found.keySet().equals(known.keySet());
        Map<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, Known> file : look.found.entrySet()) {
            byte[] content = file.getValue().content();
            files.put(file.getKey(), content);
            same = same && known.get(file.getKey()).content() == content;
        }
        folder = same ? folder : new Folder(root.toAbsolutePath().normalize().toString(), files);
        known = look.found;
        listed = look.directories;
        everything = look.whole ? look.began.plus(EVERYTHING) : everything;
        return folder;
    }

    /** Of what a link leads to; of the link where it leads nowhere. */
    private Map<String, Object> attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, attributes);
        } catch (IOException e) {
            return Files.readAttributes(file, attributes, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A file's bytes; nobody writes so much by hand. */
    private static byte[] content(Path file, Map<String, Object> attributes) throws IOException {
        if ((long) attributes.get("size") > LARGEST_FILE) {
            throw new IOException(file + " is larger than " + LARGEST_FILE + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /** All but editors' and Kubernetes' own, which begin with a dot: {@code ..data}, {@code .swp}. */
    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path entry : all) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** One walk through the folder. */
    private final class Look {

        private final Instant began;
        private final boolean whole;
        private final Map<String, Known> found = new TreeMap<>();
        private final Map<String, Listed> directories = new HashMap<>();
        private final Set<Object> above = new HashSet<>();

        Look(Instant began) {
            this.began = began;
            this.whole = !began.isBefore(everything);
        }

        /** Links are followed: Kubernetes mounts a ConfigMap as a tree of them. */
        void into(Path directory, String prefix, Map<String, Object> itself) throws IOException {
            Object key = itself.get("fileKey") == null ? directory.toRealPath() : itself.get("fileKey");
            if (!above.add(key)) {
                throw new FileSystemLoopException(directory.toString());
            }
            Listed before = listed.get(prefix);
            boolean same = before != null && before.settled() && isKnown(before.attributes(), itself);
            Listed now = same ? before : new Listed(itself, isSettled(itself), entries(directory));
            directories.put(prefix, now);
            for (Path entry : now.entries()) {
                take(entry, prefix + entry.getFileName());
            }
            above.remove(key);
        }

        private boolean isKnown(Map<String, Object> before, Map<String, Object> now) {
            return !whole && before.equals(now);
        }

        private boolean isSettled(Map<String, Object> attributes) {
            return attributes.get(CHANGED) instanceof FileTime changed
                    && changed.toInstant().isBefore(began.minus(STEP));
        }

        private void take(Path entry, String name) throws IOException {
            Map<String, Object> now = attributes(entry);
            if ((boolean) now.get("isDirectory")) {
                into(entry, name + "/", now);
            } else if ((boolean) now.get("isRegularFile") && suffixes.stream().anyMatch(name::endsWith)) {
                found.put(name, file(entry, now, known.get(name)));
            }
        }

        private Known file(Path file, Map<String, Object> now, Known before) throws IOException {
            if (before != null && before.settled() && isKnown(before.attributes(), now)) {
                return before;
            }
            byte[] content = content(file, now);
            boolean same = before != null && Arrays.equals(before.content(), content);
            return new Known(now, isSettled(now), same ? before.content() : content);
        }
    }
}
