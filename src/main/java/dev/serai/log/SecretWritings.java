package dev.serai.log;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a secret may be written where somebody looks: as it is, in base64, in URLs, in JSON and in XML, as the writers have it
 * that we and our libraries use. Of one that is an address, what makes it a secret is one by itself: Camel shows addresses
 * in a form of its own, and a failure only a part of them.
 */
final class SecretWritings {

    /** In an address what is shorter may be anything, a version or a name. */
    private static final int CERTAIN = 16;

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?]*/?(?<rest>.*)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{0,15}/?");
    private static final Pattern PART = Pattern.compile("[^/?&=#]+");
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

    private final Set<String> all = new LinkedHashSet<>();

    private SecretWritings() {}

    /** All of them, if they are long enough to be told from what stands anywhere by chance. */
    static Set<String> of(String secret) {
        SecretWritings writings = new SecretWritings();
        writings.add(secret);
        Matcher address = ADDRESS.matcher(secret);
        if (address.matches()) {
            String rest = address.group("rest");
            if (!WORD.matcher(rest).matches()) {
                writings.add(rest);
            }
            for (Matcher part = PART.matcher(rest); part.find(); ) {
                if (part.group().length() >= CERTAIN) {
                    writings.add(part.group());
                    writings.add(EnvironmentSecrets.decoded(part.group()));
                }
            }
        }
        writings.all.removeIf(it -> it.length() < Secrets.SHORTEST);
        return writings.all;
    }

    private void add(String secret) {
        all.add(secret);
        url(secret);
        json(secret);
        xml(secret);
        base64(secret);
    }

    private void url(String secret) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8); // as a form
        String plain = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"); // RFC 3986
        all.add(form);
        all.add(plain);
        all.add(lower(form));
        all.add(lower(plain));
    }

    private static String lower(String encoded) {
        return PERCENT.matcher(encoded).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
    }

    private void json(String secret) {
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        all.add(json);
        all.add(json.replace("/", "\\/"));
        all.add(json.replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("=", "\\u003d")
                .replace("'", "\\u0027")); // so that it may stand in a page
    }

    /** Of quotes and of what closes nothing, some writers escape one and others another. */
    private void xml(String secret) {
        String least = secret.replace("&", "&amp;").replace("<", "&lt;");
        for (String text : List.of(least, least.replace(">", "&gt;"))) {
            for (String quoted : List.of(text, text.replace("\"", "&quot;"), text.replace("\"", "&#34;"))) {
                all.add(quoted.replace("\"", "\\\"")); // XML in JSON
                all.add(quoted);
                all.add(quoted.replace("'", "&apos;"));
                all.add(quoted.replace("'", "&#39;"));
            }
        }
    }

    private void base64(String secret) {
        for (int before = 0; before < 3; before++) { // whatever stands before it in what is encoded
            byte[] bytes = (" ".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            int from = (before * 8 + 5) / 6;
            int to = bytes.length * 8 / 6;
            String own = encoded.substring(from, to);
            all.add(own);
            all.add(own.replace('+', '-').replace('/', '_'));
        }
    }
}
