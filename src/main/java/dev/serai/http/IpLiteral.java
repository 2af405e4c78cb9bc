package dev.serai.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text; a name is none, and nobody is asked for it. */
final class IpLiteral {

    private static final Pattern V4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern V4_PORT = Pattern.compile("([\\d.]{7,15}):\\d{1,5}");
    private static final Pattern V6_PORT = Pattern.compile("\\[([^\\]]{2,45})](?::\\d{1,5})?");

    private IpLiteral() {}

    /** The address in the one form that all have here. */
    static Optional<String> of(String text) {
        boolean literal = V4.matcher(text).matches()
                || (text.indexOf(':') >= 0 && V6.matcher(text).matches());
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The same, of an address that may have a port behind it. */
    static Optional<String> withPort(String text) {
        for (Pattern form : new Pattern[] {V4_PORT, V6_PORT}) {
            var found = form.matcher(text);
            if (found.matches()) {
                return of(found.group(1));
            }
        }
        return of(text);
    }
}
