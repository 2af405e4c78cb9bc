package dev.serai.credentials;

import java.util.Map;

/** Says to a provider who asks, where a key in a header does not do. Any thread may ask. */
public interface Authorization {

    /** The header that says it, with whatever others. */
    String HEADER = "Authorization";

    /** What stands in it before a token. */
    String BEARER = "Bearer ";

    /**
     * What a request has to say. Waits where credentials have to be fetched first, for a short time.
     *
     * @return headers
     * @throws NoCredentials if there is nothing to say
     */
    Map<String, String> headers(Outgoing request) throws NoCredentials;

    /**
     * The same with others than those that were refused, which are fetched anew where that may help.
     *
     * @param refused what the request said in its {@link #HEADER}
     * @return null if there are no others, or what it said was not from here
     */
    Map<String, String> otherHeaders(Outgoing request, String refused);
}
