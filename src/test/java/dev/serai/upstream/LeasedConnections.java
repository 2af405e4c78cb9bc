package dev.serai.upstream;

/** Lets tests of other packages see whether every connection was given back. */
public final class LeasedConnections {

    private LeasedConnections() {}

    /** How many connections serve a request or a stream at the moment. */
    public static int of(UpstreamConnections connections) {
        return connections.leased();
    }
}
