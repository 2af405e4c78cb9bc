package dev.serai.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * How many requests or tokens may be used over time. Each window is refilled continuously: with 60 a minute, one comes
 * back each second; whoever starts with a full window may so use up to twice its limit within the first one.
 *
 * @param minute within a minute, or null for any amount
 * @param hour within an hour, or null for any amount
 * @param day within a day, or null for any amount
 * @param burst how much of the shortest window given may be taken at once, or null for the whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rates(Long minute, Long hour, Long day, Long burst) {

    boolean unlimited() {
        return minute == null && hour == null && day == null;
    }

    /** What may be used within a window, or null for any amount. */
    Long limit(Window window) {
        return switch (window) {
            case MINUTE -> minute;
            case HOUR -> hour;
            case DAY -> day;
        };
    }

    /** The windows that limit, the shortest first. */
    List<Window> windows() {
        return Arrays.stream(Window.values())
                .filter(window -> limit(window) != null)
                .toList();
    }

    /** The most that can ever be taken at once. */
    long most() {
        return Math.min(Math.min(orAny(minute), orAny(hour)), Math.min(orAny(day), orAny(burst)));
    }

    private static long orAny(Long limit) {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    /** One bandwidth for each window, under the window's word: by it a changed limit finds what was used. */
    BucketConfiguration configuration() {
        ConfigurationBuilder configuration = BucketConfiguration.builder();
        Long burstOfShortest = burst;
        for (Window window : windows()) {
            long limit = limit(window);
            configuration.addLimit(Bandwidth.builder()
                    .capacity(burstOfShortest == null ? limit : Math.min(burstOfShortest, limit))
                    .refillGreedy(limit, window.length())
                    .id(window.word())
                    .build());
            burstOfShortest = null;
        }
        return configuration.build();
    }

    /** Adds a sentence where its members do not go together. */
    void check(String path, List<String> problems) {
        if (burst != null && unlimited()) {
            problems.add(path + ".burst needs a minute, hour or day of which it is a part");
        } else if (burst != null && burst > limit(windows().get(0))) {
            problems.add(path + ".burst must be at most " + path + "."
                    + windows().get(0).word());
        }
    }
}
