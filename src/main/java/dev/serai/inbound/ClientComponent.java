package dev.serai.inbound;

import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Call;
import dev.serai.call.StepEndpoint;
import dev.serai.http.ClientFormats;
import dev.serai.transform.ClientFormat;
import dev.serai.transform.Transforms;
import dev.serai.wire.Spelling;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultComponent;

/**
 * The scheme {@code client:} in inbound routes, for clients that do not speak OpenAI's API. {@code client:messages} says that
 * they speak the format of {@code transforms/messages}: errors and answers are in it from there on. {@code
 * client:chat/request} takes a request in, which is then a chat like any other; {@code client:chat/response} makes the
 * answer the client's.
 */
public final class ClientComponent extends DefaultComponent implements ClientFormats.Source {

    /** What an address can say behind a question mark. */
    public static final Set<String> OPTIONS = Set.of("session", "as", "stream", "framing");

    private static final String REQUEST = "/request";
    private static final String RESPONSE = "/response";

    /** How the events of a stream are told apart. */
    private static final String EVENTS = "events";

    private static final String ARRAY = "array";

    private final Transforms transforms;
    private final ReadOriginal reader;
    private final Map<String, ClientFormat> formats = new ConcurrentHashMap<>();

    /**
     * Takes what it works with.
     *
     * @param limit bytes that a body may have, unpacked
     */
    public ClientComponent(CamelContext context, Transforms transforms, int limit) {
        super(context);
        this.transforms = transforms;
        this.reader = new ReadOriginal(limit);
    }

    @Override
    public ClientFormat format(String name) {
        return formats.computeIfAbsent(name, it -> new ClientFormat(transforms, it));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        String session = getAndRemoveParameter(parameters, "session", String.class, "");
        String as = getAndRemoveParameter(parameters, "as", String.class, "");
        boolean stream = getAndRemoveParameter(parameters, "stream", Boolean.class, false);
        String framing = getAndRemoveParameter(parameters, "framing", String.class, EVENTS);
        if (!framing.equals(EVENTS) && !framing.equals(ARRAY)) {
            throw new IllegalArgumentException("framing is " + EVENTS + " or " + ARRAY + ", not '" + framing + "'");
        }
        if (name.endsWith(REQUEST)) {
            String operation = name.substring(0, name.length() - REQUEST.length());
            String known = as.isEmpty() ? operation : as;
            return new StepEndpoint(uri, this, exchange -> read(exchange, operation, known, session, stream));
        }
        if (name.endsWith(RESPONSE)) {
            String operation = name.substring(0, name.length() - RESPONSE.length());
            boolean array = framing.equals(ARRAY);
            return new StepEndpoint(uri, this, exchange -> ClientAnswer.write(exchange, operation, array));
        }
        if (transforms.find(name + "/error").isEmpty()) {
            throw new IllegalArgumentException("transforms/" + name + "/error.jslt does not exist"
                    + Spelling.meant(name, transforms.folders())
                            .map(it -> ": did you mean " + it + "?")
                            .orElse(""));
        }
        ClientFormat format = format(name);
        return new StepEndpoint(uri, this, exchange -> Call.of(exchange).hooks().format(format));
    }

    private void read(Exchange exchange, String operation, String as, String session, boolean stream) {
        ClientFormat format = Call.of(exchange).hooks().format();
        if (format == null) {
            throw new IllegalStateException("No step has said which format this client speaks: client:<format>");
        }
        Expression transform = format.required(operation, "request");
        String spoken = operation.equals("chat")
                ? format.name()
                : format.name() + Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
        reader.read(exchange, transform, new ReadOriginal.Kind(as, spoken, session, stream));
    }
}
