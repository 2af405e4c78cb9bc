package dev.serai.wire;

/** Ids made from texts: the same text gives the same id everywhere. */
public final class ShortId {

    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Bytes of the hash that it is made from. */
    private static final int MOST = 32;

    private ShortId() {}

    /** Letters and digits, at most 32, that depend on the text alone. */
    public static String of(String text, int length) {
        byte[] hash = Sha256.of(text);
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < Math.min(length, MOST); i++) {
            id.append(ALPHANUMERIC.charAt(Math.floorMod(hash[i], ALPHANUMERIC.length())));
        }
        return id.toString();
    }
}
