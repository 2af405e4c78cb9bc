package dev.serai.answers;

import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Memory;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code tellAnswer}: the events of the kept answer whose id the path says, behind the one whose number the query says
 * ({@code starting_after}), and those that are still to come. 404 if there is no such answer, 400 if it is not told in events.
 */
record TellAnswer(Telling telling) implements Processor {

    private static final long NONE = -1;
    private static final int MOST_DIGITS = 9;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Its promise may be in the database before its first events are. */
    private static final int LOOKS = 10;

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        AnswerPath path = AnswerPath.of(exchange, "");
        KeptAnswer.Key key = AnswerId.of(exchange, path.id());
        Map<String, String> parameters = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                .parameters();
        long after = number(parameters.get("starting_after"));
        requireTold(exchange, key);
        tell(exchange, new FollowedEvents(telling, key, after, Call.of(exchange).memory()));
    }

    private static long number(String said) {
        if (said == null) {
            return NONE;
        }
        boolean digits =
                said.length() <= MOST_DIGITS && !said.isEmpty() && said.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw ApiException.badRequest(
                    "invalid_value", "starting_after", "'starting_after' is the 'sequence_number' of an event");
        }
        return Long.parseLong(said);
    }

    private void requireTold(Exchange exchange, KeptAnswer.Key key) throws InterruptedException {
        for (int look = 0; ; look++) {
            try (Memory.Share memory = Call.of(exchange).memory().share()) {
                KeptAnswer answer = telling.answers().find(key, memory).orElseThrow(() -> AnswerId.notFound(key.id()));
                if (telling.told(key) != null
                        || telling.state(key).filter(it -> it.bytes() > 0).isPresent()) {
                    return;
                }
                if (!answer.underWay() || look == LOOKS) {
                    throw ApiException.badRequest(
                            "unsupported_parameter",
                            "stream",
                            "The events of this response are not told again: those are that were asked for with"
                                    + " 'background' and 'stream'. Ask for it without 'stream'");
                }
            }
            Call.of(exchange).waiting().pause(PAUSE);
            Call.of(exchange).requireClient();
        }
    }

    /** Makes the events the answer. */
    static void tell(Exchange exchange, FollowedEvents events) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "text/event-stream");
        message.setHeader("Cache-Control", "no-cache");
        message.setHeader("X-Accel-Buffering", "no");
        message.setBody(events);
        Call.of(exchange).waiting().breaksOff(events::close);
    }
}
