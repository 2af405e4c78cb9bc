package dev.serai.jobs;

import dev.serai.call.Call;
import dev.serai.http.Reply;
import dev.serai.http.Sent;
import java.io.IOException;

/** Where requests are answered at whose other end nobody waits: by the route of their path, in the generation that serves. */
public interface Runs {

    /** The work on one: begun, and to be closed. */
    interface Run extends AutoCloseable {

        Call call();

        /**
         * Does it, to the end of its answer.
         *
         * @param caller the id of who asked
         * @param sent by POST
         * @param most bytes that the answer may have
         */
        Reply answer(String caller, Sent sent, byte[] body, long most) throws IOException;

        @Override
        void close();
    }

    /**
     * Begins one.
     *
     * @param requestId by which it is on record
     * @param uri of its address, without the query
     * @throws dev.serai.wire.ApiException 404 where no route has the path any more
     */
    Run begin(String requestId, String uri);
}
