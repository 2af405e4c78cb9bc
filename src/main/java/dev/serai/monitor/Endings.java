package dev.serai.monitor;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/** When a route's part in a request is over: its steps have ended by then, what they have begun to answer may not have. */
@FunctionalInterface
public interface Endings {

    /**
     * To be called when a route's steps have ended.
     *
     * @param over told once, now or when the answer's last byte is out, whether it failed
     */
    void await(Route route, Exchange exchange, Consumer<Boolean> over);
}
