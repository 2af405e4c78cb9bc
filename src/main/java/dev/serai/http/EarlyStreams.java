package dev.serai.http;

import dev.serai.call.Call;
import dev.serai.time.Watchdog;
import dev.serai.wire.ApiRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Which streams begin before anybody is asked: those whose conversation is made to fit for longer than this.
 *
 * @param patienceNanos since that began; negative for none
 */
public record EarlyStreams(Watchdog watchdog, Executor writers, KeepAlives keepAlives, long patienceNanos) {

    /** Has a call's stream begin when it is time; gives what ends that, and says whether it has begun. */
    BooleanSupplier of(Call call, HttpServletResponse response, Client client) {
        if (patienceNanos < 0) {
            return () -> false;
        }
        EarlyStream[] begun = new EarlyStream[1];
        call.hooks().progress().whenCondensing(() -> {
            if (begun[0] == null && isAsked(call.asked())) {
                begun[0] = new EarlyStream(this, call, response, client);
                watchdog.watch(begun[0]);
            }
        });
        return () -> begun[0] != null && begun[0].end();
    }

    /** Where the address asks for it, not the body, it may be no stream of events. */
    private static boolean isAsked(ApiRequest asked) {
        return asked.stream() && asked.said() != null && asked.said().get("stream") != null;
    }
}
