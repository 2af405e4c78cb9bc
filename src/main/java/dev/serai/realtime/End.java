package dev.serai.realtime;

import dev.serai.call.Duplex;
import dev.serai.time.Survival;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The end of a session, as its client is told. */
record End(int code, String reason) {

    /** <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1">Codes.</a> */
    static final int NORMAL = 1000;

    static final int GOING_AWAY = 1001;
    static final int POLICY = 1008;
    static final int FAILED = 1011;

    private static final int NO_STATUS = 1005;
    private static final int BROKEN = 1006;
    private static final int LAST_DEFINED = 1013;
    private static final int LEAST_OWN = 3000;
    private static final int LAST_OWN = 4999;
    private static final int LONGEST_REASON = 120;
    private static final int PATIENCE_SECONDS = 2;

    /** What a provider's code is to its client: some say that there was none. */
    static int code(int said) {
        if (said == NO_STATUS) {
            return NORMAL;
        }
        boolean defined = said >= NORMAL && said <= LAST_DEFINED && said != BROKEN && said != NO_STATUS - 1;
        return defined || (said >= LEAST_OWN && said <= LAST_OWN) ? said : FAILED;
    }

    /** Tells both sides, and drops who does not listen. */
    void of(ClientSide client, Duplex provider, Sessions sessions, CompletableFuture<Void> gone) {
        CompletableFuture<Void> here = new CompletableFuture<>();
        CompletableFuture<Void> there = new CompletableFuture<>();
        run(sessions, here, () -> tell(client, this));
        run(sessions, there, () -> bye(provider));
        var unused = there.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).whenComplete((done, late) -> {
            provider.abort();
            var unusedToo = here.whenComplete((told, failed) -> gone.complete(null));
        });
    }

    private static void run(Sessions sessions, CompletableFuture<Void> done, Runnable action) {
        Runnable told = () -> {
            try {
                action.run();
            } finally {
                done.complete(null);
            }
        };
        try {
            sessions.run(told);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the gateway stops, say: this is still to be said
            if (!Survival.of("The end of a session", () -> begin(told))) {
                done.complete(null);
            }
        }
    }

    private static void begin(Runnable told) {
        Thread thread = new Thread(told, "realtime-end");
        thread.setDaemon(true);
        thread.start();
    }

    private static void bye(Duplex provider) {
        try {
            provider.bye(NORMAL);
        } catch (IOException e) {
            provider.abort(); // it has gone already
        }
    }

    /** Tells the client. */
    static void tell(ClientSide client, End end) {
        try {
            client.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(end.code), end.shortened()));
        } catch (IOException | RuntimeException e) {
            Survival.note("The end of a session", e);
        }
    }

    /** So many bytes may be told. */
    private String shortened() {
        int end = Math.min(reason.length(), LONGEST_REASON);
        while (reason.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            end--;
        }
        return reason.substring(0, end > 0 && Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end);
    }
}
