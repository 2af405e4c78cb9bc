package dev.serai.wire;

import java.util.Locale;

/**
 * The head of a form's part.
 *
 * @param name of its field
 * @param fileName null if it is a text
 * @param type its content type; null if it says none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578#section-4.2">the head of a part</a>
 */
record FormHead(String name, String fileName, String type) {

    private static final String DISPOSITION = "Content-Disposition:";
    private static final String TYPE = "Content-Type:";
    private static final String LINE = "\r\n";
    private static final String TEXT = "text/";
    private static final String JSON = "application/json";
    private static final int LONGEST_NAME = 256;

    /**
     * Reads a head.
     *
     * @param lines as they stand there, without the empty one at the end
     * @throws ApiException 400 if it does not say which field it is of
     */
    static FormHead of(String lines) {
        String disposition = null;
        String type = null;
        for (String line : lines.split(LINE, -1)) {
            if (begins(line, DISPOSITION)) {
                requireOnce(disposition);
                disposition = line.substring(DISPOSITION.length()).strip();
            } else if (begins(line, TYPE)) {
                requireOnce(type);
                type = line.substring(TYPE.length()).strip();
            }
        }
        if (disposition == null || !disposition.toLowerCase(Locale.ROOT).startsWith("form-data")) {
            throw FormScan.bad("A part of the form has no 'Content-Disposition: form-data' in its head");
        }
        String name = parameter(disposition, "name");
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw FormScan.bad("A part of the form has no name in its head, or one of over " + LONGEST_NAME
                    + " characters: Content-Disposition: form-data; name=\"model\"");
        }
        if (type != null && begins(type, "multipart/")) {
            throw FormScan.bad("The part '" + name + "' of the form is a form itself, which nobody reads");
        }
        String file = parameter(disposition, "filename");
        return new FormHead(name, file == null ? parameter(disposition, "filename*") : file, type);
    }

    /** Whether it is that of a file: it has the name of one, or a type that is none of a text, as OpenAI's client for Java has it. */
    boolean isOfFile() {
        return fileName != null || (type != null && !begins(type, TEXT) && !begins(type, JSON));
    }

    private static boolean begins(String line, String field) {
        return line.regionMatches(true, 0, field, 0, field.length());
    }

    private static void requireOnce(String before) {
        if (before != null) {
            throw FormScan.bad("The head of a part of the form says the same twice");
        }
    }

    /**
     * The text of a parameter, its quotes and what they escape undone; null if there is none. Each character is looked at
     * once.
     *
     * @throws ApiException 400 if it is there twice
     */
    static String parameter(String header, String wanted) {
        String found = null;
        int at = header.indexOf(';');
        while (at >= 0 && at < header.length()) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            StringBuilder value = new StringBuilder();
            String name = header.substring(at + 1, equals).strip();
            at = value(header, equals + 1, value);
            if (name.equalsIgnoreCase(wanted)) {
                requireOnce(found);
                found = value.toString();
            }
        }
        return found;
    }

    /** Reads a value, quoted or not; gives where the next parameter begins. */
    private static int value(String header, int from, StringBuilder value) {
        int at = from;
        while (at < header.length() && header.charAt(at) == ' ') {
            at++;
        }
        boolean quoted = at < header.length() && header.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < header.length() && header.charAt(at) != (quoted ? '"' : ';')) {
            at += quoted && isEscape(header, at) ? 1 : 0;
            value.append(header.charAt(at++));
        }
        if (!quoted) {
            value.setLength(value.toString().stripTrailing().length());
        }
        int next = header.indexOf(';', at);
        return next < 0 ? header.length() : next;
    }

    /** Some browsers write the backslashes of a path as they are. */
    private static boolean isEscape(String header, int at) {
        return header.charAt(at) == '\\'
                && at + 1 < header.length()
                && (header.charAt(at + 1) == '"' || header.charAt(at + 1) == '\\');
    }

    /** The same as it is sent. */
    String lines() {
        return DISPOSITION + " form-data; name=\"" + quoted(name) + '"'
                + (fileName == null ? "" : "; filename=\"" + quoted(fileName) + '"')
                + LINE
                + (type == null ? "" : TYPE + ' ' + plain(type) + LINE);
    }

    /** As browsers write it: https://html.spec.whatwg.org/#multipart-form-data. */
    private static String quoted(String text) {
        return plain(text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A"));
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            if (Character.isISOControl(plain.charAt(i))) {
                plain.setCharAt(i, '?');
            }
        }
        return plain.toString();
    }
}
