package dev.serai.files;

import dev.serai.wire.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The contents of a folder at one moment, read once: what a generation is made from cannot change under it.
 *
 * @param location where it was read from, for messages
 * @param files contents by path relative to the folder, with {@code /}, sorted
 */
public record Folder(String location, Map<String, byte[]> files) {

    /**
     * Reads the folder, or the copy of the same name on the class path where there is no such folder.
     *
     * @param name the copy's name on the class path: {@code routes} or {@code transforms}
     * @param suffixes of the files that count; in the copy the first
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Folder read(Path path, String name, String... suffixes) {
        try {
            return Files.isDirectory(path)
                    ? new FolderReader(path, Clock.systemUTC(), suffixes).read()
                    : fromClassPath(name, suffixes[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + Reason.of(e), e);
        }
    }

    /** The same with other contents of one file. */
    Folder with(String file, byte[] content) {
        Map<String, byte[]> all = new TreeMap<>(files);
        all.put(file, content);
        return new Folder(location, all);
    }

    private static Folder fromClassPath(String name, String suffix) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        String marker = "/" + name + "/";
        for (Resource resource :
                new PathMatchingResourcePatternResolver().getResources("classpath:" + name + "/**/*" + suffix)) {
            String url = resource.getURL().toString();
            try (InputStream in = resource.getInputStream()) {
                files.put(url.substring(url.lastIndexOf(marker) + marker.length()), in.readAllBytes());
            }
        }
        return new Folder("classpath:" + name, files);
    }
}
