package dev.serai.call;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Where the work on a request is done whose client has been answered already. */
public interface Works {

    /** The work on one request: begun, and to be closed. */
    interface Work extends AutoCloseable {

        Call call();

        /**
         * Does it, to the end of its answer.
         *
         * @throws Exception what a client would have got
         */
        void run() throws Exception;

        @Override
        void close();
    }

    /**
     * Begins one, in the generation that serves.
     *
     * @param from the request's exchange
     * @param route that does it
     * @param body of the request, made when there is memory for it
     * @param bytes that it has
     * @param variables that it is to know
     */
    Work begin(Exchange from, String route, Supplier<byte[]> body, long bytes, Map<String, Object> variables);
}
