package dev.serai.upstream;

/**
 * A whole answer that is no JSON.
 *
 * @param type its content type
 */
record TypedBytes(byte[] bytes, String type) {}
