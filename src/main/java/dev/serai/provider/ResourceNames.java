package dev.serai.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names by which an API speaks of what it keeps, where they are no ids made by chance but stand behind the name of their
 * collection: {@code files/abc}, which is also said as {@code https://<host>/v1/files/abc}. Whatever stands at one of its hosts
 * and is no such name is a name of nothing: no reading of it may be another one.
 *
 * @param collections whose members are kept for callers
 * @param hosts whose addresses are read with the gateway's key
 * @see <a href="https://google.aip.dev/122">resource names</a>
 */
public record ResourceNames(Set<String> collections, List<String> hosts) {

    /** Longer ones are no host's. */
    private static final int LONGEST_AUTHORITY = 200;

    private static final String SCHEME_END = "://";

    /** Whether there are any. */
    public boolean isEmpty() {
        return collections.isEmpty();
    }

    /**
     * The name that a text is or stands for, {@code collection/id}; null if it is none. Of a text at one of the hosts that
     * names nothing, it is the text itself, which nobody owns.
     */
    public String of(String text) {
        if (isEmpty() || (text.indexOf('/') < 0 && text.indexOf('%') < 0)) {
            return null;
        }
        String plain = text.replaceAll("\\p{Cntrl}", "").strip(); // as readers of addresses do
        boolean ours = isOurs(plain);
        if (!ours && plain.contains(SCHEME_END)) {
            return null;
        }
        String path = plain.split("[?#]", 2)[0];
        String name = name(path.split("/", -1), ours);
        return name == null && ours ? plain : name;
    }

    /** Also where the host is written in any way that somebody may read as it. */
    private boolean isOurs(String text) {
        int scheme = text.indexOf(SCHEME_END);
        String rest = scheme < 0 ? text : text.substring(scheme + SCHEME_END.length());
        String authority = rest.split("[/?#]", 2)[0];
        String lower = (text + ' ' + decoded(text)).toLowerCase(Locale.ROOT);
        return (scheme >= 0 && authority.length() > LONGEST_AUTHORITY)
                || hosts.stream().anyMatch(lower::contains);
    }

    private static String decoded(String text) {
        try {
            return text.indexOf('%') < 0 ? "" : URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private String name(String[] segments, boolean ours) {
        int at = 0;
        while (at < segments.length - 1 && !collections.contains(segments[at])) {
            if (!ours && !leads(segments, at)) {
                return null;
            }
            at++;
        }
        if (at >= segments.length - 1) {
            return null;
        }
        boolean leadsElsewhere = Arrays.stream(segments, at + 2, segments.length)
                .anyMatch(it -> it.startsWith(".") || collections.contains(it));
        return leadsElsewhere ? String.join("/", segments) : segments[at] + '/' + withoutVerb(segments[at + 1]);
    }

    /** What may stand before a name: nothing, a version, or in whose project and where it is. */
    private static boolean leads(String[] segments, int at) {
        String segment = segments[at];
        return (at == 0 && segment.isEmpty())
                || segment.matches("v[0-9][a-z0-9]{0,9}|projects|locations")
                || (at > 0 && segments[at - 1].matches("projects|locations"));
    }

    /** The name in a path, at a segment; null if there is none. */
    public String at(List<String> segments, int i) {
        return i > 0 && collections.contains(segments.get(i - 1))
                ? segments.get(i - 1) + '/' + withoutVerb(segments.get(i))
                : null;
    }

    private static String withoutVerb(String segment) {
        int colon = segment.indexOf(':');
        return colon < 0 ? segment : segment.substring(0, colon);
    }
}
