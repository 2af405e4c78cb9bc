package dev.serai.upstream;

import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.credentials.Authorization;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Outgoing;
import dev.serai.provider.Provider;
import dev.serai.wire.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ProtocolException;

/** The step {@code authorize} of a provider route: where no key says who asks, a signature or a token does. */
public final class Authorize implements Processor {

    private final Keys keys;

    /** Takes what stands in for keys. */
    public Authorize(Keys keys) {
        this.keys = keys;
    }

    @Override
    public void process(Exchange exchange) {
        Target target = Call.of(exchange).target();
        Authorization authorization = keys.authorization(target.provider(), target.key());
        if (authorization == null) {
            return;
        }
        Message message = exchange.getMessage();
        try {
            authorization.headers(outgoing(message, target.provider())).forEach(message::setHeader);
        } catch (NoCredentials e) {
            throw without(target.provider(), e);
        }
    }

    private static Outgoing outgoing(Message message, Provider provider) {
        return outgoing(
                message.getHeader(Exchange.HTTP_METHOD).toString(),
                URI.create(message.getHeader(Exchange.HTTP_URI, String.class)),
                message.getBody(),
                provider);
    }

    /**
     * The same of one that was sent.
     *
     * @throws ProtocolException if it was sent nowhere
     */
    static Outgoing outgoing(ClassicHttpRequest request, Provider provider) throws ProtocolException {
        try {
            return outgoing(request.getMethod(), request.getUri(), request.getEntity(), provider);
        } catch (URISyntaxException e) {
            throw new ProtocolException("it was sent nowhere", e);
        }
    }

    private static Outgoing outgoing(String method, URI uri, Object body, Provider provider) {
        SentEntity sent = body instanceof SentEntity entity ? entity : null;
        return new Outgoing(
                method,
                uri,
                sent == null ? null : sent.getContentType(),
                () -> sent == null ? Sha256.of("") : sent.sha256(),
                provider.parameter("region"),
                provider.parameter("service"));
    }

    private static Retryable without(Provider provider, NoCredentials reason) {
        return reason.isConfigured()
                ? new Retryable(
                                503,
                                "server_error",
                                "provider_credentials_unavailable",
                                "There are no valid credentials for the provider '" + provider.name() + "': "
                                        + reason.getMessage())
                        .notAsked()
                : new Retryable(
                                503,
                                "server_error",
                                "provider_not_configured",
                                "The provider '" + provider.name() + "' is not configured here: " + reason.getMessage())
                        .notAsked();
    }
}
