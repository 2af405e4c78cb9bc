package dev.serai.files;

import dev.serai.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one generation is made of: the contents of both folders at one moment.
 *
 * @param routes the route files, {@code *.camel.yaml}, and {@code *.java}
 * @param transforms the transforms, {@code *.jslt}
 * @param digest SHA-256 of all paths and contents, the first 12 hexadecimal digits: equal files, equal digest
 */
public record GenerationFiles(Folder routes, Folder transforms, String digest) {

    public static final String ROUTES = "routes";
    public static final String TRANSFORMS = "transforms";

    /** Folders of {@code routes/} whose files say nothing of answers. */
    private static final Pattern BESIDE = Pattern.compile(ROUTES + "/(alerts|channels|events)/.*");

    public static GenerationFiles of(Folder routes, Folder transforms) {
        return new GenerationFiles(routes, transforms, digest(all(routes, transforms)));
    }

    /** The same digest of what has a say in answers: with any of that changed, another answer may come of a request. */
    public String answering() {
        Map<String, byte[]> all = all(routes, transforms);
        all.keySet().removeIf(path -> BESIDE.matcher(path).matches());
        return digest(all);
    }

    private static String digest(Map<String, byte[]> files) {
        MessageDigest sha256 = Sha256.begin();
        files.forEach((path, content) -> {
            sha256.update(path.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            sha256.update(Sha256.begin().digest(content));
        });
        return HexFormat.of().formatHex(sha256.digest()).substring(0, 12);
    }

    /** How many files differ, and which: {@code added routes/providers/acme.camel.yaml}. */
    public List<String> changesSince(GenerationFiles before) {
        Map<String, byte[]> old = all(before.routes, before.transforms);
        Map<String, byte[]> now = all(routes, transforms);
        List<String> changes = new ArrayList<>();
        now.forEach((path, content) -> {
            if (!old.containsKey(path)) {
                changes.add("added " + path);
            } else if (!Arrays.equals(content, old.get(path))) {
                changes.add("changed " + path);
            }
        });
        old.keySet().stream().filter(path -> !now.containsKey(path)).forEach(path -> changes.add("deleted " + path));
        return changes;
    }

    /** The contents of all files by their paths as people know them, {@code routes/router.camel.yaml}. */
    public Map<String, byte[]> byPath() {
        return all(routes, transforms);
    }

    private static Map<String, byte[]> all(Folder routes, Folder transforms) {
        Map<String, byte[]> all = new TreeMap<>();
        routes.files().forEach((path, content) -> all.put(ROUTES + "/" + path, content));
        transforms.files().forEach((path, content) -> all.put(TRANSFORMS + "/" + path, content));
        return all;
    }
}
