package dev.serai.test;

import dev.serai.files.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of its own for each test: a team's routes and transforms over the shipped ones. */
record TestFolders(Path root) implements AutoCloseable {

    static TestFolders over(Path folder) throws IOException {
        if (!Files.isDirectory(folder.resolve("routes")) && !Files.isDirectory(folder.resolve("transforms"))) {
            throw new IllegalArgumentException(
                    "There is neither routes/ nor transforms/ in " + folder.toAbsolutePath());
        }
        TestFolders folders = new TestFolders(Files.createTempDirectory("serai-test"));
        folders.copy(folder, "routes", ".yaml");
        folders.copy(folder, "transforms", ".jslt");
        return folders;
    }

    private void copy(Path folder, String name, String suffix) throws IOException {
        Path shipped = root.resolve("none"); // so that the copy on the class path is read
        write(name, Folder.read(shipped, name, suffix).files());
        if (Files.isDirectory(folder.resolve(name))) {
            write(name, Folder.read(folder.resolve(name), name, suffix).files());
        }
    }

    private void write(String name, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = root.resolve(name).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    Path routes() {
        return root.resolve("routes");
    }

    Path transforms() {
        return root.resolve("transforms");
    }

    Path data() {
        return root.resolve("data");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
