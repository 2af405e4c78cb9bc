package dev.serai.aws;

import java.util.List;

/**
 * What AWS knows somebody by.
 *
 * @param sessionToken null for those that do not expire
 */
record AwsCredentials(String accessKeyId, String secretAccessKey, String sessionToken) {

    /** What nobody else may see. */
    List<String> secrets() {
        return sessionToken == null ? List.of(secretAccessKey) : List.of(secretAccessKey, sessionToken);
    }

    @Override
    public String toString() {
        return accessKeyId;
    }
}
