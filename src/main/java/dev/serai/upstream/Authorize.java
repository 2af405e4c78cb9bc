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
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code authorize} of a provider route: where no key says who asks, a signature or a token does. */
public final class Authorize implements Processor {

    private final Map<String, Authorization> kinds;

    /** Takes them by their words in providers' files. */
    public Authorize(Map<String, Authorization> kinds) {
        this.kinds = kinds;
    }

    @Override
    public void process(Exchange exchange) {
        Target target = Call.of(exchange).target();
        String auth = target.provider().auth(target.key());
        if (auth == null) {
            return;
        }
        Message message = exchange.getMessage();
        try {
            kinds.get(auth).headers(outgoing(message, target.provider())).forEach(message::setHeader);
        } catch (NoCredentials e) {
            throw without(target.provider(), e);
        }
    }

    private static Outgoing outgoing(Message message, Provider provider) {
        SentEntity body = message.getBody() instanceof SentEntity entity ? entity : null;
        return new Outgoing(
                message.getHeader(Exchange.HTTP_METHOD).toString(),
                URI.create(message.getHeader(Exchange.HTTP_URI, String.class)),
                body == null ? null : body.getContentType(),
                () -> body == null ? Sha256.of("") : body.sha256(),
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

    /** Notes that a provider refused what was said. */
    public void refused(Target target) {
        String auth = target.provider().auth(target.key());
        if (auth != null) {
            kinds.get(auth).refused();
        }
    }
}
