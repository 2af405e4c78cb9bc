package dev.serai.http;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/** One request after the other of a connection, as Tomcat's servlets get them: the connection is told of each. */
final class RequestAdapter implements Adapter {

    private final Adapter servlets;
    private Connection connection;

    RequestAdapter(Adapter servlets) {
        this.servlets = servlets;
    }

    void of(Connection its) {
        connection = its;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        connection.begins();
        try {
            servlets.service(request, response);
        } finally {
            connection.ends();
        }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return servlets.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
        return servlets.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
        servlets.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        servlets.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return servlets.getDomain();
    }
}
