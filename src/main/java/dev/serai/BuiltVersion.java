package dev.serai;

/** Which version of Serai this is. */
public final class BuiltVersion {

    private BuiltVersion() {}

    /** As its jar has it, {@code 1.2.0}; {@code unpacked} where it runs from folders. */
    public static String text() {
        String version = BuiltVersion.class.getPackage().getImplementationVersion();
        return version == null ? "unpacked" : version;
    }
}
