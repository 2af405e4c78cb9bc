package dev.serai.traces;

import dev.serai.call.Attempt;
import dev.serai.call.AttemptOutcome;
import dev.serai.call.TimedAttempt;
import dev.serai.usage.EndedRequest;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes the span of an attempt, which is GenAI's span of a client that asks a model. */
final class AttemptSpans {

    private static final Map<String, String> OPERATIONS =
            Map.of("chat", "chat", "completions", "text_completion", "embeddings", "embeddings");
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Tracer tracer;
    private final GivenIds ids;
    private final Content content;

    AttemptSpans(Tracer tracer, GivenIds ids, Content content) {
        this.tracer = tracer;
        this.ids = ids;
        this.content = content;
    }

    /**
     * Makes it.
     *
     * @param number of the attempt, from 1
     * @param within the request's own span
     */
    void end(
            EndedRequest ended, RequestTrace trace, TimedAttempt attempt, int number, Context within, Moments moments) {
        ApiRequest request = inOpenAisWords(
                attempt.attempt() == null
                        ? ended.call().asked()
                        : attempt.attempt().request());
        Span span = ids.start(
                begun(attempt, request.operation(), within, moments).setAttribute(Names.NUMBER, (long) number),
                trace.id(),
                attempt.span() == null ? RequestTrace.newSpan() : attempt.span());
        RequestFacts.describe(span, attempt.target(), request);
        if (content.isOf(ended.caller())) {
            span.setAttribute(Names.INPUT, PromptText.of(request));
        }
        if (attempt.attempt() != null) {
            answer(span, ended, attempt.attempt(), trace.answer());
        }
        outcome(span, ended, attempt, moments);
        long end = attempt.endedNanos() == 0 ? System.nanoTime() : attempt.endedNanos();
        span.end(moments.of(end), TimeUnit.NANOSECONDS);
    }

    /** What went to a provider as its client said it is described like all others. */
    private static ApiRequest inOpenAisWords(ApiRequest request) {
        if (!request.isAsSaid()) {
            return request;
        }
        try {
            return request.original().chat();
        } catch (ApiException e) { // only its own format can say it
            return request;
        }
    }

    private SpanBuilder begun(TimedAttempt attempt, String asked, Context within, Moments moments) {
        String operation = OPERATIONS.getOrDefault(asked, asked);
        String model = Content.line(attempt.target().model());
        return tracer.spanBuilder(operation + " " + model)
                .setParent(within)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(moments.of(attempt.beganNanos()), TimeUnit.NANOSECONDS)
                .setAttribute(Names.OPERATION, operation)
                .setAttribute(Names.PROVIDER, attempt.target().provider().telemetryName())
                .setAttribute(Names.MODEL, model)
                .setAttribute(Names.TARGET, Content.line(attempt.target().id()))
                .setAttribute(Names.WAY, attempt.way().word());
    }

    private static void answer(Span span, EndedRequest ended, Attempt attempt, AnswerFacts facts) {
        if (attempt != ended.call().attempts().last()) {
            Tokens.of(attempt.usage()).describe(span);
            return;
        }
        Tokens.of(ended.record()).describe(span);
        span.setAttribute(Names.RESPONSE_ID, Content.line(facts.id()));
        span.setAttribute(Names.RESPONSE_MODEL, Content.line(facts.model()));
        if (!facts.reasons().isEmpty()) {
            List<String> reasons = new ArrayList<>(facts.reasons());
            reasons.replaceAll(Content::line);
            span.setAttribute(Names.FINISH, reasons);
        }
        span.setAttribute(Names.OUTPUT, facts.messages());
    }

    private static boolean isLast(TimedAttempt attempt, EndedRequest ended) {
        return attempt.endedNanos() == 0
                || attempt.attempt() == ended.call().attempts().last();
    }

    private static void outcome(Span span, EndedRequest ended, TimedAttempt attempt, Moments moments) {
        if (attempt.firstContentNanos() != 0) {
            span.setAttribute(Names.FIRST, (attempt.firstContentNanos() - attempt.beganNanos()) / NANOS);
            span.addEvent("serai.first_token", moments.of(attempt.firstContentNanos()), TimeUnit.NANOSECONDS);
        }
        AttemptOutcome outcome = AttemptOutcome.of(attempt, ended.record().aborted() && isLast(attempt, ended));
        span.setAttribute(Names.OUTCOME, outcome.word());
        if (outcome == AttemptOutcome.OVERTAKEN || outcome == AttemptOutcome.LEFT) { // we have broken it off
            return;
        }
        span.setAttribute(Names.STATUS, (long) attempt.status());
        if (outcome == AttemptOutcome.ANSWERED) {
            return;
        }
        String error = attempt.error() == null ? String.valueOf(attempt.status()) : Content.line(attempt.error());
        span.setAttribute(Names.ERROR, error);
        span.setStatus(StatusCode.ERROR, error);
        span.addEvent(
                "gen_ai.client.operation.exception",
                Attributes.of(Names.EXCEPTION, error),
                moments.of(attempt.endedNanos()),
                TimeUnit.NANOSECONDS);
    }
}
