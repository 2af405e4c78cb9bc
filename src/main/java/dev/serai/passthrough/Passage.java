package dev.serai.passthrough;

/**
 * What outlives generations of what passes as it came.
 *
 * @param ids whose something is
 * @param maxUpload bytes that a body may have
 */
record Passage(OwnedIds ids, long maxUpload) {

    /** Its name in the registry. */
    static final String NAME = "passage";
}
