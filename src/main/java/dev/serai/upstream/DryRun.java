package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Call;
import dev.serai.call.Fallbacks;
import dev.serai.call.Target;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.ProviderStream;
import dev.serai.stream.StreamFormat;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.RequestScanner;
import dev.serai.wire.RequestTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the gateway would send to a target and make of its answers, step by step as there, with nobody asked. */
public final class DryRun {

    private static final int OK = 200;

    private final Call call = new Call("dry-run", Memory.UNCOUNTED);
    private final Target target;
    private final UpstreamErrors errors = new UpstreamErrors(false);

    public DryRun(Target target) {
        this.target = target;
    }

    /** Says what was asked, where no request is to be made of it. */
    public void asks(ApiRequest request, Map<String, String> answerHeaders) throws JsonProcessingException {
        call.asked(request);
        call.attempt(target);
        if (request.members() == null || request.members().names().isEmpty()) {
            call.attempt().answered(answerHeaders);
            return;
        }
        OperationChoice.of(target, call);
        call.attempt().answered(answerHeaders);
    }

    /**
     * A client's request as it would be sent.
     *
     * @throws ApiException if it would not be
     */
    public byte[] request(String operation, byte[] body) throws IOException {
        ApiRequest asked = RequestScanner.scan(operation, body);
        Fallbacks.take(asked, Map.of());
        call.asked(asked);
        call.attempt(target);
        ApiRequest request = OperationChoice.of(target, call);
        OperationChoice.requireCapable(target, request);
        Optional<Expression> transform = target.dialect().request(request.operation());
        if (transform.isPresent()) {
            RequestTypes.check(request.operation(), request.members());
        }
        RawObject edited = request.members().copy();
        call.attempt()
                .dropped(RequestEdits.apply(edited, request, target.provider(), target.model(), Memory.UNCOUNTED));
        if (transform.isPresent()) {
            return TransformComponent.sent(call, edited, 0, transform.get());
        }
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        new RawEntity(TransformComponent.sent(call, edited)).writeTo(sent);
        return sent.toByteArray();
    }

    /** The names of what the caller asked for and the provider does not get. */
    public List<String> dropped() {
        return call.attempt().dropped();
    }

    /**
     * A whole answer as the client would get it.
     *
     * @throws ApiException if it is an error
     */
    public byte[] response(byte[] answer) throws JsonProcessingException {
        Object read = new WholeAnswers(errors, Integer.MAX_VALUE).accepted(call, OK, answer);
        return read instanceof JsonNode tree ? AnswerTransform.json(call, tree) : (byte[]) read;
    }

    /** A stream as the client would get it. */
    public AnswerStream stream(InputStream events, StreamFormat format) {
        return new ProviderStream(
                events, format, new StreamTranslations(errors).of(call), () -> {}, Long.MAX_VALUE, Memory.UNCOUNTED);
    }

    /** The error that the client would get for a status and a body of the provider's. */
    public ApiException error(int status, Map<String, String> headers, byte[] body) {
        return errors.of(target, status, headers, body);
    }
}
