package dev.serai.http;

import dev.serai.breakers.ClientLeft;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.time.Survival;
import dev.serai.transform.ClientFormat;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.util.function.ToIntBiFunction;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps {@code openaiError} and {@code promptError}: turn what a route threw into OpenAI's error object and the status
 * that the endpoint has for it.
 */
public final class ErrorAnswer implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswer.class);

    private final ToIntBiFunction<ApiException, Call> status;

    public ErrorAnswer(ToIntBiFunction<ApiException, Call> status) {
        this.status = status;
    }

    /** Answers what no step of a route has made an error of: an error of the JVM, or a failure of such a step. */
    static void unexpected(Exchange exchange) {
        Throwable thrown = exchange.getException();
        exchange.setException(null);
        exchange.setRollbackOnly(false);
        new ErrorAnswer((error, call) -> error.status()).answer(exchange, error(thrown));
    }

    @Override
    public void process(Exchange exchange) {
        answer(exchange, error(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    }

    private void answer(Exchange exchange, ApiException thrown) {
        ApiException error = told(Call.of(exchange), thrown);
        Call.of(exchange).outcome().failed(error);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status.applyAsInt(error, Call.of(exchange)));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        error.headers().forEach(message::setHeader);
        message.setBody(body(Call.of(exchange), error, message));
    }

    /** In the client's own format, where it has one; in the provider's words, where that speaks the same. */
    private static byte[] body(Call call, ApiException error, Message message) {
        ClientFormat format = call.hooks().format();
        if (error.said() != null && (format != null || passes(call))) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, error.said().status());
            return error.said().body();
        }
        if (format == null) {
            return Json.bytes(error.body());
        }
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        ClientFormat.Failure failure = format.failure(error, status, call.requestId());
        failure.headers().forEach(message::setHeader);
        return Json.bytes(failure.body());
    }

    /** Whoever asks for what a provider keeps knows its words. */
    private static boolean passes(Call call) {
        return call.asked() != null && call.asked().passed() != null;
    }

    /** Where the gateway has given up waiting, what came of that says nothing. */
    private static ApiException told(Call call, ApiException error) {
        ApiException stopped = call.outcome().stopped();
        return stopped != null && (error instanceof ClientLeft || call.asked() == null) ? stopped : error;
    }

    /** What a caller learns of something that was thrown; what nobody expected is in the log. */
    public static ApiException error(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ApiException error) {
                return error;
            }
            if (t instanceof PredicateValidationException invalid) {
                return invalid(invalid.getExchange());
            }
            if (t instanceof ThrottlerRejectedExecutionException) {
                return new ApiException(
                        429,
                        "requests",
                        "rate_limit_exceeded",
                        null,
                        "More requests come than a route here takes; try again later");
            }
        }
        return unforeseen(thrown);
    }

    /** Whoever has validated an answer does not blame the caller. */
    private static ApiException invalid(Exchange exchange) {
        String route = "as the route '" + exchange.getFromRouteId() + "' demands";
        return Requests.isAnswered(exchange)
                ? new ApiException(502, "server_error", "invalid_answer", null, "The answer is not " + route)
                : ApiException.badRequest("invalid_request", null, "The request is not " + route);
    }

    private static ApiException unforeseen(Throwable thrown) {
        Survival.saw(thrown);
        LOG.error("A request failed in a way that no step expected", thrown);
        return new ApiException(500, "server_error", "internal_error", null, "The gateway failed; its log says why");
    }
}
