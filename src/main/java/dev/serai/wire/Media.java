package dev.serai.wire;

import java.util.List;

/**
 * Images, sounds and files in a request.
 *
 * @param bytes what they and their names take in it
 * @param kept ids of those that the provider has
 */
public record Media(int count, long bytes, List<String> kept) {

    /** None. */
    public static final Media NONE = new Media(0, 0, List.of());

    /** Whether a member of this name says where something is. */
    public static boolean isAddress(String member) {
        return KeptIds.isAddress(member);
    }
}
