package dev.serai.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.ReadAlong;
import dev.serai.call.Said;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.usage.EndedRequest;
import dev.serai.usage.RequestObserver;
import dev.serai.usage.UsageEvents;
import dev.serai.usage.UsageRecord;
import dev.serai.usage.UsageTrace;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.RawObject;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Tells event routes of requests of known callers, and those that want it what was said in them, if their project says that
 * this may be kept.
 */
final class RequestEvents implements RequestObserver {

    /** What a document takes besides what was said, about. */
    private static final int WEIGHT = 1024;

    private final Events events;
    private final int most;

    /**
     * Tells where it happens.
     *
     * @param most characters of what was said
     */
    RequestEvents(Events events, int most) {
        this.events = events;
        this.most = most;
    }

    /** What these clients get is in words that no policy for prompts knows: it is kept in OpenAI's. */
    @Override
    public void translates(Exchange exchange, Message answer) {
        answers(exchange);
        Said said = Call.of(exchange).outcome().said();
        if (said != null) {
            ReadAlong.of(answer, said::says, said::says);
        }
    }

    @Override
    public void answers(Exchange exchange) {
        if (Call.of(exchange).outcome().said() != null) {
            return; // it was read before it was translated
        }
        Caller caller = Caller.of(exchange);
        if (caller == null || !caller.logsContent() || !events.wants(Event.CONTENT)) {
            return;
        }
        Call call = Call.of(exchange);
        Said said = new Said(call.memory(), most);
        call.outcome().keep(said);
        said.asks(prompt(call.asked()));
    }

    /** In OpenAI's words; null where it has none, or cannot be said in them. */
    private static RawObject.Slice prompt(ApiRequest asked) {
        if (asked == null || asked.said() == null || asked.passed() != null) {
            return null;
        }
        try {
            return asked.to(operation -> false).prompt();
        } catch (ApiException e) {
            return null; // only its own provider understands it
        }
    }

    @Override
    public void ended(EndedRequest request) {
        Call call = request.call();
        if (request.caller() != null && events.wants(Event.USAGE)) {
            UsageTrace trace = UsageEvents.trace(call);
            events.publish(UsageEvents.of(request.record(), trace));
            request.others().forEach(other -> events.publish(UsageEvents.of(other, trace)));
        }
        if (call.outcome().said() != null) {
            tell(call, request.record(), call.outcome().said());
        }
    }

    private void tell(Call call, UsageRecord record, Said said) {
        UsageTrace trace = UsageEvents.trace(call);
        boolean chat = call.asked() != null && call.asked().operation().equals("chat");
        events.publish(Event.later(Event.CONTENT, record.at(), WEIGHT + said.size(), () -> {
            ObjectNode facts = UsageEvents.facts(record, trace);
            facts.set(Event.CONTENT, Conversation.of(said, chat, most));
            return facts;
        }));
    }
}
