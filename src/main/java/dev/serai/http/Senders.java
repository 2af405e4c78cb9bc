package dev.serai.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Has each request come from the client that trusted proxies forward it for, whoever asks where it comes from. */
final class Senders extends ValveBase {

    /** The port that the scheme has. */
    private static final int USUAL = 0;

    private final TrustedProxies proxies;

    Senders(TrustedProxies proxies) {
        super(true);
        this.proxies = proxies;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        TrustedProxies.Origin origin =
                proxies.origin(request.getPeerAddr(), name -> Collections.list(request.getHeaders(name)));
        request.setRemoteAddr(origin.address());
        request.setRemoteHost(origin.address());
        request.setAttribute(PublicAddress.PREFIX, origin.prefix());
        if (origin.scheme() != null) {
            request.getCoyoteRequest().scheme().setString(origin.scheme());
            request.setSecure(origin.scheme().equals("https"));
        }
        if (origin.host() != null) {
            String name = origin.host().replaceFirst(":\\d{1,5}$", "");
            request.getCoyoteRequest().serverName().setString(name);
            String port = origin.host().substring(name.length());
            request.getCoyoteRequest().setServerPort(port.isEmpty() ? USUAL : Integer.parseInt(port.substring(1)));
        }
        getNext().invoke(request, response);
    }
}
