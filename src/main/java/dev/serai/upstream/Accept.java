package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.breakers.Retryable;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.Deadlines;
import dev.serai.call.Duplex;
import dev.serai.call.PassedBody;
import dev.serai.call.UpstreamBody;
import dev.serai.provider.Provider;
import dev.serai.provider.UpstreamHeaders;
import dev.serai.stream.ProviderStream;
import dev.serai.stream.StreamErrors;
import dev.serai.stream.StreamFormat;
import dev.serai.stream.StreamTranslation;
import dev.serai.time.Watchdog;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.Operations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code accept}, inside the circuit breaker: takes what the provider answered as far as it decides whether the
 * call failed. A whole answer is read and checked to its end, a stream to its first event. Failures and refusals are
 * thrown: breakers and failover tell them apart.
 */
public final class Accept implements Processor {

    private final WholeAnswers whole;
    private final int most;
    private final Watchdog watchdog;
    private final StreamTranslations translations;
    private final Executor waiters;
    private final Duration patience;

    /**
     * Takes what it works with.
     *
     * @param waiters runs the wait for a stream's first event
     * @param patience how long that event may decide over failover
     * @param most bytes of an answer
     */
    public Accept(UpstreamErrors errors, Watchdog watchdog, Executor waiters, Duration patience, int most) {
        this.waiters = waiters;
        this.patience = patience;
        this.watchdog = watchdog;
        this.most = most;
        this.whole = new WholeAnswers(errors, most);
        this.translations = new StreamTranslations(errors);
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Call call = Call.of(exchange);
        Message message = exchange.getMessage();
        Map<String, String> headers = headers(message);
        if (message.getBody() instanceof Duplex session) {
            Sessions.accept(call, message, headers, session);
            noteAnswer(call.target().provider());
            return;
        }
        if (!(message.getBody() instanceof UpstreamBody)) { // a bean in this process may leave it to what is asked for
            headers.putIfAbsent(
                    "content-type", call.attempt().request().stream() ? "text/event-stream" : "application/json");
        }
        call.attempt().answered(headers);
        call.attempt().isSent();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        UpstreamBody body = body(exchange, message.getBody());
        call.waiting().breaksOff(body::abort);
        Deadlines deadlines = call.tries().deadlines();
        if (deadlines == null) { // an answer that came without the HTTP client
            deadlines = Deadlines.begin(watchdog, call.tries().timers(), body::abort);
            call.tries().deadlines(deadlines);
        }
        deadlines.reads(body);
        message.removeHeaders("*");
        UpstreamHeaders.forCaller(headers, call.target().provider().rateLimits(), Instant.now())
                .forEach(message::setHeader);
        Optional<StreamFormat> format = format(call.attempt().request(), headers);
        try {
            if (status >= 300) {
                call.attempt().isRefused();
            }
            if (status >= 400) {
                throw whole.error(call, status, headers, body);
            } else if (Operations.isSession(call.attempt().request().operation())) {
                body.close();
                throw UpstreamErrors.unreadable(call.target(), status, "no session");
            } else if (call.attempt().request().passed() != null) {
                Passes.take(call, message, status, headers, body);
            } else if (status >= 300) {
                body.close();
                throw UpstreamErrors.unreadable(call.target(), status, "a redirect");
            } else if (format.isPresent()) {
                stream(call, message, body, format.get());
            } else {
                whole(call, message, status, headers, body);
            }
            noteAnswer(call.target().provider());
        } catch (IOException e) {
            call.requireClient();
            throw e;
        } catch (ApiException failure) {
            call.requireClient();
            throw ofWhom(call, failure);
        } finally {
            call.tries().ends();
            if (!(message.getBody() instanceof ProviderStream || message.getBody() instanceof PassedBody)) {
                deadlines.end();
            }
        }
    }

    /** How the answer streams; empty where it is a whole one. */
    private static Optional<StreamFormat> format(ApiRequest asked, Map<String, String> headers) {
        String type = headers.getOrDefault("content-type", "text/event-stream");
        if (Operations.answersInBytes(asked.operation()) && AnswerType.isBytes(type)) {
            return Optional.of(StreamFormat.BYTES);
        }
        return asked.stream() ? StreamFormat.of(type) : Optional.empty();
    }

    /** Written once only: all requests to a provider share it. */
    private static void noteAnswer(Provider provider) {
        if (!provider.answered().get()) {
            provider.answered().set(true);
        }
    }

    private void stream(Call call, Message message, UpstreamBody body, StreamFormat format) throws IOException {
        StreamTranslation translation = translations.of(call, format);
        ProviderStream answer = new ProviderStream(body, format, translation, body::abort, most, call.memory());
        call.attempt().streams(answer);
        call.tries().deadlines().reads(answer);
        JsonNode error = answer.awaitFirst(waiters, patience);
        if (error == null) {
            call.outcome().streams(answer);
            message.setBody(answer);
            return;
        }
        answer.close();
        if (answer.endedByUs()) {
            throw MemoryShort.ofStream(error);
        }
        if (!StreamErrors.isOurs(error) && answer.textBytes() == 0 && answer.usage() == null) {
            call.attempt().isRefused(); // it said no before it said anything else
        }
        throw call.tries().timerExceeded() == null
                ? UpstreamErrors.inStream(call.target(), error)
                : UpstreamErrors.timedOut(call, call.tries().timerExceeded());
    }

    private void whole(Call call, Message message, int status, Map<String, String> headers, UpstreamBody body)
            throws IOException {
        message.setBody(whole.read(call, status, headers, body));
        ApiRequest asked = call.attempt().request();
        if (asked.stream() && (asked.isText() || asked.isAsSaid())) { // models of sound may not stream
            throw UpstreamErrors.unreadable(call.target(), status, "a whole answer where a stream was asked for");
        }
    }

    /** Who fails a check is unwell as a whole. A list of models alone may be what a provider does not have. */
    private ApiException ofWhom(Call call, ApiException failure) {
        return failure instanceof Retryable retryable && call.tries().areOfWholeProvider()
                ? retryable.ofWholeProvider()
                : failure;
    }

    /** A bean in the place of an HTTP call may also answer with text, bytes or a map. */
    private static UpstreamBody body(Exchange exchange, Object body) throws IOException {
        if (body instanceof UpstreamBody upstream) {
            return upstream;
        }
        byte[] bytes = body instanceof InputStream ? null : BodyConverters.bytes(exchange, body);
        InputStream in = body instanceof InputStream stream
                ? stream
                : new ByteArrayInputStream(bytes == null ? new byte[0] : bytes);
        return new UpstreamBody(in, -1, () -> {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value.toString());
            }
        });
        return headers;
    }
}
