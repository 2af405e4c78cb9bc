package dev.serai.delivery;

import dev.serai.call.Call;
import dev.serai.events.Event;
import dev.serai.time.Rounds;
import dev.serai.time.Survival;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Memory;
import dev.serai.wire.Reason;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an event route, one event after the other, on a thread of its own. What it fails with is tried again where the source
 * insists, after a pause that grows, and those behind wait; else it is passed over, and counted.
 */
final class EventConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** What waits when the gateway stops is still told, as far as that goes in this time. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** Where things are sent may be silent for however long: a new start of this process would not help. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private static final long PATIENCE_MILLIS = 1000;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Source source;
    private final Feeds feeds;
    private Feeds.Turn turn;
    private Counter delivered;
    private Counter failed;
    private Redaction redaction;
    private Thread thread;
    private volatile long stopNanos;
    private volatile boolean stopping;
    private long pauseNanos;
    private long toldNanos;
    private boolean failing;

    EventConsumer(Endpoint endpoint, Processor processor, Source source, Feeds feeds) {
        super(endpoint, processor);
        this.source = source;
        this.feeds = feeds;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        redaction = Redaction.of(getEndpoint().getCamelContext(), source.redact());
        turn = feeds.join(getRouteId(), source);
        delivered = feeds.delivered(getRouteId());
        failed = feeds.failed(getRouteId());
        thread = Rounds.begin("events-" + getRouteId(), LONGEST, this::round).thread();
    }

    /** Lets the route end what it is at. One of the next generation goes on; else what waits is told first. */
    @Override
    protected void doStop() throws Exception {
        stopNanos = System.nanoTime();
        stopping = true;
        if (thread != null) {
            LockSupport.unpark(thread);
            if (!turn.isFollowed()) {
                thread.join(LAST_WORDS.toMillis());
            }
        }
        super.doStop();
    }

    /** What it is at was waited for: where that does not end, others go on. */
    @Override
    protected void doShutdown() throws Exception {
        if (thread != null) {
            thread.join(PATIENCE_MILLIS);
            thread.interrupt();
            thread.join(PATIENCE_MILLIS);
            turn.end();
        }
        super.doShutdown();
    }

    /** Tells an event, if there is one; false after the last. */
    private boolean round() {
        boolean more = !stopping;
        try {
            more = step();
            return more;
        } finally {
            if (!more) {
                turn.end();
            }
        }
    }

    private boolean step() {
        Feed feed = turn.feed();
        Event event = feed == null ? null : feed.next();
        if (event != null) {
            tell(feed, event);
        } else if (feed != null) {
            feed.rest();
        }
        return goesOn(event != null);
    }

    private boolean goesOn(boolean told) {
        if (stopping) {
            boolean inTime = System.nanoTime() - stopNanos < LAST_WORDS.toNanos();
            return told && pauseNanos == 0 && inTime && !turn.isFollowed();
        }
        if (!told || pauseNanos > 0) {
            LockSupport.parkNanos(told ? pauseNanos : LOOK_NANOS);
        }
        return true;
    }

    private void tell(Feed feed, Event event) {
        Throwable failure = run(event);
        if (turn.feed() == null) {
            return; // it took so long that another one goes on
        }
        if (failure == null) {
            delivered.increment();
            if (failing) {
                failing = false;
                LOG.info("{} takes events again", getRouteId());
            }
        } else {
            failed.increment();
            failed(failure, feed.insists());
        }
        if (failure == null || !feed.insists()) {
            feed.done();
            pauseNanos = 0;
        } else {
            pauseNanos = Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, 2 * pauseNanos));
        }
    }

    private void failed(Throwable failure, boolean again) {
        long now = System.nanoTime();
        if (toldNanos == 0 || now - toldNanos > SILENCE_NANOS) {
            toldNanos = now;
            failing = true;
            LOG.warn(
                    "{} failed with an event{}: {}",
                    getRouteId(),
                    again ? " and tries it again, those behind it wait" : ", which is lost",
                    Reason.of(failure));
        }
    }

    /** What the route threw, whatever that is; null if it took the event. */
    private Throwable run(Event event) {
        Exchange exchange = createExchange(false);
        try {
            Call call = new Call(exchange.getExchangeId(), Memory.UNCOUNTED);
            call.asked(ApiRequest.models()); // transforms want to know what was
            exchange.setVariable(Call.VARIABLE, call);
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            exchange.getMessage().setBody(redaction.of(event).toString());
            getProcessor().process(exchange);
            return exchange.getException();
        } catch (Exception | Error e) {
            Survival.saw(e);
            return e;
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
