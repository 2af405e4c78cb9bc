package dev.serai.call;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An answer that is no body: from here on the connection speaks another protocol. */
@FunctionalInterface
public interface Upgrading {

    /** Has it do so, in place of an answer; headers are set. */
    void upgrade(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
