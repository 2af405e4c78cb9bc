package dev.serai.wire;

/**
 * An id of a tool call that carries the signature which its provider wants back with the call: clients keep ids, and drop
 * fields that they do not know. {@code <id>__thought__<signature>} is for that provider only; all others get the bare id.
 */
public final class SignedId {

    private static final String SEPARATOR = "__thought__";

    /** OpenAI refuses longer ones. */
    private static final int LONGEST = 40;

    private SignedId() {}

    /** Whether another provider would refuse the id. */
    static boolean mark(String id) {
        return id.length() > LONGEST || id.contains(SEPARATOR);
    }

    /** The id for other providers, the same for a call and its result. */
    public static String bare(String id) {
        int end = id.indexOf(SEPARATOR);
        String bare = end < 0 ? id : id.substring(0, end);
        return bare.isEmpty() || bare.length() > LONGEST ? "call_" + ShortId.of(id, LONGEST - "call_".length()) : bare;
    }
}
