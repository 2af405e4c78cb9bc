package dev.serai.traces;

import dev.serai.call.Call;
import io.prometheus.metrics.tracer.common.SpanContext;

/**
 * The span of the request that ends on this thread, while its meters are recorded: exemplars lead from a figure to a trace
 * that was kept.
 */
final class CurrentSpan implements SpanContext {

    private record Ids(String trace, String span, boolean background) {}

    private static final ThreadLocal<Ids> ENDING = new ThreadLocal<>();

    /** The meters of this request are recorded from now on, on this thread. */
    void begins(Call call) {
        if (call.attempts().timeline().trace() instanceof RequestTrace trace && trace.sampled()) {
            ENDING.set(new Ids(trace.id(), trace.span(), trace.asked().method().isEmpty()));
        }
    }

    /** They have been. */
    void ends() {
        ENDING.remove();
    }

    /** They have been, if it came by no connection that has meters of its own. */
    void endsInBackground() {
        Ids now = ENDING.get();
        if (now != null && now.background()) {
            ends();
        }
    }

    @Override
    public String getCurrentTraceId() {
        Ids now = ENDING.get();
        return now == null ? null : now.trace();
    }

    @Override
    public String getCurrentSpanId() {
        Ids now = ENDING.get();
        return now == null ? null : now.span();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return ENDING.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
}
