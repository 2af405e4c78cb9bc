package dev.serai.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What looks like a secret, whoever it is of: tokens by their form, and whatever a header, parameter or member holds whose
 * name says so. Quantifiers are possessive: what they took is never looked at again.
 */
final class SecretForms {

    /** The name and what stands between it and its value are kept. */
    private static final Pattern SECRET = Pattern.compile(
            // keys and tokens of a known form
            "\\b(?:sk-|ek_serai_|gsk_|AIza|eyJ)[A-Za-z0-9_-]{6,}+[A-Za-z0-9_.-]*+"
                    // who asks, in a header's value
                    + "|(?<scheme>(?i:\\b(?:bearer|basic)\\s++))[A-Za-z0-9._~+/=-]{8,}+"
                    // headers, but not what stands for a token in the first call that a start shows
                    + "|(?<header>(?i:\\b(?:(?:proxy-)?authorization|(?:x-)?(?:[a-z0-9]{1,20}-){0,2}api-key)"
                    + "[\"'\\]]?+\\s*+[:=]\\s*+[\"'\\[]?+))(?!Bearer (?:\\$\\(cat |<a token>))[^\\r\\n\"'\\],}]++"
                    // cookies, whatever is said of them
                    + "|(?<cookie>(?i:\\b(?:set-)?cookies?[\"'\\]]?+\\s*+[:=]))[^\\r\\n]++"
                    // members and parameters
                    + "|(?<member>(?i:(?:(?<![a-z0-9])(?:api_?key|secret|password|passwd|pwd|access_token|refresh_token"
                    + "|client_secret|master_?key)[\"']?+\\s*+[:=]\\s*+[\"']?+|[?&]key=|\"key\"\\s*+:\\s*+\\[?+\"))"
                    + ")[^\\s\"'\\],}&;)]{8,}+"
                    // addresses
                    + "|(?<user>://[^\\s/@:?#]*+:)[^\\s/@]++(?=@)");

    private static final String SHOWN = "[secret]";

    private SecretForms() {}

    /** The text without them. */
    static String masked(String text) {
        if (!mayHave(text)) {
            return text;
        }
        Matcher secret = SECRET.matcher(text);
        if (!secret.find()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length());
        do {
            secret.appendReplacement(safe, Matcher.quoteReplacement(kept(secret) + SHOWN));
        } while (secret.find());
        return secret.appendTail(safe).toString();
    }

    /** Whether it has what any of the forms needs; mostly not, and the pattern takes its time at each character. */
    private static boolean mayHave(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (mayBegin(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBegin(String text, int at) {
        return switch (text.charAt(at)) {
            case ':', '=' -> true;
            case 's' -> text.startsWith("sk-", at);
            case 'g' -> text.startsWith("gsk_", at);
            case 'A' -> text.startsWith("AIza", at);
            case 'e' -> text.startsWith("eyJ", at) || text.startsWith("ek_serai_", at);
            case 'b', 'B' ->
                text.regionMatches(true, at, "bearer", 0, 6) || text.regionMatches(true, at, "basic", 0, 5);
            default -> false;
        };
    }

    private static String kept(Matcher secret) {
        for (String name : new String[] {"scheme", "header", "cookie", "member", "user"}) {
            if (secret.group(name) != null) {
                return secret.group(name);
            }
        }
        return "";
    }
}
