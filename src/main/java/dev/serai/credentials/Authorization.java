package dev.serai.credentials;

import java.util.Map;

/** Says to a provider who asks, where a key in a header does not do. Any thread may ask. */
public interface Authorization {

    /**
     * What a request has to say. Waits where credentials have to be fetched first, for a short time.
     *
     * @return headers
     * @throws NoCredentials if there is nothing to say
     */
    Map<String, String> headers(Outgoing request) throws NoCredentials;

    /** Notes that the provider did not believe it: unless it is new, what was said is fetched anew. */
    void refused();
}
