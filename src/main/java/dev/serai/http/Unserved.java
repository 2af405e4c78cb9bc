package dev.serai.http;

import dev.serai.wire.ApiException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code unserved}: 404, for what other servers of an API have and this one has not. */
public final class Unserved implements Processor {

    @Override
    public void process(Exchange exchange) {
        throw new ApiException(
                404,
                "invalid_request_error",
                "unknown_url",
                null,
                "Nothing is served at " + exchange.getMessage().getHeader(Exchange.HTTP_PATH));
    }
}
