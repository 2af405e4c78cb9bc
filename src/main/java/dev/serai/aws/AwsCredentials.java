package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import java.util.List;

/**
 * What AWS knows somebody by.
 *
 * @param sessionToken null for those that do not expire
 */
record AwsCredentials(String accessKeyId, String secretAccessKey, String sessionToken) {

    private static final int LONGEST = 1 << 14;

    /**
     * Those that somebody has given, for a time.
     *
     * @param otherwise what to say if these are none
     * @throws NoCredentials if these are none: they go into headers
     */
    static AwsCredentials of(String accessKeyId, String secretAccessKey, String sessionToken, String otherwise)
            throws NoCredentials {
        if (!isText(accessKeyId)
                || accessKeyId.indexOf('/') >= 0
                || !isText(secretAccessKey)
                || !isText(sessionToken)) {
            throw NoCredentials.failed(otherwise, null);
        }
        return new AwsCredentials(accessKeyId, secretAccessKey, sessionToken);
    }

    private static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** What nobody else may see. */
    List<String> secrets() {
        return sessionToken == null ? List.of(secretAccessKey) : List.of(secretAccessKey, sessionToken);
    }

    @Override
    public String toString() {
        return accessKeyId;
    }
}
