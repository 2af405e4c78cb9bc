package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Call;
import dev.serai.call.StepEndpoint;
import dev.serai.provider.Address;
import dev.serai.provider.Provider;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.RequestTypes;
import dev.serai.wire.Spelling;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultComponent;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheme {@code transform:} in routes. {@code transform:request} and {@code transform:response} apply the target
 * provider's transform of that phase, or pass the bytes where it has none; {@code transform:folder/name} applies that
 * file to a JSON body.
 */
public final class TransformComponent extends DefaultComponent {

    private static final Logger LOG = LoggerFactory.getLogger(TransformComponent.class);

    private final Transforms transforms;

    public TransformComponent(CamelContext context, Transforms transforms) {
        super(context);
        this.transforms = transforms;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        return new StepEndpoint(
                uri,
                this,
                switch (name) {
                    case "request" -> TransformComponent::request;
                    case "response" -> TransformComponent::response;
                    default -> named(name);
                });
    }

    private Processor named(String name) {
        Expression transform = transforms
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("transforms/" + name + ".jslt does not exist"
                        + Spelling.meant(name, transforms.names())
                                .map(it -> ": did you mean " + it + "?")
                                .orElse("")));
        return new NamedTransform(name, transform);
    }

    /** The edited request becomes the entity that is sent. */
    private static void request(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof RawObject request)) {
            return;
        }
        Call call = Call.of(exchange);
        Optional<Expression> transform =
                call.target().dialect().request(call.attempt().request().operation());
        if (transform.isEmpty()) {
            exchange.getMessage().setBody(new SentEntity(new RawEntity(sent(call, request)), call));
            return;
        }
        try {
            long size = request.treeSize();
            byte[] bytes = LargeBodies.inTurn(size, () -> sent(call, request, size, transform.get()));
            HttpEntity body = new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON);
            exchange.getMessage().setBody(new SentEntity(body, call));
        } catch (JsltException e) {
            LOG.info("{} could not be asked: {} failed", call.target(), Transforms.place(e));
            throw unfit();
        } catch (UncheckedIOException e) { // nested deeper than is written
            throw unfit();
        }
    }

    static RawObject sent(Call call, RawObject request) {
        Provider provider = call.target().provider();
        provider.sentMembers()
                .apply(request, Address.hasModel(provider, call.attempt().request()));
        return request;
    }

    static byte[] sent(Call call, RawObject request, long size, Expression transform) {
        call.requireClient(); // who may have left while it waited
        try (Memory.Share trees = call.memory().share()) {
            trees.take(size);
            ObjectNode tree = request.tree();
            String operation = call.attempt().request().operation();
            RequestTypes.check(operation, tree);
            JsonNode sent = operation.equals(ApiRequest.COUNT)
                    ? SentTree.question(call.attempt(), transform, tree)
                    : SentTree.of(call.attempt(), transform, tree);
            return JsonBytes.of(sent, call.attempt().memory());
        }
    }

    private static ApiException unfit() {
        return ApiException.badRequest(
                "invalid_type",
                null,
                "A field of the request has a type that OpenAI's API does not allow there, or is nested too deeply");
    }

    /** A whole answer that was parsed becomes OpenAI's; anything else passes. */
    private static void response(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof JsonNode answer)) {
            return;
        }
        Call call = Call.of(exchange);
        exchange.getMessage()
                .setBody(
                        LargeBodies.inTurn(call.attempt().memory().taken(), () -> AnswerTransform.apply(call, answer)));
    }
}
