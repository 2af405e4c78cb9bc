package dev.serai.files;

import dev.serai.wire.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The two folders on disk. Where one does not exist at the start, the copy inside the jar takes its place; one that was
 * there and is gone is a mistake.
 */
public final class GenerationFolders {

    private final Path routes;
    private final Source routeFiles;
    private final Source transformFiles;
    /** The last that could be read. */
    private Reading last;

    public GenerationFolders(Path routes, Path transforms) {
        this.routes = routes;
        this.routeFiles = new Source(routes, GenerationFiles.ROUTES, ".yaml", ".java");
        this.transformFiles = new Source(transforms, GenerationFiles.TRANSFORMS, ".jslt");
    }

    /**
     * What the folders held when they were read.
     *
     * @param state equal for equal contents: the digest, or why they cannot be read
     * @param files the contents, null if they cannot be read
     * @param unreadable why not, else null
     */
    public record Reading(String state, GenerationFiles files, Problem unreadable) {

        private static Reading of(Folder routes, Folder transforms) {
            GenerationFiles files = GenerationFiles.of(routes, transforms);
            return new Reading(files.digest(), files, null);
        }

        /** The same with other folders; null leaves one as it is. */
        public Reading with(Folder routes, Folder transforms) {
            if (files == null && (routes == null || transforms == null)) {
                return this;
            }
            return of(routes == null ? files.routes() : routes, transforms == null ? files.transforms() : transforms);
        }

        /**
         * The same with other contents of one file, which need not be there.
         *
         * @param path {@code routes/…} or {@code transforms/…}
         */
        public Reading with(String path, byte[] content) {
            if (files == null) {
                return this;
            }
            boolean route = path.startsWith(GenerationFiles.ROUTES + "/");
            String name = path.substring(path.indexOf('/') + 1);
            return route
                    ? with(files.routes().with(name, content), null)
                    : with(null, files.transforms().with(name, content));
        }
    }

    /** The folder of routes, to write single files in it. */
    public EditedFolder edited() {
        return new EditedFolder(routes);
    }

    /** Reads both; what is the same as before is the same object. */
    @SuppressWarnings("ReferenceEquality") // a folder that is the same is the same object
    public synchronized Reading read() {
        try {
            Folder ofRoutes = routeFiles.read();
            Folder ofTransforms = transformFiles.read();
            if (last == null
                    || last.files().routes() != ofRoutes
                    || last.files().transforms() != ofTransforms) {
                last = Reading.of(ofRoutes, ofTransforms);
            }
            return last;
        } catch (IOException | UncheckedIOException e) {
            Problem problem = new Problem(GenerationFiles.ROUTES, 0, "cannot be read: " + Reason.of(e));
            return new Reading(problem.toString(), null, problem);
        }
    }

    /** One of them, or its copy in the jar, which cannot change. */
    private static final class Source {

        private final Path path;
        private final String name;
        private final String[] suffixes;
        private final FolderReader reader;
        private boolean seen;
        private Folder shipped;

        Source(Path path, String name, String... suffixes) {
            this.path = path;
            this.name = name;
            this.suffixes = suffixes;
            this.reader = new FolderReader(path, Clock.systemUTC(), suffixes);
        }

        Folder read() throws IOException {
            boolean present = Files.isDirectory(path);
            if (seen && !present) {
                throw new FileNotFoundException("the folder " + path + " is gone");
            }
            seen = present;
            if (!present && shipped == null) {
                shipped = Folder.read(path, name, suffixes);
            }
            return present ? reader.read() : shipped;
        }
    }
}
