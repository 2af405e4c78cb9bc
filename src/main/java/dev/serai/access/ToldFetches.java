package dev.serai.access;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.serai.wire.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how often an issuer's keys could not be had, and says why: once for each reason, for they are asked for again and again. */
final class ToldFetches implements ResourceRetriever {

    private static final Logger LOG = LoggerFactory.getLogger(ToldFetches.class);

    private final ResourceRetriever keys;
    private final Counter failed;
    private String trouble;

    ToldFetches(ResourceRetriever keys, MeterRegistry meters) {
        this.keys = keys;
        this.failed = Counter.builder("serai.jwt.key.fetches.failed")
                .description("Fetches of the issuer's keys that gave none; those that are known serve on")
                .register(meters);
    }

    @Override
    public Resource retrieveResource(URL address) throws IOException {
        try {
            Resource set = keys.retrieveResource(address);
            tell(null);
            return set;
        } catch (IOException e) {
            failed.increment();
            tell(Reason.of(e));
            throw e;
        }
    }

    private synchronized void tell(String reason) {
        if (reason != null && !reason.equals(trouble)) {
            LOG.warn(
                    "The issuer's keys cannot be had: {}. Those that are known serve on, {} h at most",
                    reason,
                    IssuerKeys.OUTAGE.toHours());
        } else if (reason == null && trouble != null) {
            LOG.info("The issuer gives its keys again");
        }
        trouble = reason;
    }
}
