package dev.serai.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of keys, tokens and certificates: what is larger than those are is none of them, and is not read. */
public final class SmallFile {

    private SmallFile() {}

    /**
     * Its text. Links are followed: Kubernetes mounts secrets as a tree of them.
     *
     * @param most bytes that it may have
     * @throws IOException if it cannot be read, is larger, or no file such as others: a device or a pipe has no end
     */
    public static String text(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1); // its size may be another by now
            if (bytes.length > most) {
                throw new IOException(file + " is larger than " + most + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
