package dev.serai.admin;

import dev.serai.access.Administrators;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;

/** Whether who was let in still may look: an answer that takes long asks from time to time. */
record Standing(Administrators administrators, Sessions sessions) {

    boolean holds(HttpServletRequest request) {
        if (request.getHeader("Authorization") == null) {
            return sessions.stillOf(request)
                    .map(Sessions.Session::shown)
                    .flatMap(administrators::of)
                    .isPresent();
        }
        try {
            var unused = administrators.of(request::getHeader);
            return true;
        } catch (ApiException revoked) {
            return false;
        }
    }
}
