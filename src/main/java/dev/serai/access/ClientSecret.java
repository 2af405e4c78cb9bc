package dev.serai.access;

import java.time.Instant;

/**
 * A secret that stands for a caller for a short time, for realtime sessions alone: a browser may have it. The variable of that
 * name has the one by which a session was asked for; what goes on in that is not ended by its time.
 *
 * @param holder the id of the caller whom it stands for
 * @param expires until then sessions may be asked for
 * @param session what they are to be, as JSON
 */
public record ClientSecret(String holder, Instant expires, String session) {

    public static final String VARIABLE = "clientSecret";

    /** The only place where it is good. */
    public static final String PATH = "/v1/realtime";

    @Override
    public String toString() {
        return holder;
    }
}
