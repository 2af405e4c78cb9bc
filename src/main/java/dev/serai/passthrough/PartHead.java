package dev.serai.passthrough;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers of a part of a multipart form. Where it is not beyond doubt that a part is a file, it is taken for a field,
 * in which more is looked for.
 */
final class PartHead {

    private static final Pattern PARAMETER =
            Pattern.compile("\\s*;\\s*([a-z*]+)=(?:\"([^\"\\\\]*+)\"|([^\\s\";\\\\]++))");

    private static final Pattern NAME = Pattern.compile("(?i);\\s*name=");

    private static final String FORM_DATA = "form-data";
    private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");
    private static final int NAMED = 1;
    private static final int QUOTED = 2;
    private static final int BARE = 3;

    private String name = "";
    private boolean file;
    private boolean described;
    private boolean readable = true;
    private boolean named;

    /**
     * Takes a header in.
     *
     * @throws dev.serai.wire.ApiException 400 if somebody else could read it in another way
     */
    void add(String header) {
        int colon = header.indexOf(':');
        MultipartPass.requireAgreed(colon > 0 && !Character.isWhitespace(header.charAt(0)));
        String value = header.substring(colon + 1).strip();
        switch (header.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
            case "content-disposition" -> describe(value);
            case "content-transfer-encoding" ->
                MultipartPass.requireAgreed(PLAIN.contains(value.toLowerCase(Locale.ROOT)));
            case "content-type" -> readable = isReadAsItIs(value.toLowerCase(Locale.ROOT));
            default -> {}
        }
    }

    private static boolean isReadAsItIs(String type) {
        return !type.startsWith("multipart/")
                && (!type.contains("charset") || type.matches(".*;\\s*charset=\"?(utf-8|us-ascii|iso-8859-1)\"?"));
    }

    private void describe(String value) {
        MultipartPass.requireAgreed(!described && value.regionMatches(true, 0, FORM_DATA, 0, FORM_DATA.length()));
        described = true;
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(value).region(FORM_DATA.length(), value.length());
        int end = FORM_DATA.length();
        boolean once = true;
        while (parameter.lookingAt()) {
            String said = parameter.group(QUOTED) == null ? parameter.group(BARE) : parameter.group(QUOTED);
            once &= parameters.put(parameter.group(NAMED), said) == null;
            end = parameter.end();
            parameter.region(end, value.length());
        }
        named = NAME.matcher(value).find();
        name = parameters.getOrDefault("name", "");
        file = once && parameters.containsKey("filename") && end == value.length();
    }

    /** Whether all take it for the same part, and read its content in the same way: of a file, nobody reads a text. */
    boolean isAgreed() {
        return named && (file || readable);
    }

    /** What the part is called; empty where it does not say. */
    String name() {
        return name;
    }

    /** Whether it is a file. */
    boolean isFile() {
        return file;
    }
}
