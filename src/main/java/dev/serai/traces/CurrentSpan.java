package dev.serai.traces;

import dev.serai.call.Call;
import io.prometheus.metrics.tracer.common.SpanContext;

/**
 * The span of the request that ends on this thread, while its meters are recorded: exemplars lead from a figure to a trace
 * that was kept.
 */
final class CurrentSpan implements SpanContext {

    private record Ids(String trace, String span) {}

    private static final ThreadLocal<Ids> ENDING = new ThreadLocal<>();

    /** The meters of this request are recorded from now on, on this thread. */
    void begins(Call call) {
        RequestTrace trace = RequestTrace.sampledOf(call);
        if (trace != null) {
            ENDING.set(new Ids(trace.id(), trace.span()));
        }
    }

    /** They have been. */
    void ends() {
        ENDING.remove();
    }

    /** They have been, if it came by no connection that has meters of its own. */
    void endsInBackground(Call call) {
        RequestTrace trace = RequestTrace.sampledOf(call);
        if (trace != null && trace.isOfBackground()) { // most are not sampled, and set nothing
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
