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

    private static final RateUnit[] KINDS = RateUnit.values();

    private RateHeaders() {}

    /**
     * Headers of the tightest window of each kind; none of a kind without limits. The limit is what may be taken at once:
     * the window's allowance, or its burst.
     */
    static Map<String, String> of(List<BucketTake> takes) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (RateUnit kind : KINDS) {
            BucketTake tightest = tightest(takes, kind);
            if (tightest != null) {
                add(tightest, headers);
            }
        }
        return headers;
    }

    private static BucketTake tightest(List<BucketTake> takes, RateUnit kind) {
        BucketTake tightest = null;
        for (BucketTake taking : takes) {
            if (taking.meter().kind() == kind
                    && (tightest == null || taking.share(taking.tightest()) < tightest.share(tightest.tightest()))) {
                tightest = taking;
            }
        }
        return tightest;
    }

    private static void add(BucketTake taking, Map<String, String> headers) {
        int window = taking.tightest();
        long limit = taking.bandwidth(window).getCapacity();
        RateUnit kind = taking.meter().kind();
        headers.put(kind.limitHeader(), Long.toString(limit));
        headers.put(kind.remainingHeader(), Long.toString(taking.remaining(window)));
        headers.put(kind.resetHeader(), ShortDuration.text(taking.nanosUntil(window, limit)));
    }
}
