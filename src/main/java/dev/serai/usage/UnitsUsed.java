package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Attempt;
import dev.serai.prices.Units;
import dev.serai.wire.Extent;

/**
 * What an attempt used that is no token. What its provider reports is believed as far as the request can have led to it;
 * else it is what the request asks for.
 */
final class UnitsUsed {

    private static final double MILLIS = 1000;
    private static final double NONE = -1;

    private UnitsUsed() {}

    /** Of one that its provider may charge for. */
    static Units of(Attempt attempt) {
        Extent extent = Extent.of(attempt.request());
        if (extent.equals(Extent.NONE)) {
            return Units.NONE;
        }
        JsonNode usage = attempt.usage();
        return new Units(
                believed(usage, "images", 1, extent.images(), extent.images()),
                extent.characters(),
                believed(usage, "seconds", MILLIS, extent.mostMilliseconds(), extent.milliseconds()),
                believed(usage, "search_units", 1, extent.mostSearches(), extent.searches()),
                believed(usage, "video_seconds", MILLIS, extent.mostVideoMs(), extent.videoMs()));
    }

    private static long believed(JsonNode usage, String name, double factor, long most, long otherwise) {
        JsonNode count = usage == null ? null : usage.get(name);
        double reported = count == null || !count.isNumber() ? NONE : count.doubleValue() * factor;
        return reported > 0 && reported <= most ? Math.round(reported) : otherwise;
    }

    /** What a request is going to use. */
    static Units likely(Extent extent) {
        return new Units(
                extent.images(), extent.characters(), extent.milliseconds(), extent.searches(), extent.videoMs());
    }

    /** What it can use at most. */
    static Units most(Extent extent) {
        return new Units(
                extent.images(),
                extent.characters(),
                extent.mostMilliseconds(),
                extent.mostSearches(),
                extent.mostVideoMs());
    }
}
