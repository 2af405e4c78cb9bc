package dev.serai.console;

import dev.serai.admin.ManageRequests;
import dev.serai.usage.RecordedAttempt;
import dev.serai.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;

/** The life of a request: what took how long, drawn over the time from its beginning to its end. */
public record Waterfall(ManageRequests.Details details, String currency) {

    private static final double WIDTH = 1000;
    /** What is shorter is seen, too. */
    private static final double LEAST = 3;

    private static final double HUNDREDTHS = 100;

    /**
     * A bar of it, in a thousand parts of the whole.
     *
     * @param kind as the style sheet has it
     */
    public record Bar(String kind, double x, double width) {}

    /** What is on record of it. */
    public UsageRecord request() {
        return details.request();
    }

    /** Who was asked; empty where that is not on record. */
    public List<RecordedAttempt> attempts() {
        return details.timeline() == null ? List.of() : details.timeline();
    }

    /** Whether it is on record who was asked. */
    public boolean isKnown() {
        return details.timeline() != null;
    }

    /** How long all of it took: what was overtaken may end later than the answer. */
    double wholeMs() {
        double whole = Math.max(1e-3, request().latencyMs());
        for (RecordedAttempt attempt : attempts()) {
            whole = Math.max(whole, attempt.beganMs() + attempt.tookMs());
        }
        return whole;
    }

    /** The time in line. */
    public List<Bar> line() {
        return List.of(bar("line", 0, details.queuedMs()));
    }

    /** Until the first token, and from then on; or until the end. */
    public List<Bar> bars(RecordedAttempt attempt) {
        boolean answered = attempt.outcome().equals("answered");
        String kind = answered ? "answered" : "failed";
        Double first = attempt.firstTokenMs();
        if (first == null || first >= attempt.tookMs()) {
            return List.of(bar(kind, attempt.beganMs(), attempt.tookMs()));
        }
        List<Bar> bars = new ArrayList<>();
        bars.add(bar("waits", attempt.beganMs(), first));
        bars.add(bar(kind, attempt.beganMs() + first, attempt.tookMs() - first));
        return bars;
    }

    private Bar bar(String kind, double fromMs, double tookMs) {
        double x = Math.min(WIDTH - LEAST, rounded(fromMs / wholeMs() * WIDTH));
        return new Bar(kind, x, Math.max(LEAST, Math.min(WIDTH - x, rounded(tookMs / wholeMs() * WIDTH))));
    }

    private static double rounded(double value) {
        return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }
}
