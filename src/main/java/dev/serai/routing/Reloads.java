package dev.serai.routing;

import dev.serai.events.Events;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;

/**
 * Makes files into the serving generation, or refuses them whole and says why. One at a time. The first generation is
 * loaded before the server accepts its first connection; without one there is no start.
 */
public final class Reloads implements SmartLifecycle {

    private static final int SHOWN_CHANGES = 5;

    private final GenerationLoader loader;
    private final Generations generations;
    private final GenerationFolders folders;
    private final StartLimit limit;
    private final ReloadMetrics metrics;
    private final ReloadEvents events;
    private int loaded;
    private volatile Generation previous;
    private volatile Refusal refused;
    private volatile String handled = "";

    Reloads(
            GenerationLoader loader,
            Generations generations,
            GenerationFolders folders,
            StartLimit limit,
            MeterRegistry meters,
            Events events) {
        this.loader = loader;
        this.generations = generations;
        this.folders = folders;
        this.limit = limit;
        this.metrics = new ReloadMetrics(meters, generations, this);
        this.events = new ReloadEvents(events);
    }

    /** The last candidate, if it was refused and nothing better came since. */
    public Refusal refused() {
        return refused;
    }

    /** The generation that a rollback would bring back, or null. */
    Generation previous() {
        return previous;
    }

    /** The state of the folders that was last made to serve, or refused: it is not tried again. */
    String handled() {
        return handled;
    }

    /**
     * Reads the folders and makes them serve.
     *
     * @param cause why, for people
     * @return the reasons if they may not serve; the generation that serves is then untouched
     */
    public synchronized Optional<Refusal> reload(String cause) {
        return offer(folders.read(), cause);
    }

    /** The same for folders that were read already. */
    synchronized Optional<Refusal> offer(GenerationFolders.Reading reading, String cause) {
        handled = reading.state();
        Optional<Refusal> refusal = reading.files() == null
                ? Optional.of(refusal(null, cause, List.of(reading.unreadable())))
                : serve(reading.files(), cause);
        refused = refusal.orElse(null);
        return refusal;
    }

    private Optional<Refusal> serve(GenerationFiles files, String cause) {
        Generation old = generations.serving();
        if (old == null) {
            return replace(files, cause);
        }
        List<String> changes = files.changesSince(old.files());
        return changes.isEmpty() ? Optional.empty() : replace(files, cause + ": " + summary(changes));
    }

    /**
     * Brings the generation before this one back, from its files as they were; it serves until the folders change.
     *
     * @return the reasons if it may not serve any more
     * @throws ApiException 409 if there is none to go back to
     */
    public synchronized Optional<Refusal> rollback() {
        Generation back = previous;
        if (back == null) {
            throw new ApiException(
                    409,
                    "invalid_request_error",
                    "no_previous_generation",
                    null,
                    "There is no generation to go back to");
        }
        return replace(back.files(), "rollback to generation " + back.number());
    }

    /** Makes the files that serve serve anew, with keys that were replaced; what a rollback brings back stays. */
    synchronized Optional<Refusal> renew(String cause) {
        Generation back = previous;
        Optional<Refusal> refusal = replace(generations.serving().files(), cause);
        previous = back;
        return refusal;
    }

    /** What is wrong with these files, as far as that is seen without running any of it. Nothing changes. */
    public List<Problem> check(GenerationFolders.Reading reading) {
        generations.kept().loads();
        try {
            return reading.files() == null
                    ? List.of(reading.unreadable())
                    : limit.apply(() -> loader.check().of(reading.files()), late -> {});
        } catch (InvalidFilesException e) { // it took too long
            return e.problems();
        } finally {
            generations.kept().loaded();
        }
    }

    private Optional<Refusal> replace(GenerationFiles files, String cause) {
        long begun = System.nanoTime();
        int number = loaded + 1;
        Generation next;
        generations.kept().loads();
        try {
            Generation old = generations.serving();
            next = old == null
                    ? loader.load(number, files, cause) // there is nothing yet that a slow start could hold up
                    : limit.apply(() -> loader.load(number, files, cause), Generation::stop);
            swap(next);
            loaded = number;
            previous = old;
        } catch (InvalidFilesException e) {
            return Optional.of(refusal(files.digest(), cause, e.problems()));
        } finally {
            generations.kept().loaded();
        }
        metrics.swapped(System.nanoTime() - begun, files.digest());
        events.serves(next, (System.nanoTime() - begun) / 1_000_000);
        return Optional.empty();
    }

    private void swap(Generation next) {
        try {
            generations.swap(next);
        } catch (Exception | Error e) {
            next.stop();
            throw new InvalidFilesException(
                    List.of(new Problem(GenerationFiles.ROUTES, 0, "a source could not be started: " + Reason.of(e))),
                    e);
        }
    }

    private Refusal refusal(String digest, String cause, List<Problem> problems) {
        Refusal refusal = new Refusal(digest, Instant.now(), cause, problems);
        metrics.refused();
        events.refused(refusal, generations.serving());
        return refusal;
    }

    private static String summary(List<String> changes) {
        String shown = changes.stream().limit(SHOWN_CHANGES).collect(Collectors.joining(", "));
        int more = changes.size() - SHOWN_CHANGES;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    @Override
    public void start() {
        reload("start").ifPresent(refusal -> {
            throw new InvalidFilesException(refusal.problems());
        });
        events.begins(generations.serving());
    }

    @Override
    public void stop() {
        generations.close();
    }

    @Override
    public boolean isRunning() {
        return generations.serving() != null;
    }

    /** Before the web server opens its port, and after it has closed it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
