package dev.serai.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * The proxies whose word is taken for whom they forward a request. Each adds the address that it was sent from on the right:
 * the rightmost one that is no proxy of ours is the client's, and what stands to its left is whatever that client made up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239, Forwarded</a>
 */
final class TrustedProxies {

    /** Of a request that has come through a trusted proxy which does not say from where. */
    static final String NOBODY = "0.0.0.0";

    /**
     * Whom a request comes from.
     *
     * @param scheme null where the proxy did not say
     * @param host null where the proxy did not say
     * @param prefix what it has taken off the path; empty for nothing
     */
    record Origin(String address, String scheme, String host, String prefix) {}

    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]{1,64}){1,8}");

    private final List<IpAddressMatcher> ranges;

    /**
     * Takes addresses and ranges.
     *
     * @throws IllegalArgumentException if one of them is neither
     */
    TrustedProxies(List<String> addresses) {
        ranges = addresses.stream().map(TrustedProxies::range).toList();
    }

    private static IpAddressMatcher range(String address) {
        if (IpLiteral.of(address.replaceFirst("/\\d{1,3}$", "")).isEmpty()) {
            throw new IllegalArgumentException("'" + address + "' is no IP address or range such as 10.0.0.0/8");
        }
        return new IpAddressMatcher(address);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    private boolean trusts(String address) {
        return address != null && ranges.stream().anyMatch(range -> range.matches(address));
    }

    /** What is to be believed of a request's headers, where its connection's other end is this. */
    Origin origin(String peer, ForwardingHeaders headers) {
        if (!trusts(peer)) {
            return new Origin(peer, null, null, "");
        }
        ForwardedElements standard = ForwardedElements.of(headers.all("Forwarded"));
        Optional<String> named = client(standard.all("for"));
        Optional<String> listed = client(list(headers.all("X-Forwarded-For")));
        String address = named.or(() -> listed).orElse(peer);
        if (named.isPresent() && listed.isPresent() && !named.equals(listed)) {
            address = NOBODY; // a proxy passes on one of them as the client sent it
        }
        return new Origin(
                address,
                scheme(last(list(headers.all("X-Forwarded-Proto"))).or(() -> last(standard.all("proto")))),
                last(list(headers.all("X-Forwarded-Host")))
                        .or(() -> last(standard.all("host")))
                        .orElse(null),
                last(list(headers.all("X-Forwarded-Prefix")))
                        .filter(prefix -> PREFIX.matcher(prefix).matches())
                        .orElse(""));
    }

    /** Empty if nothing is said. */
    private Optional<String> client(List<String> addresses) {
        String found = null;
        for (int i = addresses.size() - 1; i >= 0 && (found == null || trusts(found)); i--) {
            found = IpLiteral.withPort(addresses.get(i)).orElse(NOBODY);
        }
        return Optional.ofNullable(found);
    }

    private static String scheme(Optional<String> said) {
        String scheme = said.orElse("").toLowerCase(Locale.ROOT);
        return scheme.equals("https") || scheme.equals("http") ? scheme : null;
    }

    private static List<String> list(List<String> headers) {
        List<String> all = new ArrayList<>();
        for (String header : headers) {
            Collections.addAll(all, header.split(",", -1));
        }
        all.replaceAll(String::strip);
        all.removeIf(String::isEmpty);
        return all;
    }

    private static Optional<String> last(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }
}
