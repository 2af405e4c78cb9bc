package dev.serai.access;

import dev.serai.wire.HttpRequestFacts;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code authenticate}: finds out who calls from the headers alone, before the body is read, and sets the
 * variable {@code caller}; then whether they may, from where they are and at this endpoint.
 */
public final class Authenticator implements Processor {

    /** The variable by which a request that nobody waits for at a connection says on whose behalf it is done: a caller's id. */
    public static final String ON_BEHALF_OF = "onBehalfOf";

    private static final String LOCAL = "local";

    private final Callers callers;
    private final ClientSecrets secrets;
    private final String header;
    private final Loopback loopback;
    private final Clock clock;

    /**
     * Takes who may call.
     *
     * @param secrets that stand for callers of sessions
     * @param header a further header that may carry the key, or empty
     * @param loopback who may call without a key; null for nobody
     */
    public Authenticator(Callers callers, ClientSecrets secrets, String header, Loopback loopback, Clock clock) {
        this.callers = callers;
        this.secrets = secrets;
        this.header = header;
        this.loopback = loopback;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        HttpRequestFacts request = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        Caller caller = caller(message, request);
        exchange.setVariable(Caller.VARIABLE, caller); // also of a request that is refused below
        caller.requireUsable(clock.instant());
        caller.requireAllowed(message.getHeader(Exchange.HTTP_PATH, String.class), request.remoteAddress());
    }

    private Caller caller(Message message, HttpRequestFacts request) {
        String known = message.getExchange().getVariable(ON_BEHALF_OF, String.class);
        if (known != null) {
            return loopback != null && known.equals(LOCAL) ? Caller.named(LOCAL) : callers.known(known);
        }
        UnaryOperator<String> headers = name -> message.getHeader(name, String.class);
        String key = key(headers);
        if (ClientSecrets.isOne(key)) {
            return callers.holder(secret(message, key));
        }
        boolean open = loopback != null && (key == null || !callers.mayKnow(key));
        if (open && loopback.admits(request.remoteAddress(), message.getHeaders())) {
            return Caller.named(LOCAL);
        }
        if (key != null) {
            return callers.find(key);
        }
        throw Caller.unauthorized("invalid_api_key", "No API key was given; send it as 'Authorization: Bearer <key>'");
    }

    /** By which a session is asked for; or was, and goes on whenever that was. */
    private ClientSecret secret(Message message, String key) {
        Exchange exchange = message.getExchange();
        ClientSecret begun = exchange.getVariable(ClientSecret.VARIABLE, ClientSecret.class);
        if (begun != null) {
            return begun;
        }
        ClientSecret secret = secrets.open(key, message.getHeader(Exchange.HTTP_PATH, String.class));
        exchange.setVariable(ClientSecret.VARIABLE, secret);
        return secret;
    }

    /** The configured header goes first: who configures one may need {@code Authorization} for something else. */
    private String key(UnaryOperator<String> headers) {
        String own = header.isEmpty() ? null : headers.apply(header);
        return own == null ? Keys.of(headers) : own;
    }
}
