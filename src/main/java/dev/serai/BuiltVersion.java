package dev.serai;

import java.util.Optional;

/** Which version of Serai this is. */
public final class BuiltVersion {

    private BuiltVersion() {}

    /** As its jar has it, {@code 1.2.0}; {@code unpacked} where it runs from folders. */
    public static String text() {
        return known().orElse("unpacked");
    }

    /** As its jar has it; empty where it runs from folders. */
    public static Optional<String> known() {
        return Optional.ofNullable(BuiltVersion.class.getPackage().getImplementationVersion());
    }
}
