package dev.serai.vault;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths of mounts and secrets, which may lead nowhere else. */
final class VaultPath {

    private VaultPath() {}

    /**
     * As it stands in a URL.
     *
     * @throws IllegalArgumentException if a part of it is empty, or leads upwards
     */
    static String of(String path) {
        String[] parts = path.replaceAll("^/|/$", "").split("/", -1);
        if (Arrays.stream(parts).anyMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."))) {
            throw new IllegalArgumentException("'" + path + "' is no path of a vault");
        }
        return Arrays.stream(parts)
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
