package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.ApiException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Threads that ask for turns. */
final class Callers {

    private static final long LIMIT_SECONDS = 30;

    private final Slots slots;

    Callers(Slots slots) {
        this.slots = slots;
    }

    /** Asks for a turn that is there at once. */
    Slot take(String project) throws Exception {
        return ends(ask(project));
    }

    /** Asks in a thread of its own. */
    CompletableFuture<Slot> ask(String project) {
        CompletableFuture<Slot> asked = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                asked.complete(slots.take(project));
            } catch (ApiException | InterruptedException e) {
                asked.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return asked;
    }

    /** Asks, and returns when the request waits as well. */
    CompletableFuture<Slot> lineUp(String project) throws Exception {
        int before = slots.waiting();
        CompletableFuture<Slot> asked = ask(project);
        until(() -> slots.waiting() > before);
        return asked;
    }

    static Slot ends(CompletableFuture<Slot> asked) throws Exception {
        return asked.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** The refusal that the request comes to. */
    static ApiException refusal(CompletableFuture<Slot> asked) throws Exception {
        Throwable thrown = asked.handle((slot, e) -> e)
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .get();
        assertThat(thrown).isNotInstanceOf(CompletionException.class).isInstanceOf(ApiException.class);
        return (ApiException) thrown;
    }

    static void until(BooleanSupplier condition) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new TimeoutException("it never came to that");
            }
            Thread.sleep(1);
        }
    }
}
