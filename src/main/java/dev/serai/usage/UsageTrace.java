package dev.serai.usage;

/**
 * What is known of how a request was answered, and stands in no database.
 *
 * @param traceId of the trace that it is part of; null where none is taken
 * @param asked who was asked and what they answered, as {@code x-serai-attempts} has it; null where the first one answered
 */
public record UsageTrace(String traceId, String asked) {

    /** Nothing is known. */
    public static final UsageTrace NONE = new UsageTrace(null, null);

    private static final int LONGEST = 8000;

    /** Whatever it is made from, it can be written. */
    public UsageTrace {
        traceId = shown(traceId);
        asked = shown(asked);
    }

    private static String shown(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
