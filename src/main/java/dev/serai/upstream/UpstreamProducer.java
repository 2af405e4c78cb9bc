package dev.serai.upstream;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.component.http.HttpProducer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHost;

/**
 * Camel's HTTP producer, which remembers what it made of an address. A provider has a few, and Camel would read each of them
 * four times a request.
 */
public final class UpstreamProducer extends HttpProducer {

    private static final int REMEMBERED = 32;
    private static final Set<String> HEADERS = Set.of(HttpConstants.HTTP_URI, HttpConstants.HTTP_METHOD);

    private final AtomicReferenceArray<Address> addresses = new AtomicReferenceArray<>(REMEMBERED);

    private record Address(String text, URI uri, HttpHost host) {}

    private static final class Request extends HttpUriRequestBase {

        private final transient HttpHost host;

        private Request(HttpMethods method, Address address) {
            super(method.name(), address.uri);
            this.host = address.host;
        }
    }

    /** Makes one. */
    public UpstreamProducer(HttpEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected HttpUriRequest createMethod(Exchange exchange) throws Exception {
        Message message = exchange.getIn();
        if (!(message.getHeader(HttpConstants.HTTP_URI) instanceof String text)
                || !(message.getHeader(HttpConstants.HTTP_METHOD) instanceof HttpMethods method)
                || saysMore(message)) {
            return super.createMethod(exchange);
        }
        int place = Math.floorMod(text.hashCode(), REMEMBERED);
        Address address = addresses.get(place);
        if (address == null || !address.text.equals(text)) {
            HttpUriRequest made = super.createMethod(exchange);
            addresses.set(place, new Address(text, made.getUri(), super.createHost(made)));
            return made;
        }
        Request request = new Request(method, address);
        if (method.isEntityEnclosing()
                || (method == HttpMethods.GET && getEndpoint().isGetWithBody())
                || (method == HttpMethods.DELETE && getEndpoint().isDeleteWithBody())) {
            request.setEntity(createRequestEntity(exchange));
        }
        return request;
    }

    /** Whether other headers have a say in the address. */
    private static boolean saysMore(Message message) {
        for (String name : message.getHeaders().keySet()) {
            if (name.startsWith("Camel") && !HEADERS.contains(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected HttpHost createHost(HttpUriRequest request) {
        return request instanceof Request made ? made.host : super.createHost(request);
    }
}
