package dev.serai.limits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller may still use, in OpenAI's headers.
 *
 * @see <a href="https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers">rate limits in headers</a>
 */
final class RateHeaders {

    private RateHeaders() {}

    /**
     * Headers of the tightest window of each kind; none of a kind without limits. The limit is what may be taken at once:
     * the window's allowance, or its burst.
     */
    static Map<String, String> of(List<Taking> takings) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            Taking tightest = tightest(takings, kind);
            if (tightest != null) {
                add(tightest, headers);
            }
        }
        return headers;
    }

    private static Taking tightest(List<Taking> takings, Kind kind) {
        Taking tightest = null;
        for (Taking taking : takings) {
            if (taking.meter().kind() == kind
                    && (tightest == null || taking.share(taking.tightest()) < tightest.share(tightest.tightest()))) {
                tightest = taking;
            }
        }
        return tightest;
    }

    private static void add(Taking taking, Map<String, String> headers) {
        int window = taking.tightest();
        long limit = taking.bandwidth(window).getCapacity();
        String kind = taking.meter().kind().word();
        headers.put("x-ratelimit-limit-" + kind, Long.toString(limit));
        headers.put("x-ratelimit-remaining-" + kind, Long.toString(taking.remaining(window)));
        headers.put("x-ratelimit-reset-" + kind, ShortDuration.text(taking.nanosUntil(window, limit)));
    }
}
