package dev.serai.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;
import java.util.Set;

/**
 * An answer whose head fits into Tomcat's buffer of 8 kB, whatever was to be said in it: names of models, words of
 * providers, what a browser asks for. A head that does not fit is none, and the client gets 500 without a word. A value
 * that is too long is cut, a header that finds no room is left out.
 */
final class BoundedHead extends HttpServletResponseWrapper {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_VALUE = 1024;
    private static final int MOST_HEADERS = 64;

    /** Of the 8 kB, status line and headers of the connection need a few hundred bytes. */
    private static final int MOST_BYTES = 7 << 10;

    /** What an answer needs to be understood finds room in the last part. */
    private static final int RESERVE = 1 << 10;

    private static final Set<String> ESSENTIAL =
            Set.of("content-type", "retry-after", "x-request-id", "connection", "allow", "www-authenticate");

    /** {@code ": "} and the line's end. */
    private static final int LINE = 4;

    private int bytes;
    private int headers;

    BoundedHead(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setHeader(String name, String value) {
        if (value == null || makeRoom(name, value)) {
            super.setHeader(name, bounded(value));
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (makeRoom(name, value)) {
            super.addHeader(name, bounded(value));
        }
    }

    @Override
    public void setContentType(String type) {
        super.setContentType(bounded(type));
    }

    private boolean makeRoom(String name, String value) {
        int length = name.length() + Math.min(value.length(), LONGEST_VALUE) + LINE;
        boolean room = headers < MOST_HEADERS && bytes + length <= MOST_BYTES - RESERVE;
        if (name.length() > LONGEST_NAME || !(room || ESSENTIAL.contains(name.toLowerCase(Locale.ROOT)))) {
            return false;
        }
        headers++;
        bytes += length;
        return true;
    }

    /** Cut where no character is halved. */
    private static String bounded(String value) {
        if (value == null || value.length() <= LONGEST_VALUE) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
        return value.substring(0, end);
    }
}
