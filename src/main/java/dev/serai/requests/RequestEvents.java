package dev.serai.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.Said;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.usage.EndedRequest;
import dev.serai.usage.RequestObserver;
import dev.serai.usage.UsageEvents;
import dev.serai.usage.UsageRecord;
import dev.serai.usage.UsageTrace;
import dev.serai.wire.ApiRequest;
import org.apache.camel.Exchange;

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

    @Override
    public void answers(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        if (caller == null || !caller.logsContent() || !events.wants(Event.CONTENT)) {
            return;
        }
        Call call = Call.of(exchange);
        ApiRequest asked = call.asked();
        Said said = new Said(call.memory(), most);
        if (asked != null && asked.members() != null) {
            said.asks(asked.prompt());
        }
        call.outcome().keep(said);
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
