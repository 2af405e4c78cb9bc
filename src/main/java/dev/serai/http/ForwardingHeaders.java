package dev.serai.http;

import java.util.List;

/** A request's headers, each as often as it was sent. */
@FunctionalInterface
interface ForwardingHeaders {

    /** The values of all headers of this name, in their order. */
    List<String> all(String name);
}
