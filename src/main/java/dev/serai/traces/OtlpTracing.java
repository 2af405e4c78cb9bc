package dev.serai.traces;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.log.SafeText;
import dev.serai.time.Survival;
import dev.serai.usage.EndedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Set;
import org.apache.camel.Message;

/**
 * Decides at a request's beginning whether spans are made of it, and by which ids. A request that is not sampled costs that
 * decision and no more.
 */
final class OtlpTracing extends Tracing {

    /** More than any path that is served. */
    private static final int LONGEST_PATH = 256;

    /** A route that restricts none may be asked by any word. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final OtlpSetup setup;
    private final Sampler sampler;
    private final Propagation propagation;
    private final Content content;
    private final RequestSpans spans;

    private OtlpTracing(OtlpSetup setup, Propagation propagation, Content content) {
        this.setup = setup;
        this.sampler = setup.sampler();
        this.propagation = propagation;
        this.content = content;
        this.spans = new RequestSpans(setup.tracer(), setup.ids(), content);
    }

    /** Has spans be sent from now on, as the variables have it. */
    static OtlpTracing begin(OtelVariables variables, Content content, MeterRegistry meters) {
        OtlpSetup setup = new OtlpSetup(variables);
        setup.addTo(meters);
        return new OtlpTracing(setup, new Propagation(variables.propagators()), content);
    }

    @Override
    public void begin(Call call, Origin origin) {
        try {
            trace(call, origin);
        } catch (RuntimeException | Error e) { // a sampler may be anybody's: no request fails by it
            Survival.note("The beginning of a trace", e);
        }
    }

    @Override
    void ended(EndedRequest request) {
        RequestTrace trace = RequestTrace.sampledOf(request.call());
        if (trace != null) {
            spans.end(request, trace);
        }
    }

    @Override
    public void close() {
        setup.close();
    }

    OtlpSetup setup() {
        return setup;
    }

    private void trace(Call call, Origin origin) {
        SpanContext parent =
                origin.within() instanceof RequestTrace whole ? whole.context() : propagation.parent(origin);
        String id = parent.isValid() ? parent.getTraceId() : RequestTrace.newTrace();
        SamplingResult decided = decided(parent, id, origin.route());
        boolean sampled = decided.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
        RequestTrace.Headers headers = new RequestTrace.Headers(
                propagation.tellsProviders(),
                Propagation.text(decided.getUpdatedTraceState(parent.getTraceState())),
                propagation.baggage(origin));
        if (!sampled) {
            call.attempts().timeline().trace(new RequestTrace(id, null, parent, false, headers, null, null));
            return;
        }
        AnswerFacts answer = new AnswerFacts();
        call.attempts()
                .timeline()
                .trace(new RequestTrace(id, RequestTrace.newSpan(), parent, true, headers, asked(origin), answer));
        call.hooks().beforeTranslation(message -> watch(call, message, answer));
        call.hooks().beforeAnswer(message -> {
            if (call.hooks().format() == null) {
                watch(call, message, answer);
            }
        });
    }

    private SamplingResult decided(SpanContext parent, String id, String name) {
        Context context = parent.isValid() ? Context.root().with(Span.wrap(parent)) : Context.root();
        return sampler.shouldSample(context, id, name, SpanKind.SERVER, Attributes.empty(), List.of());
    }

    /** Vectors, images and sound say nothing of themselves, and are many. */
    private void watch(Call call, Message message, AnswerFacts answer) {
        if (call.asked() == null || !call.asked().isText()) {
            return;
        }
        try {
            answer.watch(message, content.isOf(Caller.of(message.getExchange())));
        } catch (RuntimeException | Error e) { // no answer fails by it
            Survival.note("The look at an answer", e);
        }
    }

    private static RequestTrace.Asked asked(Origin origin) {
        List<String> agents = origin.headers("User-Agent");
        return new RequestTrace.Asked(
                origin.method().isEmpty() || METHODS.contains(origin.method()) ? origin.method() : Names.OTHER_METHOD,
                origin.route(),
                origin.path().equals(origin.route()) ? origin.route() : SafeText.line(origin.path(), LONGEST_PATH),
                origin.scheme(),
                origin.client(),
                agents.isEmpty() ? null : SafeText.line(agents.get(0), LONGEST_PATH));
    }
}
