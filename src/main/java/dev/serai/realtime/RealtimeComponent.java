package dev.serai.realtime;

import dev.serai.access.ClientSecrets;
import dev.serai.call.StepEndpoint;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultComponent;

/**
 * The scheme {@code realtime:} in inbound routes: {@code realtime:request} takes in that a session is asked for, {@code
 * realtime:relay} relays it; {@code realtime:secret-request} and {@code realtime:secret} make secrets to ask for one by.
 */
public final class RealtimeComponent extends DefaultComponent {

    /** Its name. */
    public static final String SCHEME = "realtime";

    private final Sessions sessions;
    private final ClientSecrets secrets;

    /** Takes what outlives generations from their registry. */
    public RealtimeComponent(CamelContext context) {
        super(context);
        this.sessions = context.getRegistry().lookupByNameAndType(Sessions.NAME, Sessions.class);
        this.secrets = context.getRegistry().lookupByNameAndType(ClientSecrets.NAME, ClientSecrets.class);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        Processor step = switch (name) {
            case "request" -> new ReadSession(sessions);
            case "relay" -> new BeginRelay(sessions);
            case "secret-request" -> new ReadSecret();
            case "secret" -> new IssueSecret(secrets);
            default ->
                throw new IllegalArgumentException(
                        "realtime:" + name + " is none of realtime:request, relay, secret-request and secret");
        };
        return new StepEndpoint(uri, this, step);
    }
}
