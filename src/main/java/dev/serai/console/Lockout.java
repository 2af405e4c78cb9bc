package dev.serai.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Addresses from which too much was tried of late to log in. */
@Component
final class Lockout {

    private static final int MOST_FAILURES = 10;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** How often an address has failed. */
    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    boolean holds(HttpServletRequest request) {
        AtomicInteger failed = failures.getIfPresent(request.getRemoteAddr());
        return failed != null && failed.get() >= MOST_FAILURES;
    }

    void count(HttpServletRequest request) {
        failures.get(request.getRemoteAddr(), address -> new AtomicInteger()).incrementAndGet();
    }
}
