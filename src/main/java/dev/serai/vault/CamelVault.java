package dev.serai.vault;

import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesFunction;

/** A vault that one of Camel's own functions asks: its jar has to be on the class path. */
final class CamelVault implements ValueSource {

    /** SDKs of clouds try again by themselves. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int DEEPEST = 10;

    private final String name;
    private final Supplier<CamelContext> context;
    private volatile CompletableFuture<String> asked = CompletableFuture.completedFuture("");

    /**
     * Asks for nothing yet.
     *
     * @param context that has the function; made when it is first asked for
     */
    CamelVault(String name, Supplier<CamelContext> context) {
        this.name = name;
        this.context = context;
    }

    /** Without a default: what cannot be asked for must not look like what is not there. */
    @Override
    public String read(String secret) throws Unread {
        if (!asked.isDone()) {
            throw Unread.away("the question before is still not answered");
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked = answer;
        Thread thread = new Thread(() -> ask(secret, answer), "vault-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return absent(e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            throw Unread.away("there was no answer within " + PATIENCE.toSeconds() + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unread.away("the wait for it was interrupted");
        }
    }

    private void ask(String secret, CompletableFuture<String> answer) {
        try {
            PropertiesFunction function = context.get().getPropertiesComponent().getPropertiesFunction(name);
            if (function == null) {
                answer.completeExceptionally(Unread.refused("Camel's component for {{" + name
                        + ":…}} is not on the class path: docs/providers.md says how it gets there"));
                return;
            }
            answer.complete(function.apply(secret));
        } catch (Throwable e) { // also of classes that are missing beside a jar
            Survival.saw(e);
            answer.completeExceptionally(e);
        }
    }

    /** SDKs name what is not there so, each its own way. */
    private static String absent(Throwable failure) throws Unread {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof Unread told) {
                throw told;
            }
            if (cause.getClass().getSimpleName().toLowerCase(Locale.ROOT).contains("notfound")) {
                return null;
            }
            cause = cause.getCause();
        }
        throw Unread.refused(Reason.of(failure));
    }
}
