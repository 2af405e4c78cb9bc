package dev.serai.files;

import dev.serai.wire.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The two folders on disk. Where one does not exist at the start, the copy inside the jar takes its place; one that was
 * there and is gone is a mistake.
 */
public final class GenerationFolders {

    private final Path routes;
    private final Path transforms;
    /** The copies in the jar, which cannot change. */
    private final Map<String, Folder> shipped = new HashMap<>();

    private boolean routesSeen;
    private boolean transformsSeen;

    public GenerationFolders(Path routes, Path transforms) {
        this.routes = routes;
        this.transforms = transforms;
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

    /** Reads both. */
    public synchronized Reading read() {
        try {
            routesSeen = present(routes, routesSeen);
            transformsSeen = present(transforms, transformsSeen);
            return Reading.of(
                    folder(routesSeen, routes, GenerationFiles.ROUTES, ".yaml", ".java"),
                    folder(transformsSeen, transforms, GenerationFiles.TRANSFORMS, ".jslt"));
        } catch (IOException | UncheckedIOException e) {
            Problem problem = new Problem(GenerationFiles.ROUTES, 0, "cannot be read: " + Reason.of(e));
            return new Reading(problem.toString(), null, problem);
        }
    }

    private Folder folder(boolean present, Path path, String name, String... suffixes) {
        return present
                ? Folder.read(path, name, suffixes)
                : shipped.computeIfAbsent(name, copy -> Folder.read(path, copy, suffixes));
    }

    private static boolean present(Path folder, boolean seen) throws IOException {
        boolean present = Files.isDirectory(folder);
        if (seen && !present) {
            throw new FileNotFoundException("the folder " + folder + " is gone");
        }
        return present;
    }
}
