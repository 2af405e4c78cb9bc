package dev.serai.http;

import java.util.stream.Stream;

/** The paths that are administrators' alone: no route serves there. */
public final class Managed {

    private Managed() {}

    /** Whether a path is one of them. */
    public static boolean has(String path) {
        return isUnder(path, "/manage", "/admin");
    }

    /** Whether a path is one of these, or below one. */
    public static boolean isUnder(String path, String... roots) {
        return Stream.of(roots).anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }
}
