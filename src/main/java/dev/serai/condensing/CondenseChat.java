package dev.serai.condensing;

import dev.serai.call.Call;
import dev.serai.call.Reach;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.ModelName;
import dev.serai.wire.RawObject;
import java.util.Comparator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code condense}: the messages of a chat as its model would be asked them, which it is not. Older turns are
 * summarised, or left out where the request says {@code "truncation": "auto"}.
 */
final class CondenseChat implements Processor {

    private final Condensing condensing;
    private final ContextWindows windows;

    CondenseChat(Condensing condensing, ContextWindows windows) {
        this.condensing = condensing;
        this.windows = windows;
    }

    @Override
    public void process(Exchange exchange) {
        ApiRequest chat = Requests.of(exchange);
        Target target = target(exchange, chat);
        Condense how = new Condense(true, false).asSaid(Condensing.truncation(chat));
        Room room = new Room(windows.of(target), chat.maxTokens());
        Condensed condensed = condensing.condense(exchange, target.toString(), chat, room, how);
        RawObject answer = new RawObject();
        answer.put("messages", condensed.messages());
        answer.put("tokens_before", (Object) condensed.before());
        answer.put("tokens_after", (Object) condensed.after());
        Call.of(exchange).memory().take(answer.length());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (condensed.isChanged()) {
            message.setHeader("x-serai-condensed", condensed.told());
        }
        message.setBody(answer.bytes());
    }

    /** Who would answer first of those whose context window is known. */
    private Target target(Exchange exchange, ApiRequest chat) {
        Reach reach = exchange.getContext().getRegistry().lookupByNameAndType(Reach.NAME, Reach.class);
        return reach.of(chat.model()).targets().stream()
                .filter(it -> windows.of(it) > 0)
                .min(Comparator.comparing(it -> !it.provider().configured()))
                .orElseThrow(() -> ApiException.badRequest(
                        "context_window_unknown",
                        "model",
                        "How many tokens '" + ModelName.shown(chat.model())
                                + "' takes is not known here: an alias can say it, contextWindow"));
    }
}
