package dev.serai.traces;

import dev.serai.call.Call;
import dev.serai.call.TimedAttempt;
import dev.serai.usage.EndedRequest;
import dev.serai.usage.UsageRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes the spans of a request that has ended: its own, and one for each attempt to answer it. */
final class RequestSpans {

    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final Tracer tracer;
    private final GivenIds ids;
    private final AttemptSpans attempts;

    RequestSpans(Tracer tracer, GivenIds ids, Content content) {
        this.tracer = tracer;
        this.ids = ids;
        this.attempts = new AttemptSpans(tracer, ids, content);
    }

    void end(EndedRequest ended, RequestTrace trace) {
        Call call = ended.call();
        Moments moments = new Moments(call.started());
        Span span = ids.start(begun(trace, moments), trace.id(), trace.span());
        describe(span, ended);
        Context within = Context.root().with(span);
        List<TimedAttempt> timeline = ended.attempts();
        for (int i = 0; i < timeline.size(); i++) {
            TimedAttempt attempt = timeline.get(i);
            if (attempt.skipped()) {
                skipped(span, attempt, moments);
            } else {
                attempts.end(ended, trace, attempt, i + 1, within, moments);
            }
        }
        span.end(moments.of(System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private SpanBuilder begun(RequestTrace trace, Moments moments) {
        RequestTrace.Asked asked = trace.asked();
        boolean http = !asked.method().isEmpty();
        String method = asked.method().equals(Names.OTHER_METHOD) ? "HTTP" : asked.method();
        SpanBuilder span = tracer.spanBuilder(http ? method + " " + asked.route() : asked.route())
                .setSpanKind(http ? SpanKind.SERVER : SpanKind.INTERNAL)
                .setStartTimestamp(moments.began(), TimeUnit.NANOSECONDS);
        if (http) {
            span.setAttribute(Names.METHOD, asked.method())
                    .setAttribute(Names.ROUTE, asked.route())
                    .setAttribute(Names.PATH, asked.path())
                    .setAttribute(Names.SCHEME, asked.scheme())
                    .setAttribute(Names.CLIENT, asked.client())
                    .setAttribute(Names.AGENT, asked.agent());
        }
        SpanContext parent = trace.parent();
        return parent.isValid() ? span.setParent(Context.root().with(Span.wrap(parent))) : span.setNoParent();
    }

    private static void describe(Span span, EndedRequest ended) {
        UsageRecord record = ended.record();
        span.setAttribute(Names.STATUS, (long) record.status())
                .setAttribute(Names.REQUEST_ID, record.requestId())
                .setAttribute(Names.PROJECT, record.project())
                .setAttribute(Names.TOKEN, record.token())
                .setAttribute(Names.ASKED_MODEL, Content.line(record.alias()))
                .setAttribute(Names.ATTEMPTS, (long) record.attempts())
                .setAttribute(Names.OVERHEAD, record.overheadMs() / MILLIS);
        if (ended.total() != null) {
            span.setAttribute(Names.COST, ended.total().doubleValue());
        }
        if (record.aborted()) {
            span.setAttribute(Names.CLIENT_LEFT, true);
        } else if (record.failed()) {
            String error = record.error() == null ? Integer.toString(record.status()) : Content.line(record.error());
            span.setAttribute(Names.ERROR, error);
            if (!record.faultOfCaller()) {
                span.setStatus(StatusCode.ERROR, error);
            }
        }
    }

    /** Who was left alone was asked nothing, and has no span. */
    private static void skipped(Span span, TimedAttempt attempt, Moments moments) {
        Attributes why = Attributes.builder()
                .put(Names.TARGET, Content.line(attempt.target().id()))
                .put(Names.WAY, attempt.way().word())
                .put(Names.ERROR, Content.line(attempt.error()))
                .build();
        span.addEvent("serai.attempt.skipped", why, moments.of(attempt.beganNanos()), TimeUnit.NANOSECONDS);
    }
}
