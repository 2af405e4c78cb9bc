package dev.serai.passthrough;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Call;
import dev.serai.call.PassedBody;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.models.ModelIndex;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.JsonBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * {@code pass:answer}: what the caller gets of an answer that passes. Of lists it is what its project owns; ids are remembered
 * as its own; and what a batch, or anything else, says that it used is put on record, once.
 */
final class PassAnswer {

    private static final int OK = 200;
    private static final int NO_SUCCESS = 300;

    /** So many parts of a list are looked through for one of the caller's. */
    private static final int MOST_PARTS = 20;

    private final ModelIndex index;
    private final Passage passage;

    PassAnswer(ModelIndex index, Passage passage) {
        this.index = index;
        this.passage = passage;
    }

    /**
     * Works on the answer of an exchange.
     *
     * @param again asks once more, for the next part of a list
     */
    void process(Exchange exchange, Processor again) throws Exception {
        Message message = exchange.getMessage();
        if (!(exchange.getVariable(PassRequest.MEANT) instanceof Meant meant)
                || !(message.getBody() instanceof PassedBody came)) {
            throw new IllegalStateException("pass:answer works on the answer to what pass:request has read");
        }
        PassedBody body = came;
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, OK, Integer.class);
        if (status >= NO_SUCCESS || meant.method().equals("HEAD")) {
            return;
        }
        told(exchange, meant);
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
        boolean json = type.startsWith("application/json");
        boolean events = type.startsWith("text/event-stream");
        requireReadable(message, meant, body);
        if (meant.isOpenList() && json) {
            body = OpenList.shown(passage.ids(), meant, Call.of(exchange).memory(), body);
            message.setBody(body);
        }
        if (meant.isList()) {
            list(exchange, meant, body, again);
        } else if (meant.isOutput()) {
            readOutput(Call.of(exchange), meant, body);
        } else if (!meant.isContent() && !meant.method().equals("DELETE") && (json || events)) {
            look(exchange, meant, body, events);
        }
        if (meant.isDeleting()) {
            passage.ids()
                    .remove(
                            meant.tenant(),
                            meant.provider().name(),
                            meant.object().orElseThrow().id());
        }
    }

    /** Nobody has asked for it packed: what it costs, or whose it is, could not be read. */
    private static void requireReadable(Message message, Meant meant, PassedBody body) throws IOException {
        String packed = message.getHeader("content-encoding", "identity", String.class);
        if ((meant.isList() || meant.isOpenList() || meant.isOutput()) && !packed.equalsIgnoreCase("identity")) {
            body.close();
            throw new ApiException(
                    502,
                    "server_error",
                    "provider_invalid_answer",
                    null,
                    "The provider '" + meant.provider().name() + "' packed its answer, which nobody had asked it for");
        }
    }

    /** Addresses in headers are whole: they are asked as they stand there. */
    private void told(Exchange exchange, Meant meant) {
        HttpRequestFacts facts = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        Message message = exchange.getMessage();
        for (String name : meant.provider().parameter("answeredHeaders").split(" ", -1)) {
            String value = message.getHeader(name, "", String.class);
            if (value.startsWith("/")) {
                ToldAddress.learn(passage.ids(), meant, value);
                message.setHeader(name, facts.origin().get() + value);
            }
        }
    }

    private Expression usage(Meant meant) {
        return index.target(meant.provider(), "").dialect().passedUsage();
    }

    /** What is named by its address at the provider keeps that. */
    private static InputStream rebased(Meant meant, InputStream json) {
        return !meant.provider().passing().names().isEmpty()
                ? json
                : new Rebased(json, meant.provider().url(), PassRequest.ROOT);
    }

    private static void scan(PassedBody body, Scan scan) {
        body.content(new ScannedStream(body.content(), scan, -1), body.length());
    }

    private void list(Exchange exchange, Meant meant, PassedBody first, Processor again) throws Exception {
        Call call = Call.of(exchange);
        OwnedList part = OwnedList.read(passage.ids(), meant, call, first);
        for (int i = 1; i < MOST_PARTS && part.goesOn(); i++) {
            Meant next = meant.after(part.next());
            ApiRequest request =
                    call.asked().passed().at(next.path().toString()).request();
            Requests.set(exchange, request);
            again.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            part = OwnedList.read(passage.ids(), next, call, (PassedBody)
                    exchange.getMessage().getBody());
        }
        byte[] bytes = part.bytes(call.memory());
        Learned learned = new Learned(passage.ids(), meant, false);
        learned.add(bytes, 0, bytes.length);
        learned.end();
        for (JsonNode element : part.own()) {
            FinishedBatch batch = batch(exchange, meant);
            byte[] its = JsonBytes.of(element, call.memory());
            batch.add(its, 0, its.length);
            batch.end();
            call.outcome().uses(batch.used());
        }
        exchange.getMessage().setBody(new PassedBody(rebased(meant, new ByteArrayInputStream(bytes)), -1, () -> {}));
    }

    private FinishedBatch batch(Exchange exchange, Meant meant) {
        return new FinishedBatch(
                passage.ids(),
                meant,
                usage(meant),
                model -> index.target(meant.provider(), model),
                output -> passage.unread().read(exchange, meant.provider(), output));
    }

    /** What is made costs, if it says so; to look at it again does not. */
    private void look(Exchange exchange, Meant meant, PassedBody body, boolean events) {
        Call call = Call.of(exchange);
        Function<String, Target> targets = model -> index.target(meant.provider(), model);
        scan(body, new Learned(passage.ids(), meant, events));
        if (meant.isMaking()) {
            UsageReader reader = UsageReader.ofAnswer(events, usage(meant), targets);
            scan(body, reader);
            body.whenOver(() -> call.outcome().uses(reader.used()));
        }
        if (meant.object().isPresent() && !events) {
            FinishedBatch batch = batch(exchange, meant);
            scan(body, batch);
            body.whenOver(() -> call.outcome().uses(batch.used()));
        }
        if (!meant.whole()) {
            body.content(rebased(meant, body.content()), -1);
        }
    }

    /** What was read of it counts, be it that the rest is left: whoever reads it again has that alone booked. */
    private void readOutput(Call call, Meant meant, PassedBody body) {
        OwnedIds.Owned output = meant.object().orElseThrow();
        UsageReader reader = UsageReader.ofOutput(
                output.booked(),
                (from, to) -> passage.ids().book(meant.tenant(), output, from, to),
                usage(meant),
                model -> index.target(meant.provider(), model));
        scan(body, reader);
        body.whenOver(() -> call.outcome().uses(reader.used()));
    }
}
