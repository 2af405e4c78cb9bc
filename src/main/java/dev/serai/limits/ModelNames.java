package dev.serai.limits;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The names that one model goes by. A limit counts whoever asks for it by any of them: providers take some of these for the
 * same, and nobody is to have a model for nothing by writing it otherwise.
 */
final class ModelNames {

    private ModelNames() {}

    /** Adds a name, and what stands behind its provider's. */
    static void addTo(Set<String> names, String name) {
        String plain = plain(name);
        names.add(plain);
        int slash = plain.indexOf('/');
        if (slash > 0 && slash < plain.length() - 1) {
            names.add(plain.substring(slash + 1));
        }
    }

    /** Without blanks and what nobody sees, in lower case, nothing percent-encoded. */
    static String plain(String name) {
        String decoded = name.indexOf('%') < 0 ? name : decoded(name);
        StringBuilder plain = new StringBuilder(decoded.length());
        decoded.codePoints()
                .filter(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT)
                .forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
