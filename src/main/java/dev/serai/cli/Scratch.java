package dev.serai.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A folder that is there until it is closed. */
record Scratch(Path folder) implements AutoCloseable {

    Scratch() throws IOException {
        this(Files.createTempDirectory("serai"));
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
