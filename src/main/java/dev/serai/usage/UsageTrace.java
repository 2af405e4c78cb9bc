package dev.serai.usage;

/**
 * What is known of how a request was answered, beside what it used.
 *
 * @param traceId of the trace that it is part of; null where none is taken
 * @param asked who was asked and what they answered, as {@code x-serai-attempts} has it; null where the first one answered
 * @param timeline who was asked and when, as {@link RequestTimeline} has it; null where that is not on record
 */
public record UsageTrace(String traceId, String asked, String timeline) {

    /** Nothing is known. */
    public static final UsageTrace NONE = new UsageTrace(null, null, null);

    private static final int LONGEST = 8000;

    /** Whatever it is made from, it can be written. */
    public UsageTrace {
        traceId = shown(traceId);
        asked = shown(asked);
        timeline = timeline == null || timeline.length() > LONGEST ? null : timeline;
    }

    /** Without a timeline. */
    public UsageTrace(String traceId, String asked) {
        this(traceId, asked, null);
    }

    UsageTrace with(RequestTimeline answered) {
        return new UsageTrace(traceId, asked, answered.text());
    }

    private static String shown(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
