package dev.serai.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.ConnectionFactory;
import com.google.api.client.http.javanet.NetHttpTransport;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** Asks who was asked first, and nobody whom that one names: what a machine is, its own metadata server says or none. */
final class OneHost implements ConnectionFactory {

    private String first;

    static HttpTransport transport() {
        return new NetHttpTransport.Builder()
                .setConnectionFactory(new OneHost())
                .build();
    }

    @Override
    public synchronized HttpURLConnection openConnection(URL url) throws IOException {
        first = first == null ? url.getAuthority() : first;
        if (!first.equals(url.getAuthority())) {
            throw new IOException("the metadata server leads elsewhere");
        }
        return (HttpURLConnection) url.openConnection();
    }
}
