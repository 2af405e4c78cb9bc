package dev.serai.alerts;

import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The shared book while the database answers, and this process's own while it does not: alerts fire all the same, of each
 * replica by itself. What the own one has meanwhile goes into the shared one when that is back, so that nobody is told twice.
 */
final class Books implements Book, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Books.class);

    /** An alert does not wait longer for a database that is silent. */
    private static final long PATIENCE_MILLIS = 3000;

    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final int THREADS = 4;
    /** Questions that wait, of as many alerts. */
    private static final int MOST = 100;

    private final Book shared;
    private final MemoryBook own = new MemoryBook();
    private final Clock clock;
    private final ThreadPoolExecutor asking;
    private volatile Instant awayUntil = Instant.MIN;
    private volatile String trouble;

    Books(Book shared, Clock clock) {
        this.shared = shared;
        this.clock = clock;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("alerts-database-");
        threads.setDaemon(true);
        this.asking =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST), threads);
        asking.allowCoreThreadTimeOut(true);
    }

    /** Why the shared one is not in use; null if it is. */
    String trouble() {
        return trouble;
    }

    /** Forgets what is known here of other alerts. */
    void retain(Set<String> alerts) {
        own.retain(alerts);
    }

    @Override
    public List<Standing> standings(String alert) {
        return ask(
                book -> {
                    if (book == shared) {
                        settle(alert);
                    }
                    return book.standings(alert);
                },
                known -> own.replace(alert, known));
    }

    @Override
    public boolean add(Standing standing) {
        return ask(book -> book.add(standing), added -> {
            if (added) {
                own.put(standing);
            }
        });
    }

    @Override
    public boolean change(Standing from, Standing to) {
        return ask(book -> book.change(from, to), changed -> {
            if (changed) {
                own.put(to);
            }
        });
    }

    @Override
    public void remove(Standing standing) {
        ask(
                book -> {
                    book.remove(standing);
                    return true;
                },
                removed -> own.forget(standing));
    }

    @Override
    public void find(String alert, Map<Map<String, String>, Double> findings, Instant now) {
        ask(
                book -> {
                    book.find(alert, findings, now);
                    return true;
                },
                found -> own.find(alert, findings, now));
    }

    @Override
    public Map<Map<String, String>, Double> own(String alert) {
        return ask(book -> book.own(alert), known -> {});
    }

    @Override
    public Map<Map<String, String>, Double> others(String alert, Instant since) {
        return ask(book -> book.others(alert, since), known -> own.othersFind(alert, known));
    }

    /** Takes what was told while the database was away into it. */
    private void settle(String alert) {
        Map<Map<String, String>, Standing> unknown = own.unknown(alert);
        if (unknown.isEmpty()) {
            return;
        }
        for (Standing known : shared.standings(alert)) {
            if (unknown.containsKey(known.labels())) {
                Standing here = unknown.remove(known.labels());
                if (here == null) {
                    shared.remove(known);
                } else {
                    shared.change(known, here.mergedInto(known));
                }
            }
        }
        unknown.values().stream().filter(here -> here != null).forEach(shared::add);
        own.known(alert);
    }

    /**
     * Asks the shared book, or the own one.
     *
     * @param mirror takes what the shared one gave into the own one
     */
    private <T> T ask(Function<Book, T> question, Consumer<T> mirror) {
        if (!clock.instant().isBefore(awayUntil)) {
            try {
                T answer = inTime(() -> question.apply(shared));
                mirror.accept(answer);
                back();
                return answer;
            } catch (RuntimeException | Error e) { // alerts are what has to go on when nothing else does
                away(e);
            }
        }
        return question.apply(own);
    }

    private <T> T inTime(Supplier<T> question) {
        Future<T> answer = null;
        try {
            answer = asking.submit(question::get);
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false); // what waits need not be asked any more; to interrupt it would close H2's file
            throw new IllegalStateException("it is silent");
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("it is silent");
        } catch (ExecutionException e) {
            throw new IllegalStateException(Reason.of(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits for it any more", e);
        }
    }

    private void away(Throwable why) {
        Survival.saw(why);
        awayUntil = clock.instant().plus(AWAY);
        if (trouble == null) {
            LOG.warn("The database does not take what is known of alerts, which go on from memory: {}", Reason.of(why));
        }
        trouble = Reason.of(why);
    }

    private void back() {
        if (trouble != null) {
            LOG.info("The database takes what is known of alerts again");
            trouble = null;
        }
    }

    @Override
    public void close() {
        asking.shutdown();
    }
}
